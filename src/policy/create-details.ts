import { brief, briefNames, quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { DataSourceDraft, JobDraft, TaskDraft } from '../domain/job-draft.ts';
import type { Machine } from '../domain/machine.ts';
import { eachPod, parseCount, parseMemory, resources } from '../domain/quantity.ts';
import { asIs, en, listed, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { userCommand } from '../domain/script.ts';
import type { Code, SummaryFacts } from './create-summary.ts';
import { inStock } from './machines.ts';
import { MAX_IMAGE } from './question.ts';
import { MOST_REQUEST_BYTES } from './sizes.ts';
import { spotWords } from './spot.ts';

/**
 * Tasks, and data sources, that get a line each. The others share one, so that
 * a question stays short enough to be read.
 */
const MOST = 4;
/** Characters of a URI. */
const LONG = 100;
/** Characters of a name. */
const NAME = 60;
/** Characters of a setting or a variable with its value. */
const PAIR = 48;
/** Characters of a command that are shown. */
const COMMAND = 230;
/** Characters of another value that are masked; no more than `PAIR` of them are shown. */
const MASKED = 4000;

const SEMICOLON = say(en`; `, zh`；`);

/** What of an object has no words of its own, as `name=value`: so a new parameter is shown without a change here. */
function others(object: object | undefined, told: readonly string[], { mask }: SummaryFacts): string[] {
  return Object.entries(object ?? {}).flatMap(([name, value]) => {
    if (value === undefined || told.includes(name)) return [];
    const text = String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, MASKED);
    return [value === true ? name : brief(mask(`${name}=${text}`), PAIR)];
  });
}

const named = (id: string, { sources }: SummaryFacts): string => {
  const name = sources.get(id)?.name;
  return name ? `${brief(id, NAME)} ${quoted(name, NAME)}` : brief(id, NAME);
};

function sizeOf({ resource_config: config }: TaskDraft, machine: Machine | undefined): Said[] {
  const { cpu = '', memory = '', gpu } = config ?? {};
  const size = machine ?? eachPod(parseCount(cpu), parseMemory(memory), parseCount(gpu || '0'));
  if (size === undefined) return [];
  const each = resources({ ...size, complete: true });
  return [say(en`each ${each}`, zh`每个实例 ${each}`)];
}

function scalingOf({ auto_scaling: scaling }: TaskDraft): Said[] {
  if (scaling === undefined) return [];
  const { min_replicas: least = 1, max_replicas: most, strategy } = scaling;
  const by = strategy === undefined ? NOTHING : say(en` by ${strategy}`, zh`（${strategy}）`);
  return [
    most === undefined
      ? say(en`scales from ${least} on${by}`, zh`弹性伸缩，最少 ${least} 个${by}`)
      : say(en`scales from ${least} to ${most}${by}`, zh`弹性伸缩 ${least} 至 ${most} 个${by}`),
  ];
}

const TOLD_OF_SCALING = ['strategy', 'min_replicas', 'max_replicas'];
const TOLD_OF_TASK = ['type', 'pod_count', 'image', 'ecs_spec', 'resource_config', 'spot', 'auto_scaling'];

function taskLine(task: TaskDraft, facts: SummaryFacts): Said {
  const machine = facts.machines.sizes.get(task.ecs_spec ?? '');
  const gpuType = task.resource_config?.gpu_type ?? (machine && machine.gpus > 0 ? machine.gpuType : '');
  const shared = task.resource_config?.shared_memory;
  const details = [
    ...sizeOf(task, machine),
    ...(gpuType ? [asIs(brief(gpuType, NAME))] : []),
    ...(shared ? [say(en`${brief(shared, 20)} shared memory`, zh`共享内存 ${brief(shared, 20)}`)] : []),
    ...(task.spot === undefined ? [] : [spotWords(task.spot)]),
    ...scalingOf(task),
    ...others(task.auto_scaling, TOLD_OF_SCALING, facts).map(asIs),
    ...(machine !== undefined && inStock(machine, task.spot !== undefined) === true
      ? [say(en`in stock`, zh`有库存`)]
      : []),
    ...others(task, TOLD_OF_TASK, facts).map(asIs),
  ];
  const spec = brief(task.ecs_spec ?? '', NAME);
  const on = task.ecs_spec === undefined ? NOTHING : say(en` on ${spec}`, zh`，实例规格 ${spec}`);
  const inside = listed(details, SEMICOLON);
  const what = details.length > 0 ? say(en` (${inside})`, zh`（${inside}）`) : NOTHING;
  const [role, image] = [brief(task.type, 40), brief(task.image, MAX_IMAGE)];
  return say(
    en`${role} x ${task.pod_count}${on}${what}, image ${image}`,
    zh`${role} × ${task.pod_count}${on}${what}，镜像 ${image}`,
  );
}

function taskLines({ task_specs }: JobDraft, facts: SummaryFacts): Said[] {
  const [own, rest] = [task_specs.slice(0, MOST), task_specs.slice(MOST)];
  const pods = rest.reduce((all, { pod_count }) => all + pod_count, 0);
  return [
    ...own.map((task) => taskLine(task, facts)),
    ...(rest.length === 0
      ? []
      : [
          say(
            en`And ${count(rest.length, 'more task')} with ${count(pods, 'pod')} in all`,
            zh`另有 ${rest.length} 种节点，共 ${pods} 个实例`,
          ),
        ]),
  ];
}

const writable = ({ mount_access }: DataSourceDraft): boolean => mount_access === 'RW';
const ACCESS = { RW: say(en`writable`, zh`可读写`), RO: say(en`read-only`, zh`只读`) };
const ITS_OWN = say(en`the dataset's own path`, zh`数据集自带的路径`);
const TOLD_OF_DATA = ['data_source_id', 'uri', 'mount_path', 'mount_access', 'version'];

function dataLine(source: DataSourceDraft, facts: SummaryFacts): Said {
  const { data_source_id: id, uri = '', mount_path, mount_access, version } = source;
  const own = mount_path || facts.sources.get(id ?? '')?.mountPath;
  const what = id === undefined ? brief(facts.mask(uri), LONG) : named(id, facts);
  const shown = brief(version ?? '', 20);
  const parts = [
    version
      ? say(en`Data: ${what} version ${shown}`, zh`数据集：${what} 版本 ${shown}`)
      : say(en`Data: ${what}`, zh`数据集：${what}`),
    own
      ? say(en` on ${brief(own, NAME)}`, zh`，挂载到 ${brief(own, NAME)}`)
      : say(en` on ${ITS_OWN}`, zh`，挂载到${ITS_OWN}`),
    say(en`, ${ACCESS[mount_access]}`, zh`，${ACCESS[mount_access]}`),
    ...others(source, TOLD_OF_DATA, facts).map((other) => say(en`, ${other}`, zh`，${other}`)),
  ];
  return listed(parts, NOTHING);
}

/** Writable data comes first: the job can change and delete it. */
function dataLines({ data_sources = [] }: JobDraft, facts: SummaryFacts): Said[] {
  const sorted = [...data_sources.filter(writable), ...data_sources.filter((source) => !writable(source))];
  const rest = sorted.slice(MOST);
  const changed = rest.filter(writable).length;
  return [
    ...sorted.slice(0, MOST).map((source) => dataLine(source, facts)),
    ...(rest.length === 0
      ? []
      : [
          say(
            en`And ${count(rest.length, 'more data source')}, ${changed} of them writable`,
            zh`另有 ${rest.length} 个数据源，其中 ${changed} 个可读写`,
          ),
        ]),
  ];
}

/** What the code source of a job holds. Whoever may change it can do so while a person is asked. */
export const codeOf = ({ code_source }: JobDraft, { sources }: SummaryFacts): Code | undefined =>
  sources.get(code_source?.code_source_id ?? '')?.code;

function codeLine(job: JobDraft, facts: SummaryFacts): Said[] {
  const { code_source: code } = job;
  if (code?.code_source_id === undefined) return [];
  const { code_source_id: id, mount_path } = code;
  const path = mount_path || facts.sources.get(id)?.mountPath;
  const held = codeOf(job, facts);
  // What the job names is said alone: how it goes together with the other that the code source has is not established.
  const { branch, commit } = code.branch || code.commit ? code : (held ?? code);
  const parts = [
    asIs(named(id, facts)),
    ...(held?.repo ? [asIs(brief(facts.mask(held.repo), LONG))] : []),
    ...(branch ? [say(en`branch ${brief(branch, NAME)}`, zh`分支 ${brief(branch, NAME)}`)] : []),
    ...(commit ? [say(en`commit ${brief(commit, NAME)}`, zh`Commit ${brief(commit, NAME)}`)] : []),
    ...(path ? [say(en`on ${brief(path, NAME)}`, zh`挂载到 ${brief(path, NAME)}`)] : []),
  ];
  const list = listed(parts, say(en`, `, zh`，`));
  return [say(en`Code: ${list}`, zh`代码：${list}`)];
}

/** Its size, and its lines in their order: of a long one the first lines and the end. */
function commandLine(job: JobDraft, { mask }: SummaryFacts): Said[] {
  const command = userCommand(job);
  if (command === undefined) return [];
  const lines = command.trim().split('\n').length;
  const bytes = new TextEncoder().encode(command).length.toLocaleString('en');
  // Masked whole, as its end is shown too: half a secret would not be known as one.
  const shown = mask(command.slice(0, MOST_REQUEST_BYTES))
    .split('\n')
    .flatMap((line) => line.trim() || [])
    .join(' ⏎ ');
  const text = brief(shown, COMMAND);
  return [
    say(
      en`Command (${count(lines, 'line')}, ${bytes} bytes): ${text}`,
      zh`启动命令（${lines} 行，${bytes} 字节）：${text}`,
    ),
  ];
}

/** Environment, settings, tags, packages and network. Values that may be secret are masked. */
function restLines(job: JobDraft, facts: SummaryFacts): Said[] {
  const { third_party_libs: libs = [], user_vpc: vpc, settings } = job;
  const { mask, envs, tags } = facts;
  const pairs = (shown: Readonly<Record<string, string>>, all: object = {}): Said => {
    const names = Object.keys(all);
    const known = Object.entries(shown).map(([name, value]) => `${name}=${value}`);
    return briefNames([...known, ...names.slice(known.length)], 8, PAIR);
  };
  const lines: [Said, Said][] = [
    [say(en`Environment: `, zh`环境变量：`), pairs(envs, job.envs)],
    [
      say(en`Settings: `, zh`其他设置：`),
      briefNames(
        [...others(settings, ['job_reserved_minutes', 'tags'], facts), ...others(job, TOLD_OF_JOB, facts)],
        8,
        PAIR,
      ),
    ],
    [say(en`Tags: `, zh`标签：`), pairs(tags, settings?.tags)],
    [say(en`Python packages: `, zh`第三方库：`), briefNames([...libs.slice(0, 6).map(mask), ...libs.slice(6)], 6, 30)],
  ];
  const rest = listed(
    others(vpc, ['vpc_id', 'security_group_id'], facts).map((other) => say(en`, ${other}`, zh`，${other}`)),
    NOTHING,
  );
  return [
    ...lines.filter(([, list]) => list.en !== '').map(([what, list]) => say(en`${what}${list}`, zh`${what}${list}`)),
    ...(vpc === undefined
      ? []
      : [
          say(
            en`Network: VPC ${brief(vpc.vpc_id, 40)}, security group ${brief(vpc.security_group_id, 40)}${rest}`,
            zh`网络：专有网络 ${brief(vpc.vpc_id, 40)}，安全组 ${brief(vpc.security_group_id, 40)}${rest}`,
          ),
        ]),
  ];
}

/** What other lines tell of a job, and what is none of it. */
const TOLD_OF_JOB = [
  'display_name',
  'job_type',
  'task_specs',
  'command',
  'script',
  'resource_id',
  'priority',
  'job_max_running_time_minutes',
  'data_sources',
  'code_source',
  'settings',
  'envs',
  'third_party_libs',
  'user_vpc',
  'accessibility',
  'dry_run',
];

/** What a job runs, on what, with what data and code. */
export const detailLines = (job: JobDraft, facts: SummaryFacts): Said[] => [
  ...taskLines(job, facts),
  ...dataLines(job, facts),
  ...codeLine(job, facts),
  ...commandLine(job, facts),
  ...restLines(job, facts),
];
