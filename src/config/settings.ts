/**
 * Every setting of the server, once. Flags, environment variables, `--help` and the reference are read from this table.
 * A model can change none of them.
 */
export interface Setting {
  name: string;
  /** Command-line flag without the dashes. */
  flag: string;
  /** Environment variables, first one set wins; a flag wins over both. */
  env: readonly string[];
  kind: 'string' | 'list' | 'integer' | 'boolean' | 'choice';
  choices?: readonly string[];
  /** Smallest and largest integer that is accepted. */
  range?: readonly [number, number];
  default?: string | number | boolean | readonly string[];
  description: string;
  /** Name of the value in help texts. */
  value?: string;
  secret?: boolean;
  /** A restriction that is on in the environment cannot be taken back by a flag. */
  tightenOnly?: boolean;
}

const env = (name: string, ...others: string[]): readonly string[] => [`PAI_DLC_MCP_${name}`, ...others];

export const settings = [
  {
    name: 'region',
    flag: 'region',
    env: env('REGION', 'ALIBABA_CLOUD_REGION_ID'),
    kind: 'string',
    value: 'ID',
    description: 'Region used when a call names none, such as cn-hangzhou. There is no default.',
  },
  {
    name: 'workspaceId',
    flag: 'workspace-id',
    env: env('WORKSPACE_ID'),
    kind: 'string',
    value: 'ID',
    description: 'Workspace used when a call names none. There is no default.',
  },
  {
    name: 'readOnly',
    flag: 'read-only',
    env: env('READ_ONLY'),
    kind: 'boolean',
    default: false,
    tightenOnly: true,
    description: 'Offer only tools that read. Wins over every other selection.',
  },
  {
    name: 'toolsets',
    flag: 'toolsets',
    env: env('TOOLSETS'),
    kind: 'list',
    value: 'NAMES',
    description: 'Offer only these groups of tools: jobs, logs, access, catalogue, workflows. Default: all.',
  },
  {
    name: 'tools',
    flag: 'tools',
    env: env('TOOLS'),
    kind: 'list',
    value: 'NAMES',
    description: 'Offer only these tools.',
  },
  {
    name: 'excludeTools',
    flag: 'exclude-tools',
    env: env('EXCLUDE_TOOLS'),
    kind: 'list',
    value: 'NAMES',
    description: 'Take these tools out.',
  },
  {
    name: 'confirm',
    flag: 'confirm',
    env: env('CONFIRM'),
    kind: 'choice',
    choices: ['human', 'chat'],
    default: 'human',
    description:
      'Where the client cannot put a form before a person: human refuses, chat lets the model ask in the conversation and call again with a single-use token.',
  },
  {
    name: 'confirmCreate',
    flag: 'confirm-create',
    env: env('CONFIRM_CREATE'),
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    description:
      'Ask a person before a job is created: auto asks where the client can, always refuses where it cannot.',
  },
  {
    name: 'stoppable',
    flag: 'stoppable',
    env: env('STOPPABLE'),
    kind: 'choice',
    choices: ['standard', 'live'],
    default: 'standard',
    description: 'Statuses in which a job may be stopped: standard is Running and Queuing, live is every live status.',
  },
  {
    name: 'allowImage',
    flag: 'allow-image',
    env: env('ALLOW_IMAGE'),
    kind: 'list',
    value: 'PATTERNS',
    description:
      'Image URIs to accept beyond the catalogue, as globs such as registry.example.com/team/** (registries of your own).',
  },
  {
    name: 'showEnvs',
    flag: 'show-envs',
    env: env('SHOW_ENVS'),
    kind: 'list',
    value: 'NAMES',
    description: 'Environment variables of jobs whose values are shown; all others are masked.',
  },
  {
    name: 'stateFile',
    flag: 'state-file',
    env: env('STATE_FILE'),
    kind: 'string',
    value: 'FILE',
    description:
      "Where creates with an open outcome are remembered across restarts. Default: in the platform's state directory; in memory with --simulate.",
  },
  {
    name: 'createSearchMs',
    flag: 'create-search-ms',
    env: env('CREATE_SEARCH_MS'),
    kind: 'integer',
    default: 20_000,
    range: [0, 600_000],
    value: 'MS',
    description: 'How long a create whose answer got lost is searched for before it is reported as unknown.',
  },
  {
    name: 'auditLog',
    flag: 'audit-log',
    env: env('AUDIT_LOG'),
    kind: 'string',
    value: 'FILE',
    description:
      'Append one JSON line per call that writes or grants access. Where it cannot be written, such calls are refused.',
  },
  {
    name: 'auditLogMb',
    flag: 'audit-log-mb',
    env: env('AUDIT_LOG_MB'),
    kind: 'integer',
    default: 10,
    range: [1, 10_000],
    value: 'MB',
    description: 'Size at which the audit log is rotated; the newest five files are kept.',
  },
  {
    name: 'maxInFlight',
    flag: 'max-in-flight',
    env: env('MAX_IN_FLIGHT'),
    kind: 'integer',
    default: 8,
    range: [1, 64],
    value: 'N',
    description: 'Most calls under way to each API at a time.',
  },
  {
    name: 'maxPerSecond',
    flag: 'max-per-second',
    env: env('MAX_PER_SECOND'),
    kind: 'integer',
    default: 10,
    range: [1, 1000],
    value: 'N',
    description: 'Most calls to each API per second.',
  },
  {
    name: 'simulate',
    flag: 'simulate',
    env: env('SIMULATE'),
    kind: 'boolean',
    default: false,
    description: 'Use the embedded simulator: no account, no cost, nothing leaves this machine.',
  },
  {
    name: 'simulatorSeed',
    flag: 'simulator-seed',
    env: env('SIMULATOR_SEED'),
    kind: 'integer',
    default: 1,
    range: [0, 2_147_483_647],
    value: 'N',
    description: 'Seed of the simulated world.',
  },
  {
    name: 'simulatorSpeed',
    flag: 'simulator-speed',
    env: env('SIMULATOR_SPEED'),
    kind: 'integer',
    default: 1,
    range: [0, 100_000],
    value: 'N',
    description: 'Simulated seconds per real second; 0 stands still.',
  },
  {
    name: 'profile',
    flag: 'profile',
    env: env('PROFILE', 'ALIBABA_CLOUD_PROFILE'),
    kind: 'string',
    value: 'NAME',
    description: 'Profile of the Alibaba Cloud CLI configuration to take credentials from.',
  },
  {
    name: 'endpoint',
    flag: 'endpoint',
    env: env('ENDPOINT'),
    kind: 'string',
    value: 'HOST',
    description: 'Host for every API, host[:port]; http:// is accepted for loopback only (a running simulator).',
  },
  {
    name: 'endpointDlc',
    flag: 'endpoint-dlc',
    env: env('ENDPOINT_DLC'),
    kind: 'string',
    value: 'HOST',
    description: 'Host for the pai-dlc API instead of the regional one (private networks).',
  },
  {
    name: 'endpointAiworkspace',
    flag: 'endpoint-aiworkspace',
    env: env('ENDPOINT_AIWORKSPACE'),
    kind: 'string',
    value: 'HOST',
    description: 'Host for the aiworkspace API instead of the regional one.',
  },
  {
    name: 'endpointPaistudio',
    flag: 'endpoint-paistudio',
    env: env('ENDPOINT_PAISTUDIO'),
    kind: 'string',
    value: 'HOST',
    description: 'Host for the paistudio API (quota diagnosis) instead of the regional one.',
  },
  {
    name: 'extraRegions',
    flag: 'extra-regions',
    env: env('EXTRA_REGIONS'),
    kind: 'list',
    value: 'IDS',
    description: 'Regions to accept beyond the built-in list.',
  },
  {
    name: 'connectTimeoutMs',
    flag: 'connect-timeout-ms',
    env: env('CONNECT_TIMEOUT_MS'),
    kind: 'integer',
    default: 15_000,
    range: [100, 300_000],
    value: 'MS',
    description: 'Longest wait for a connection.',
  },
  {
    name: 'readTimeoutMs',
    flag: 'read-timeout-ms',
    env: env('READ_TIMEOUT_MS'),
    kind: 'integer',
    default: 30_000,
    range: [100, 600_000],
    value: 'MS',
    description: 'Longest wait for an answer.',
  },
  {
    name: 'userAgent',
    flag: 'user-agent',
    env: env('USER_AGENT'),
    kind: 'string',
    value: 'TEXT',
    description: 'Replaces the user agent prefix that is sent with every call.',
  },
  {
    name: 'logLevel',
    flag: 'log-level',
    env: env('LOG_LEVEL'),
    kind: 'choice',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    description: 'Detail of the log on stderr.',
  },
] as const satisfies readonly Setting[];
