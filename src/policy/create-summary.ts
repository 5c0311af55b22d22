import { brief, briefList, quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { DataSourceDraft, JobDraft, TaskDraft } from '../domain/job-draft.ts';
import type { Machine, Machines } from '../domain/machine.ts';
import { type HourlyPrice, hourlyWords } from '../domain/prices.ts';
import { parseCount, parseMemory, type Resources, resourceWords } from '../domain/quantity.ts';
import { inStock } from './machines.ts';
import { MAX_IMAGE } from './question.ts';
import { spotWords } from './spot.ts';

/** What the question about a new job needs besides the draft. */
export interface SummaryFacts {
  region: string;
  workspaceId: string;
  /** `2 pods: 16 GPUs, ...` over all of them. */
  totals: string;
  machines: Machines;
  /** What it costs per hour (R44); absent where nothing was looked up. */
  price?: HourlyPrice;
  /** Datasets and code sources by id, their texts cleaned. */
  sources: ReadonlyMap<string, { name: string; mountPath: string }>;
  /** Takes secrets and control characters out of a text of the draft. */
  mask(text: string): string;
}

/** Tasks, and data sources, that get a line each. The others share one, so that a question stays short enough to be read. */
const MOST = 4;
/** Characters of a URI, or of half a command. */
const LONG = 100;
/** Characters of a name. */
const NAME = 60;

/** Characters of a command that are masked; no more than 200 of them are shown. */
const COMMAND = 4000;

const named = (id: string, { sources }: SummaryFacts): string => {
  const name = sources.get(id)?.name;
  return name ? `${brief(id, NAME)} ${quoted(name, NAME)}` : brief(id, NAME);
};

function eachPod(task: TaskDraft, machine: Machine | undefined): string[] {
  const { cpu = '', memory = '', gpu = '0' } = task.resource_config ?? {};
  const [cpus, memoryGib, gpus] = [parseCount(cpu), parseMemory(memory), parseCount(gpu)];
  const size: Resources | undefined =
    machine ??
    (cpus === undefined || memoryGib === undefined || gpus === undefined ? undefined : { cpus, memoryGib, gpus });
  return size === undefined ? [] : [`each ${resourceWords({ ...size, complete: true })}`];
}

function taskLine(task: TaskDraft, { machines }: SummaryFacts): string {
  const machine = machines.sizes.get(task.ecs_spec ?? '');
  const gpuType = task.resource_config?.gpu_type ?? (machine && machine.gpus > 0 ? machine.gpuType : '');
  const details = [
    ...eachPod(task, machine),
    ...(gpuType ? [brief(gpuType, NAME)] : []),
    ...(task.spot === undefined ? [] : [spotWords(task.spot)]),
    ...(machine !== undefined && inStock(machine, task.spot !== undefined) === true ? ['in stock'] : []),
  ];
  const on = task.ecs_spec === undefined ? '' : ` on ${brief(task.ecs_spec, NAME)}`;
  const what = details.length > 0 ? ` (${details.join('; ')})` : '';
  return `${brief(task.type, 40)} x ${task.pod_count}${on}${what}, image ${brief(task.image, MAX_IMAGE)}`;
}

function taskLines({ task_specs }: JobDraft, facts: SummaryFacts): string[] {
  const [own, others] = [task_specs.slice(0, MOST), task_specs.slice(MOST)];
  const pods = others.reduce((sum, { pod_count }) => sum + pod_count, 0);
  return [
    ...own.map((task) => taskLine(task, facts)),
    ...(others.length === 0 ? [] : [`And ${count(others.length, 'more task')} with ${count(pods, 'pod')} in all`]),
  ];
}

const writable = ({ mount_access }: DataSourceDraft): boolean => mount_access === 'RW';

function dataLine(source: DataSourceDraft, facts: SummaryFacts): string {
  const { data_source_id: id, uri = '', mount_path } = source;
  const path = mount_path || facts.sources.get(id ?? '')?.mountPath || "the dataset's own path";
  const what = id === undefined ? brief(facts.mask(uri), LONG) : named(id, facts);
  return `Data: ${what} on ${brief(path, NAME)}, ${writable(source) ? 'writable' : 'read-only'}`;
}

/** Writable data comes first: the job can change and delete it. */
function dataLines({ data_sources = [] }: JobDraft, facts: SummaryFacts): string[] {
  const sorted = [...data_sources.filter(writable), ...data_sources.filter((source) => !writable(source))];
  const others = sorted.slice(MOST);
  const changed = others.filter(writable).length;
  return [
    ...sorted.slice(0, MOST).map((source) => dataLine(source, facts)),
    ...(others.length === 0 ? [] : [`And ${count(others.length, 'more data source')}, ${changed} of them writable`]),
  ];
}

function codeLine({ code_source: code }: JobDraft, facts: SummaryFacts): string[] {
  if (code?.code_source_id === undefined) return [];
  const { code_source_id: id, branch, commit, mount_path } = code;
  const path = mount_path || facts.sources.get(id)?.mountPath;
  const parts = [
    named(id, facts),
    ...(branch ? [`branch ${brief(branch, NAME)}`] : []),
    ...(commit ? [`commit ${brief(commit, NAME)}`] : []),
    ...(path ? [`on ${brief(path, NAME)}`] : []),
  ];
  return [`Code: ${parts.join(', ')}`];
}

function commandLine({ command }: JobDraft, { mask }: SummaryFacts): string[] {
  if (command === undefined) return [];
  const lines = command.trim().split('\n').length;
  return [`Command${lines > 1 ? ` (${lines} lines)` : ''}: ${brief(mask(command.slice(0, COMMAND)), 2 * LONG)}`];
}

/** Environment, packages and network. Of variables the names alone, as their values may be secret. */
function restLines(
  { envs = {}, third_party_libs: libs = [], user_vpc: vpc }: JobDraft,
  { mask }: SummaryFacts,
): string[] {
  const names = Object.keys(envs);
  const packages = libs.slice(0, 6).map(mask);
  return [
    ...(names.length === 0 ? [] : [`Environment: ${briefList(names, 8, 24)}`]),
    ...(libs.length === 0 ? [] : [`Python packages: ${briefList([...packages, ...libs.slice(6)], 6, 30)}`]),
    ...(vpc === undefined
      ? []
      : [`Network: VPC ${brief(vpc.vpc_id, 40)}, security group ${brief(vpc.security_group_id, 40)}`]),
  ];
}

/** What the job takes, from where, and what that costs by the operator's prices. Without any, what it takes stands for the cost (R44). */
export function placeLine({ resource_id, priority }: JobDraft, { totals, price }: SummaryFacts): string {
  if (resource_id === undefined)
    return `It takes ${totals}, on public pay-as-you-go resources${price?.known ? `, ${hourlyWords(price)}` : ''}.`;
  return `It takes ${totals}, of quota ${resource_id}${priority === undefined ? '' : ` with priority ${priority}`}.`;
}

/** R25: when the job is stopped at the latest. For a job without a limit there is a warning instead. */
export const endWords = ({ job_max_running_time_minutes: minutes }: JobDraft): string[] =>
  minutes === undefined ? [] : [`It is stopped after ${minutes} minutes at the latest.`];

/** What costs more than the first pods, and what lets others than the owner see the job. */
export function unusualLines({ task_specs, settings, accessibility }: JobDraft): string[] {
  const most = task_specs.reduce(
    (sum, { pod_count, auto_scaling }) => sum + Math.max(pod_count, auto_scaling?.max_replicas ?? 0),
    0,
  );
  const grows = most > task_specs.reduce((sum, { pod_count }) => sum + pod_count, 0);
  const kept = settings?.job_reserved_minutes ?? 0;
  return [
    ...(grows ? [`It can grow to ${count(most, 'pod')} by itself, each of which costs as much.`] : []),
    ...(kept > 0 ? [`Its pods are kept, and paid for, for ${kept} minutes after its end.`] : []),
    ...(accessibility === 'PUBLIC' ? ['PUBLIC: everybody in its workspace will see it and can read its logs.'] : []),
  ];
}

/** `"bert-large-20260801" (PyTorchJob) in workspace 123456, cn-hangzhou`. */
export const identityLine = ({ display_name, job_type }: JobDraft, { workspaceId, region }: SummaryFacts): string =>
  `${quoted(display_name, 80)} (${job_type}) in workspace ${workspaceId}, ${region}`;

/** What a job runs, on what, with what data and code. */
export const detailLines = (job: JobDraft, facts: SummaryFacts): string[] => [
  ...taskLines(job, facts),
  ...dataLines(job, facts),
  ...codeLine(job, facts),
  ...commandLine(job, facts),
  ...restLines(job, facts),
];
