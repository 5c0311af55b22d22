import * as z from 'zod';
import { nextSteps } from '../../../advice/next-steps.ts';
import { quoted } from '../../../domain/brief.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { hourlyWords } from '../../../domain/prices.ts';
import type { Job } from '../../../jobs/job.ts';
import { podIdsOf, tellingPod } from '../../../jobs/pods.ts';
import { exitWords } from '../../../jobs/reason.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { shownLinesOf } from '../../../shaping/shown.ts';
import { table } from '../../../shaping/table.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { consoleLine, consoleUrl } from '../../kit/console-url.ts';
import { jobId, podId } from '../../kit/fields.ts';
import { readJob } from '../../kit/read-job.ts';
import { costWords, spentBy } from '../../kit/spent.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { type JobOutput, jobAnswer, jobDetail, jobOutput, type PodRow } from './rows.ts';

const pairs = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

function headline(job: JobOutput): string {
  const sub = job.sub_status && job.sub_status !== job.status ? ` (${job.sub_status})` : '';
  const spans = [
    job.run_time === undefined ? undefined : `ran ${job.run_time}`,
    job.queue_time === undefined ? undefined : `waited ${job.queue_time}`,
  ].filter((span) => span !== undefined);
  return `${job.job_id} ${quoted(job.display_name, 256)} (${job.job_type}) is ${job.status}${sub}${spans.length ? `: ${spans.join(', ')}` : ''}.`;
}

function reasonLines({ reason_code, reason, failures = [] }: JobOutput): string[] {
  const code = reason_code ? [`Reason: ${reason_code}`] : [];
  const failed = failures.map(
    ({ pods, exit_code, time }) =>
      `Failed: ${pods.join(', ') || 'a pod'}${exit_code === undefined ? '' : `, exit code ${exitWords(exit_code)}`}${time ? `, at ${time}` : ''}`,
  );
  return [...code, ...failed, ...fenced('reason message', reason ? shownLinesOf(reason) : [])];
}

const comesNext = (status: string): string[] => {
  const { phase, next } = statusFacts(status);
  return phase === 'terminal' ? [] : [`Normally next: ${next}.`];
};

const taskLine = ({ role, pods, resource, image }: JobOutput['tasks'][number]): string =>
  `Task: ${role} x ${pods ?? '?'}${resource ? `, ${resource} each` : ''}${image ? `, image ${image}` : ''}`;

function podLines({ pods, pod_count, pod_statuses = {}, detail }: JobOutput): string[] {
  if (pod_count === 0) return ['Pods: none yet, or none any more.'];
  const statuses = Object.entries(pod_statuses).map(([status, of]) => `${of} ${status}`);
  const others = detail?.more_pods ?? [];
  const shown = pods.length + others.length;
  const how = detail === undefined ? ' detail=true shows the others too, with their nodes.' : '';
  const more = pod_count > pods.length ? [`${shown} of ${pod_count} pods shown: ${statuses.join(', ')}.${how}`] : [];
  const rows = pods.map((pod) =>
    [pod.pod_id, pod.status, pod.node, pod.ip, pod.started, pod.finished].map((cell) => cell ?? ''),
  );
  const places = others.map(({ pod, status, node = '' }) => [pod, status, node]);
  return [
    table(['pod', 'status', 'node', 'ip', 'started', 'finished'], rows),
    ...(places.length > 0 ? [table(['pod', 'status', 'node'], places)] : []),
    ...more,
  ];
}

function settingLines(job: JobOutput): string[] {
  const line = (name: string, value: string | undefined): string[] => (value ? [`${name}: ${value}`] : []);
  return [
    ...line('Quota', job.resource_id && `${job.resource_id}${job.priority ? `, priority ${job.priority}` : ''}`),
    ...line('Owner', job.owner),
    ...job.data_sources.map((source) => `Data: ${pairs(source)}`),
    ...line('Code', job.code_source && pairs(job.code_source)),
    ...line('Cost so far', job.cost),
    ...line('Restarts', job.restarts),
    ...line('Stops after', job.max_running_minutes ? `${job.max_running_minutes} min` : undefined),
    ...line('Tags', job.tags && pairs(job.tags)),
  ];
}

function detailLines({ detail: job }: JobOutput): string[] {
  if (job === undefined) return [];
  const line = (name: string, values: Record<string, string> | undefined): string[] =>
    values ? [`${name}: ${pairs(values)}`] : [];
  return [
    ...fenced('command', job.command ? shownLinesOf(job.command) : []),
    ...line('Envs (values masked)', job.envs),
    ...line('Settings', job.settings),
    ...job.status_history.map((step) => `History: ${pairs(step)}`),
    ...job.history_pods.map((pod) => `Earlier pod: ${pairs(pod)}`),
    ...(job.history_count ? [`${job.history_pods.length} of ${job.history_count} earlier pods shown.`] : []),
  ];
}

/** A pod as far as its row tells. */
const likePod = (row: PodRow) => ({
  row,
  id: Foreign.of(row.pod_id),
  isStatus: (...statuses: readonly string[]) => statuses.includes(row.status),
  finished: row.finished,
});

/**
 * The pod whose log tells most: the one that failed first. Where several ended in the same second, or none is marked as
 * failed, the pod that the reason names; otherwise it would be the leading one, which was only taken down.
 */
function podToRead({ job_id, status, pods, failures = [] }: JobOutput): string | undefined {
  const telling = tellingPod(pods.map(likePod))?.pod.row;
  if (status !== 'Failed') return telling?.pod_id;
  const at = ({ time }: { time?: string | undefined }): number => Date.parse(time ?? '') || Number.POSITIVE_INFINITY;
  const [first] = failures.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
  const named = podIdsOf(job_id, first?.pods ?? []).filter((id) => podId.safeParse(id).success);
  if (telling?.status !== 'Failed') return named.length === 1 ? named[0] : telling?.pod_id;
  const tied = pods.filter((row) => row.status === 'Failed' && row.finished === telling.finished);
  return (tied.find(({ pod_id }) => named.includes(pod_id)) ?? telling).pod_id;
}

/** What it has cost so far; absent where the operator's prices do not know it (R44). */
async function costSoFar(ctx: ToolContext, job: Job): Promise<string | undefined> {
  if (job.times.running === undefined || (await ctx.prices()) === undefined) return undefined;
  const [spent] = await spentBy(ctx, [job]);
  const cost = spent && costWords(spent);
  return cost && `${cost}, an estimate: ${hourlyWords(spent.price)}`;
}

export const getJob = defineTool({
  name: 'get_job',
  title: 'Get a job',
  description:
    'One job: status and why, times, tasks, pods, data. detail adds command, envs (values masked), settings, history and earlier pods.',
  inChinese: '任务状态、详情',
  alwaysLoad: true,
  toolset: 'jobs',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'ListEcsSpecs'],
  input: z.strictObject({ job_id: jobId, detail: z.boolean().default(false) }),
  output: jobOutput,
  foreign: ['reason', 'detail.command'],
  check: null,
  async run(ctx, { job_id, detail }) {
    const job = await readJob(ctx, job_id);
    const row = jobAnswer(job, ctx.now());
    return {
      ...row,
      job_id,
      cost: await costSoFar(ctx, job),
      detail: detail ? jobDetail(job, ctx.operator.showEnvs) : undefined,
      console_url: consoleUrl(ctx, row.workspace_id, job_id),
    };
  },
  render: (job) =>
    [
      headline(job),
      ...comesNext(job.status),
      ...reasonLines(job),
      `Times: ${pairs(job.times) || 'none yet'}`,
      ...job.tasks.map(taskLine),
      ...settingLines(job),
      ...podLines(job),
      ...detailLines(job),
      ...(job.left_out === undefined ? [] : [`Left out: ${job.left_out}.`]),
      ...consoleLine(job.console_url),
    ].join('\n'),
  next: (job, _input, offers) => nextSteps(job.status, job.job_id, podToRead(job), offers),
});
