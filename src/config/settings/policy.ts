import { en, LANGUAGES, say, zh } from '../../domain/said.ts';
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
    description: say(
      en`How a person is asked: human in a form of the client; where it has none, a stop is refused, and what costs or hands out access is asked about in the conversation. chat asks about everything in the conversation, for clients that claim forms and decline them too: the model puts the question to the user and calls again with a single-use token.`,
      zh`如何征求人的同意：human 使用客户端的表单；客户端没有表单时拒绝停止任务，而产生费用或授予访问权限的操作在对话中询问。chat 一律在对话中询问，也适用于声称有表单却自动拒绝的客户端：模型把问题转给用户，再带着一次性令牌重新调用。`,
    ),
  },
  {
    name: 'language',
    flag: 'language',
    env: env('LANGUAGE'),
    kind: 'choice',
    choices: LANGUAGES,
    default: 'en',
    description: say(
      en`The language in which a person is asked, and of this help, doctor and init: en is English, zh is Chinese. What a model is told stays English.`,
      zh`向人提问以及本程序的帮助、doctor 和 init 所用的语言：en 为英文，zh 为中文。给模型的内容始终是英文。`,
    ),
  },
  {
    name: 'confirmCreate',
    flag: 'confirm-create',
    env: env('CONFIRM_CREATE'),
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    description: say(
      en`Ask a person before a job is created or gets more pods: auto in a form, or in the conversation where the client has none; always as before a stop, so that only --confirm chat takes the conversation for a yes; never asks nobody.`,
      zh`创建任务或增加 Pod 之前是否询问：auto 使用表单，客户端没有表单时在对话中询问；always 与停止任务相同，只有设置了 --confirm chat 才接受对话中的同意；never 从不询问。`,
    ),
  },
  {
    name: 'stoppable',
    flag: 'stoppable',
    env: env('STOPPABLE'),
    kind: 'choice',
    choices: ['standard', 'live'],
    default: 'standard',
    description: say(
      en`Statuses in which a job may be stopped: standard is Running and Queuing, live is every live status.`,
      zh`哪些状态的任务可以停止：standard 为 Running 和 Queuing，live 为所有未结束的状态。`,
    ),
  },
  {
    name: 'allowImage',
    flag: 'allow-image',
    env: env('ALLOW_IMAGE'),
    kind: 'list',
    value: 'PATTERNS',
    description: say(
      en`Image URIs to accept without a look into the catalogue, as globs over the whole URI, tag included: * stays within a path segment, ** crosses them. registry.example.com/team/** accepts all of that team, registry.example.com/team/*:v* only its own repositories with tags such as v1.`,
      zh`无需在镜像列表中核实即可使用的镜像 URI，以通配符匹配包括标签在内的完整 URI：* 不跨路径段，** 可以跨越。registry.example.com/team/** 接受该团队的所有镜像，registry.example.com/team/*:v* 只接受其直属仓库中 v1 这类标签的镜像。`,
    ),
  },
  {
    name: 'showEnvs',
    flag: 'show-envs',
    env: env('SHOW_ENVS'),
    kind: 'list',
    value: 'NAMES',
    description: say(
      en`Environment variables of jobs whose values are shown although their form is odd; ordinary ones always are, secret-looking ones never.`,
      zh`取值形式特殊时也显示其值的任务环境变量；普通的值总是显示，疑似密钥的值从不显示。`,
    ),
  },
  {
    name: 'prices',
    flag: 'prices',
    env: env('PRICES'),
    kind: 'string',
    value: 'FILE',
    description: say(
      en`Prices per hour of machine types or GPUs, as no API of the cloud has any. With them, questions, dry runs and answers say what a job costs; docs/guides/prices.md shows the file.`,
      zh`机型或 GPU 每小时的价格；云端没有查询价格的 API。提供后，提问、试运行和回答都会说明任务的费用；文件格式见 docs/guides/prices.md。`,
    ),
  },
  {
    name: 'stateFile',
    flag: 'state-file',
    env: env('STATE_FILE'),
    kind: 'string',
    value: 'FILE',
    description: say(
      en`Where creates with an open outcome are remembered across restarts. Default: creates.json in pai-dlc-mcp of the platform's state directory; in memory with --simulate.`,
      zh`记录结果未定的创建的文件，重启后仍然有效。默认为系统状态目录下 pai-dlc-mcp 中的 creates.json；使用 --simulate 时只保存在内存中。`,
    ),
  },
  {
    name: 'createSearchMs',
    flag: 'create-search-ms',
    env: env('CREATE_SEARCH_MS'),
    kind: 'integer',
    default: 20_000,
    range: [0, 600_000],
    value: 'MS',
    description: say(
      en`How long a create whose answer got lost is searched for before it is reported as unknown.`,
      zh`创建请求的响应丢失后，最多查找该任务多久；仍未找到则报告结果未知。`,
    ),
  },
  {
    name: 'readBackMs',
    flag: 'read-back-ms',
    env: env('READ_BACK_MS'),
    kind: 'integer',
    default: 25_000,
    range: [0, 600_000],
    value: 'MS',
    description: say(
      en`How long a stop or an update is watched for before it is reported as pending; clients often give up on a call after 60 s.`,
      zh`停止或修改任务之后，最多观察多久；仍看不到变化则报告尚未生效。很多客户端会在 60 秒后放弃调用。`,
    ),
  },
  {
    name: 'auditLog',
    flag: 'audit-log',
    env: env('AUDIT_LOG'),
    kind: 'string',
    value: 'FILE',
    description: say(
      en`Append the intent and the outcome of every call that writes or grants access, as JSON lines. Where they cannot be written, such calls are refused.`,
      zh`审计日志文件：以 JSON 行追加记录每个写入或授予访问权限的调用，包括其意图和结果。无法记录时拒绝此类调用。`,
    ),
  },
  {
    name: 'auditLogMb',
    flag: 'audit-log-mb',
    env: env('AUDIT_LOG_MB'),
    kind: 'integer',
    default: 10,
    range: [1, 10_000],
    value: 'MB',
    description: say(
      en`Size at which the audit log is rotated; the newest five files are kept.`,
      zh`审计日志达到多大时轮转；保留最新的五个文件。`,
    ),
  },
] as const satisfies readonly Setting[];
