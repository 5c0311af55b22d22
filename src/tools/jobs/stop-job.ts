import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { statusFacts } from '../../domain/job-status.ts';
import { type Job, secondsBetween } from '../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../jobs/job-size.ts';
import { asksForBlocker, decideStop, type StopTarget } from '../../policy/stop-job.ts';
import { blockerOf } from '../kit/blocker.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { jobId } from '../kit/fields.ts';
import { machineSizes } from '../kit/machine-sizes.ts';
import { readJob } from '../kit/read-job.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool, type ToolContext } from '../tool.ts';

const text = z.string();
const output = z.object({
  job_id: text,
  display_name: text,
  status: text,
  outcome: z.enum(['stopped', 'stopping', 'ended', 'pending']),
});

async function targetOf(ctx: ToolContext, job: Job, job_id: string): Promise<StopTarget> {
  const tasks = sizedTasks(job.tasks);
  const { created, running } = job.times;
  const { status } = job;
  const machines =
    statusFacts(status).phase === 'terminal'
      ? { sizes: new Map(), read: true }
      : await machineSizes(
          ctx,
          tasks.map((task) => task.ecsSpec),
        );
  return {
    jobId: job_id,
    displayName: job.displayName,
    jobType: job.jobType?.line(40) ?? '',
    status,
    created,
    runningSince: running,
    runningSeconds: secondsBetween(running, ctx.now()),
    ageSeconds: secondsBetween(created, ctx.now()),
    pods: tasks.reduce((sum, task) => sum + task.pods, 0),
    totals: totalOf(tasks, machines),
    console: consoleUrl(ctx.region, job.workspaceId, job_id),
  };
}

const stops = (status: string): boolean => status === 'Stopping' || statusFacts(status).phase === 'terminal';

function outcomeOf(status: string): z.output<typeof output>['outcome'] {
  if (status === 'Stopped') return 'stopped';
  if (status === 'Stopping') return 'stopping';
  return statusFacts(status).phase === 'terminal' ? 'ended' : 'pending';
}

const SAID: Readonly<Record<z.output<typeof output>['outcome'], string>> = {
  stopped: 'The job is stopped.',
  stopping: 'The stop is under way; the job becomes Stopped within seconds.',
  ended: 'The job ended by itself before the stop took effect.',
  pending: 'The stop was accepted but does not show: the job is not known to be stopped so far.',
};

export const stopJob = defineTool({
  name: 'stop_job',
  title: 'Stop a job',
  description:
    'Stops (to cancel or kill) a Running or Queuing job; what it did not save is lost, and it cannot be resumed. A person is always asked first by the server. Refuses jobs in another status and jobs that are over. Verifies afterwards.',
  inChinese: '停止、取消任务',
  toolset: 'jobs',
  core: true,
  effect: 'destructive',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['StopJob', 'GetJob', 'ListEcsSpecs', 'GetJobEvents', 'GetPodEvents'],
  input: z.strictObject({ job_id: jobId }),
  output,
  async check(ctx, { job_id }) {
    const job = await readJob(ctx, job_id);
    const { stoppable } = ctx.operator;
    const blocker = asksForBlocker(job.status, stoppable) ? await blockerOf(ctx, job, job_id) : undefined;
    const target = { ...(await targetOf(ctx, job, job_id)), blocker };
    return { decision: decideStop(target, stoppable), prepared: target };
  },
  async run(ctx, { job_id }, { displayName }) {
    const sent = await send(() => ctx.call('StopJob', { JobId: job_id }));
    const seen = await watch(ctx, async (signal) => (await readJob(ctx, job_id, { signal })).status, stops);
    const status = seen ?? 'unknown';
    if (sent.kind === 'unknown' && !stops(status))
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back, ${job_id} is ${status}.`,
      );
    return { job_id, display_name: displayName, status, outcome: outcomeOf(status) };
  },
  render: ({ job_id, display_name, status, outcome }) =>
    `${job_id} ${quoted(display_name, 256)} is ${status}. ${SAID[outcome]}`,
  next: ({ job_id, outcome }, _input, offers) => {
    if (outcome !== 'stopping' && outcome !== 'pending') return [];
    return offers('wait_for_job')
      ? [`wait_for_job job_ids=["${job_id}"] until it is Stopped.`]
      : [`get_job job_id=${job_id} until it is Stopped.`];
  },
});
