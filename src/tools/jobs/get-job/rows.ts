import * as z from 'zod';
import type { Shown } from '../../../domain/shown.ts';
import { type Job, spansOf } from '../../../jobs/job.ts';
import { failedFirst, historyOf, type Pod, podsByStatus } from '../../../jobs/pods.ts';
import type { Task } from '../../../jobs/task.ts';
import { MOST_ENTRIES } from '../../../jobs/wire.ts';
import type { Foreign } from '../../../shaping/foreign.ts';
import { joinShown, shownLinesOf } from '../../../shaping/shown.ts';
import { capLines } from '../../../shaping/window.ts';
import { foreignText, shapeless } from '../../kit/fields.ts';

const MAX_PODS = 20;
/** Pods with `detail`, those with a row of their own among them. */
const MAX_PODS_IN_DETAIL = 200;
const MAX_TASKS = 32;
const MAX_SOURCES = 32;
const MAX_HISTORY = 50;
const MAX_COMMAND_BYTES = 4096;

const text = z.string();
const opt = text.optional();
const num = z.number();
const map = z.record(text, text);

const task = z.object({ role: text, pods: num.optional(), resource: opt, image: opt });
const pod = shapeless({
  pod_id: text,
  pod_uid: opt,
  role: opt,
  status: text,
  node: opt,
  ip: opt,
  started: opt,
  finished: opt,
});
/** Of a pod beyond those with a whole row: where it is. */
const place = shapeless({ pod: text, status: text, node: opt });
const mount = shapeless({ data_source_id: opt, uri: opt, mount_path: opt, mount_access: opt });
const code = shapeless({ code_source_id: opt, branch: opt, commit: opt, mount_path: opt });
const failure = shapeless({ pods: z.array(text), exit_code: num.optional(), time: opt });
const transition = z.object({ status: opt, start: opt, end: opt, reason: opt });

export const jobOutput = z.object({
  job_id: text,
  display_name: text,
  job_type: text,
  status: text,
  sub_status: opt,
  workspace_id: opt,
  /** The name and the id, which filters take. */
  owner: opt,
  reason_code: opt,
  reason: foreignText.optional(),
  failures: z.array(failure).optional(),
  times: map,
  queue_time: opt,
  run_time: opt,
  priority: num.optional(),
  resource_id: opt,
  tasks: z.array(task),
  pod_count: num,
  pod_statuses: z.record(text, num).optional(),
  pods: z.array(pod),
  data_sources: z.array(mount),
  code_source: code.optional(),
  cost: opt,
  restarts: opt,
  max_running_minutes: num.optional(),
  tags: map.optional(),
  left_out: opt,
  console_url: opt,
  detail: shapeless({
    command: foreignText.optional(),
    envs: map.optional(),
    settings: map.optional(),
    status_history: z.array(transition),
    history_pods: z.array(pod),
    /** How many earlier pods there are, where more than are shown. */
    history_count: num.optional(),
    /** The pods behind those of `pods`. */
    more_pods: z.array(place).optional(),
  }).optional(),
});

const ownerWords = ({ user, userId }: Job): string | undefined =>
  userId === undefined || user === userId ? user : `${user}, user_id ${userId}`;

export type JobOutput = z.output<typeof jobOutput>;
export type PodRow = JobOutput['pods'][number];

const orNothing = <T extends object>(value: T): T | undefined =>
  Object.values(value).every((member) => member === undefined) ? undefined : value;

const podRow = ({ podId, podUid, role, status, node, ip, started, finished }: Pod): PodRow => ({
  pod_id: podId,
  pod_uid: podUid,
  role,
  status,
  node,
  ip,
  started,
  finished,
});

/** Without the id of its job, which is that of all. */
const placeOf = ({ podId, status, node }: Pod, job: string): z.output<typeof place> => ({
  pod: podId.startsWith(`${job}-`) ? podId.slice(job.length + 1) : podId,
  status,
  node,
});

const taskRow = ({ type, pods, words, image }: Task): JobOutput['tasks'][number] => ({
  role: type?.line(64) ?? '?',
  ...(pods === undefined ? {} : { pods }),
  resource: words,
  image: image?.line(500),
});

/**
 * What the bounds of an answer leave out of a job, such as `968 of 1000 tasks`. No real job is known to have so many.
 */
function leftOut({ tasks, dataSources, counts }: Job): string | undefined {
  const parts = [
    { of: 'tasks', all: tasks.length, most: MAX_TASKS },
    { of: 'data sources', all: dataSources.length, most: MAX_SOURCES },
    { of: 'environment variables', all: counts.envs, most: MOST_ENTRIES },
    { of: 'tags', all: counts.tags, most: MOST_ENTRIES },
    { of: 'settings', all: counts.settings, most: MOST_ENTRIES },
  ].flatMap(({ of, all, most }) => (all > most ? [`${all - most} of ${all} ${of}`] : []));
  return parts.join(', ') || undefined;
}

/** A job as `get_job` answers it, but for its page in the console. */
export function jobAnswer(job: Job, now: Date): Omit<JobOutput, 'console_url'> {
  const { times } = job;
  return {
    job_id: job.jobId,
    display_name: job.displayName,
    job_type: job.jobType?.line(40) ?? '',
    status: job.status,
    sub_status: job.subStatus,
    workspace_id: job.workspaceId,
    owner: ownerWords(job),
    ...job.reason,
    times,
    ...spansOf(job, now),
    priority: (job.priority ?? 0) > 0 ? job.priority : undefined,
    resource_id: job.resourceId?.line(80),
    tasks: job.tasks.slice(0, MAX_TASKS).map(taskRow),
    pods: failedFirst(job.pods).slice(0, MAX_PODS).map(podRow),
    pod_count: job.pods.length,
    pod_statuses: job.pods.length > MAX_PODS ? podsByStatus(job.pods) : undefined,
    data_sources: job.dataSources.slice(0, MAX_SOURCES).flatMap((source) => orNothing({ ...source }) ?? []),
    code_source: orNothing(job.codeSource),
    restarts: job.restarts,
    max_running_minutes: job.maxRunningMinutes,
    tags: orNothing(job.tags),
    left_out: leftOut(job),
  };
}

/** A command as lines, masked and bounded. */
const commandText = (command: Foreign | undefined): Shown | undefined => {
  const text = command?.text(MAX_COMMAND_BYTES);
  if (text === undefined) return undefined;
  return joinShown(capLines(shownLinesOf(text), { maxLines: 100, maxBytes: MAX_COMMAND_BYTES, keep: 'head' }).lines);
};

/**
 * The heavy part of a job: what it runs and what it went through.
 * @param listed names of environment variables whose values are shown although they are odd (R35)
 */
export function jobDetail(job: Job, listed: readonly string[]): NonNullable<JobOutput['detail']> {
  const history = historyOf(job.pods);
  const others = failedFirst(job.pods).slice(MAX_PODS, MAX_PODS_IN_DETAIL);
  return {
    command: commandText(job.command),
    envs: orNothing(job.envs(listed)),
    settings: orNothing(job.settings),
    status_history: job.statusHistory.slice(-MAX_HISTORY).map((entry) => ({ ...entry })),
    history_pods: history.slice(-MAX_PODS).map(podRow),
    history_count: history.length > MAX_PODS ? history.length : undefined,
    more_pods: others.length > 0 ? others.map((each) => placeOf(each, job.jobId)) : undefined,
  };
}
