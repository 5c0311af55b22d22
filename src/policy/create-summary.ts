import type { DataSourceDraft, JobDraft, TaskDraft } from '../domain/job-draft.ts';
import type { Machine, Machines } from '../domain/machine.ts';
import { parseCount, parseMemory, type Resources, resourceWords } from '../domain/quantity.ts';
import { inStock } from './machines.ts';
import { spotWords } from './spot.ts';

/** What a person is shown of a job beyond its own draft. */
export interface SummaryFacts {
  region: string;
  workspaceId: string;
  /** `2 pods: 16 GPUs, ...` over all of them. */
  totals: string;
  machines: Machines;
  /** Datasets and code sources by id, their texts cleaned. */
  sources: ReadonlyMap<string, { name: string; mountPath: string }>;
}

const named = (id: string, { sources }: SummaryFacts): string => {
  const name = sources.get(id)?.name;
  return name ? `${id} "${name}"` : id;
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
  const details = [
    ...eachPod(task, machine),
    ...(machine?.gpuType && machine.gpus > 0 ? [machine.gpuType] : []),
    ...(task.spot === undefined ? [] : [spotWords(task)]),
    ...(machine !== undefined && inStock(machine, task.spot !== undefined) === true ? ['in stock'] : []),
  ];
  const on = task.ecs_spec === undefined ? '' : ` on ${task.ecs_spec}`;
  return `${task.type} x ${task.pod_count}${on}${details.length > 0 ? ` (${details.join('; ')})` : ''}, image ${task.image}`;
}

function dataLine({ data_source_id: id, uri, mount_path, mount_access }: DataSourceDraft, facts: SummaryFacts): string {
  const path = mount_path || facts.sources.get(id ?? '')?.mountPath || "the dataset's own path";
  return `Data: ${id === undefined ? uri : named(id, facts)} on ${path}, ${mount_access === 'RW' ? 'writable' : 'read-only'}`;
}

function codeLine({ code_source: code }: JobDraft, facts: SummaryFacts): string[] {
  if (code?.code_source_id === undefined) return [];
  const { code_source_id: id, branch, commit, mount_path } = code;
  const path = mount_path || facts.sources.get(id)?.mountPath;
  const parts = [
    named(id, facts),
    ...(branch ? [`branch ${branch}`] : []),
    ...(commit ? [`commit ${commit}`] : []),
    ...(path ? [`on ${path}`] : []),
  ];
  return [`Code: ${parts.join(', ')}`];
}

function placeLine({ resource_id, priority }: JobDraft, { totals }: SummaryFacts): string {
  if (resource_id === undefined) return `It takes ${totals}, on public pay-as-you-go resources.`;
  return `It takes ${totals}, of quota ${resource_id}${priority === undefined ? '' : ` with priority ${priority}`}.`;
}

/** R25: when it ends; nothing where only a warning can be given. */
export const endWords = ({ job_max_running_time_minutes: minutes }: JobDraft): string[] =>
  minutes === undefined ? [] : [`It is stopped after ${minutes} minutes at the latest.`];

/** What a job is, where it runs, how much it takes, and when it ends: the same for a dry run and for a person's yes. */
export const createSummary = (job: JobDraft, facts: SummaryFacts): string[] => [
  `"${job.display_name}" (${job.job_type}) in workspace ${facts.workspaceId}, ${facts.region}`,
  placeLine(job, facts),
  ...job.task_specs.map((task) => taskLine(task, facts)),
  ...(job.data_sources ?? []).map((source) => dataLine(source, facts)),
  ...codeLine(job, facts),
  ...endWords(job),
];
