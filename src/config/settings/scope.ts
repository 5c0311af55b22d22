import { en, say, zh } from '../../domain/said.ts';
import { ALL, ASIDE, CORE, TOOLSET_NAMES } from '../../domain/toolsets.ts';
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
    description: say(
      en`Region used when a call names none, such as cn-hangzhou. There is no default.`,
      zh`调用未指定地域时使用的地域，如 cn-hangzhou。没有默认值。`,
    ),
  },
  {
    name: 'workspaceId',
    flag: 'workspace-id',
    env: env('WORKSPACE_ID'),
    kind: 'string',
    value: 'ID',
    heldBy: 'lockScope',
    description: say(
      en`Workspace used when a call names none. There is no default.`,
      zh`调用未指定工作空间时使用的工作空间。没有默认值。`,
    ),
  },
  {
    name: 'lockScope',
    flag: 'lock-scope',
    env: env('LOCK_SCOPE'),
    kind: 'boolean',
    default: false,
    tightenOnly: true,
    description: say(
      en`No call leaves --region and --workspace-id, which must both be set: jobs, datasets, code sources and images of other workspaces are refused.`,
      zh`任何调用都不能超出 --region 和 --workspace-id（两者都必须设置）：其他工作空间的任务、数据集、代码源和镜像一律拒绝。`,
    ),
  },
  {
    name: 'readOnly',
    flag: 'read-only',
    env: env('READ_ONLY'),
    kind: 'boolean',
    default: false,
    tightenOnly: true,
    description: say(
      en`Offer only tools that read. Wins over every other selection.`,
      zh`只提供只读工具，优先于其他所有选择。`,
    ),
  },
  {
    name: 'toolsets',
    flag: 'toolsets',
    env: env('TOOLSETS'),
    kind: 'list',
    value: 'NAMES',
    description: say(
      en`Groups of tools to offer: ${TOOLSET_NAMES.join(', ')}. ${CORE}, the default, is what training needs every week; ${ALL} is every group but ${ASIDE.join(', ')}.`,
      zh`要提供的工具组：${TOOLSET_NAMES.join('、')}。默认的 ${CORE} 是训练中常用的工具；${ALL} 是除 ${ASIDE.join('、')} 之外的所有组。`,
    ),
  },
  {
    name: 'tools',
    flag: 'tools',
    env: env('TOOLS'),
    kind: 'list',
    value: 'NAMES',
    description: say(en`Offer only these tools.`, zh`只提供这些工具。`),
  },
  {
    name: 'excludeTools',
    flag: 'exclude-tools',
    env: env('EXCLUDE_TOOLS'),
    kind: 'list',
    value: 'NAMES',
    description: say(en`Take these tools out.`, zh`去掉这些工具。`),
  },
  {
    name: 'answers',
    flag: 'answers',
    env: env('ANSWERS'),
    kind: 'choice',
    choices: ['text', 'structured'],
    default: 'text',
    description: say(
      en`What a tool answers with: text for a model, or structured for programs, which adds output schemas and the same answer as data.`,
      zh`工具回答的形式：text 供模型阅读；structured 供程序使用，会附上输出的 schema，并以数据形式给出同样的回答。`,
    ),
  },
] as const satisfies readonly Setting[];
