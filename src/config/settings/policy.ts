import { LANGUAGES } from '../../domain/said.ts';
import { env, type Setting } from './setting.ts';

/** What a person is asked, what is allowed, and what is remembered and recorded. */
export const policySettings = [
  {
    name: 'confirm',
    flag: 'confirm',
    env: env('CONFIRM'),
    kind: 'choice',
    choices: ['human', 'chat'],
    default: 'human',
    description:
      'How a person is asked: human in a form of the client; where it has none, a stop is refused, and what costs or hands out access is asked about in the conversation. chat asks about everything in the conversation, for clients that claim forms and decline them too: the model puts the question to the user and calls again with a single-use token.',
  },
  {
    name: 'language',
    flag: 'language',
    env: env('LANGUAGE'),
    kind: 'choice',
    choices: LANGUAGES,
    default: 'en',
    description:
      'The language of the questions that a person is asked: en is English, zh is Chinese. What a model is told stays English.',
  },
  {
    name: 'confirmCreate',
    flag: 'confirm-create',
    env: env('CONFIRM_CREATE'),
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    description:
      'Ask a person before a job is created or gets more pods: auto in a form, or in the conversation where the client has none; always as before a stop, so that only --confirm chat takes the conversation for a yes; never asks nobody.',
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
      'Image URIs to accept without a look into the catalogue, as globs over the whole URI, tag included: * stays within a path segment, ** crosses them. registry.example.com/team/** accepts all of that team, registry.example.com/team/*:v* only its own repositories with tags such as v1.',
  },
  {
    name: 'showEnvs',
    flag: 'show-envs',
    env: env('SHOW_ENVS'),
    kind: 'list',
    value: 'NAMES',
    description:
      'Environment variables of jobs whose values are shown although their form is odd; ordinary ones always are, secret-looking ones never.',
  },
  {
    name: 'prices',
    flag: 'prices',
    env: env('PRICES'),
    kind: 'string',
    value: 'FILE',
    description:
      'Prices per hour of machine types or GPUs, as no API of the cloud has any. With them, questions, dry runs and answers say what a job costs; docs/guides/prices.md shows the file.',
  },
  {
    name: 'stateFile',
    flag: 'state-file',
    env: env('STATE_FILE'),
    kind: 'string',
    value: 'FILE',
    description:
      "Where creates with an open outcome are remembered across restarts. Default: creates.json in pai-dlc-mcp of the platform's state directory; in memory with --simulate.",
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
    name: 'readBackMs',
    flag: 'read-back-ms',
    env: env('READ_BACK_MS'),
    kind: 'integer',
    default: 25_000,
    range: [0, 600_000],
    value: 'MS',
    description:
      'How long a stop or an update is watched for before it is reported as pending; clients often give up on a call after 60 s.',
  },
  {
    name: 'auditLog',
    flag: 'audit-log',
    env: env('AUDIT_LOG'),
    kind: 'string',
    value: 'FILE',
    description:
      'Append the intent and the outcome of every call that writes or grants access, as JSON lines. Where they cannot be written, such calls are refused.',
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
] as const satisfies readonly Setting[];
