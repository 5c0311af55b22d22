import { brief, briefNames, quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import type { Machines } from '../domain/machine.ts';
import { type HourlyPrice, hourly } from '../domain/prices.ts';
import { type Resources, resources, round } from '../domain/quantity.ts';
import { en, listed, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { mostGpus, mostPods, sum } from './most.ts';

/** The size of a whole job. */
export type JobTotal = Resources & { pods: number; complete: boolean };

/** What a code source holds; what the cloud does not say is empty. */
export interface Code {
  repo: string;
  branch: string;
  commit: string;
}

/** What the question about a new job needs besides the draft. */
export interface SummaryFacts {
  region: string;
  workspaceId: string;
  /** Over all pods that it begins with. */
  total: JobTotal;
  machines: Machines;
  /** What it costs per hour (R44); absent where nothing was looked up. */
  price?: HourlyPrice;
  /** Datasets and code sources by id, their texts cleaned; of a code source what it holds. */
  sources: ReadonlyMap<string, { name: string; mountPath: string; code?: Code }>;
  /** The first environment variables and tags, fit to be shown: what may be secret is masked. */
  envs: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  /** Takes secrets and control characters out of a text of the draft. */
  mask(text: string): string;
  carried?: Carried;
  /** The template that it is made from. */
  template?: { id: string; version: number };
}

/** What a job takes over from another one without showing it to anybody (R48). */
export interface Carried {
  /** The other job. */
  from: string;
  /** Names of environment variables. */
  envs: readonly string[];
  /** What else, by its path among the arguments, such as `command`. */
  rest: readonly string[];
  /** What the new job runs is not what the other one runs, so that it may use those values for something else. */
  runsOther: boolean;
}

/** `2 pods: 16 GPUs, 192 CPUs, 1536 GiB memory`. */
export const totalSaid = ({ pods, ...rest }: JobTotal): Said =>
  say(en`${count(pods, 'pod')}: ${resources(rest)}`, zh`${pods} 个实例，共 ${resources(rest)}`);

/** Types of GPUs, as far as the draft or the machine types say. */
function gpuTypes({ task_specs }: JobDraft, { machines }: SummaryFacts): Said {
  const types = task_specs.flatMap(({ resource_config, ecs_spec = '' }) => {
    const machine = machines.sizes.get(ecs_spec);
    return resource_config?.gpu_type ?? (machine && machine.gpus > 0 ? machine.gpuType : undefined) ?? [];
  });
  const names = briefNames([...new Set(types)], 2, 40);
  return types.length === 0 ? NOTHING : say(en` (GPU type ${names})`, zh`（GPU 卡型 ${names}）`);
}

/**
 * What the job takes, from where, and what that costs by the operator's prices. Without any,
 * what it takes stands for the cost (R44).
 */
export function placeLine(job: JobDraft, facts: SummaryFacts): Said {
  const { resource_id: quota, priority } = job;
  const [total, types] = [totalSaid(facts.total), gpuTypes(job, facts)];
  const price = facts.price?.known ? hourly(facts.price) : undefined;
  const costs = price === undefined ? NOTHING : say(en`, ${price}`, zh`，${price}`);
  if (quota === undefined)
    return say(
      en`It takes ${total}${types}, on public pay-as-you-go resources${costs}.`,
      zh`需要 ${total}${types}，使用按量付费的公共资源${costs}。`,
    );
  const first = priority === undefined ? NOTHING : say(en` with priority ${priority}`, zh`，优先级 ${priority}`);
  return say(
    en`It takes ${total}${types}, of quota ${quota}${first}.`,
    zh`需要 ${total}${types}，使用资源配额 ${quota}${first}。`,
  );
}

/** R25: when the job is stopped at the latest. For a job without a limit there is a warning instead. */
export const endWords = ({ job_max_running_time_minutes: minutes }: JobDraft): Said[] =>
  minutes === undefined
    ? []
    : [say(en`It is stopped after ${minutes} minutes at the latest.`, zh`最长运行 ${minutes} 分钟，到时自动停止。`)];

/** How far the job can grow by itself. */
function growth({ task_specs }: JobDraft, { machines }: SummaryFacts): Said[] {
  const pods = sum(task_specs.map(mostPods));
  if (pods === undefined)
    return [
      say(
        en`It can grow by itself, and how far is not told: auto_scaling has no max_replicas. Each further pod costs as much.`,
        zh`任务会自动扩容，且未设上限：auto_scaling 没有 max_replicas。每增加一个实例都会产生同样的费用。`,
      ),
    ];
  if (pods <= task_specs.reduce((all, { pod_count }) => all + pod_count, 0)) return [];
  const gpus = sum(task_specs.map((task) => mostGpus(task, machines)));
  const size =
    gpus === undefined || gpus === 0
      ? NOTHING
      : say(en` with ${count(round(gpus), 'GPU')}`, zh`、${round(gpus)} 张 GPU`);
  return [
    say(
      en`It can grow to ${count(pods, 'pod')}${size} by itself, each of which costs as much.`,
      zh`任务可自动扩容至 ${pods} 个实例${size}，每个实例的费用相同。`,
    ),
  ];
}

/** What costs more than the first pods, and what lets others than the owner see the job. */
export function unusualLines(job: JobDraft, facts: SummaryFacts): Said[] {
  const { settings, accessibility } = job;
  const kept = settings?.job_reserved_minutes ?? 0;
  return [
    ...growth(job, facts),
    ...(kept > 0
      ? [
          say(
            en`Its pods are kept, and paid for, for ${kept} minutes after its end.`,
            zh`任务结束后实例会保留 ${kept} 分钟，期间继续计费。`,
          ),
        ]
      : []),
    ...(accessibility === 'PUBLIC'
      ? [
          say(
            en`PUBLIC: everybody in its workspace will see it and can read its logs.`,
            zh`公开可见（PUBLIC）：工作空间内的所有人都能看到该任务并查看日志。`,
          ),
        ]
      : []),
  ];
}

/** R48: the names of what is carried over unseen, never a value. */
export function carriedLines({ carried }: SummaryFacts): Said[] {
  if (carried === undefined) return [];
  const { from, envs, rest, runsOther } = carried;
  const names = briefNames(envs, 8, 40);
  const parts = [
    ...(envs.length > 0
      ? [say(en`${count(envs.length, 'environment variable')}: ${names}`, zh`${envs.length} 个环境变量：${names}`)]
      : []),
    ...(rest.length > 0 ? [briefNames(rest, 4, 60)] : []),
  ];
  if (parts.length === 0) return [];
  const all = listed(parts, say(en`; `, zh`；`));
  const other = runsOther
    ? say(
        en` What it runs is not what that job runs, and can read them.`,
        zh`新任务运行的内容与原任务不同，可以读取这些值。`,
      )
    : NOTHING;
  return [
    say(en`Carried over unseen from ${from}: ${all}.${other}`, zh`从 ${from} 带入且不显示的值：${all}。${other}`),
  ];
}

/** `"bert-large-20260801" (PyTorchJob) in workspace 123456, cn-hangzhou`, and of which template it is. */
export function identityLine({ display_name, job_type }: JobDraft, facts: SummaryFacts): Said {
  const { workspaceId, region, template } = facts;
  const name = quoted(display_name, 80);
  const of =
    template === undefined
      ? NOTHING
      : say(
          en`, from template ${brief(template.id, 64)} version ${template.version}`,
          zh`，来自模板 ${brief(template.id, 64)} 版本 ${template.version}`,
        );
  return say(
    en`${name} (${job_type}) in workspace ${workspaceId}, ${region}${of}`,
    zh`${name}（${job_type}），工作空间 ${brief(workspaceId, 64)}，${region}${of}`,
  );
}
