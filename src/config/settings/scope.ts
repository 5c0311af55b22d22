import { CORE, TOOLSET_NAMES } from '../../domain/toolsets.ts';
import { env, type Setting } from './setting.ts';

/** What the server may touch and which tools it offers. */
export const scopeSettings = [
  {
    name: 'region',
    flag: 'region',
    env: env('REGION', 'ALIBABA_CLOUD_REGION_ID'),
    kind: 'string',
    value: 'ID',
    heldBy: 'lockScope',
    description: 'Region used when a call names none, such as cn-hangzhou. There is no default.',
  },
  {
    name: 'workspaceId',
    flag: 'workspace-id',
    env: env('WORKSPACE_ID'),
    kind: 'string',
    value: 'ID',
    heldBy: 'lockScope',
    description: 'Workspace used when a call names none. There is no default.',
  },
  {
    name: 'lockScope',
    flag: 'lock-scope',
    env: env('LOCK_SCOPE'),
    kind: 'boolean',
    default: false,
    tightenOnly: true,
    description:
      'No call leaves --region and --workspace-id, which must both be set: jobs, datasets, code sources and images of other workspaces are refused.',
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
    description: `Groups of tools to offer: ${TOOLSET_NAMES.join(', ')}. ${CORE}, the default, is what training needs every week.`,
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
    name: 'answers',
    flag: 'answers',
    env: env('ANSWERS'),
    kind: 'choice',
    choices: ['text', 'structured'],
    default: 'text',
    description:
      'What a tool answers with: text for a model, or structured for programs, which adds output schemas and the same answer as data.',
  },
] as const satisfies readonly Setting[];
