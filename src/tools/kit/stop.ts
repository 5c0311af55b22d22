import { statusFacts } from '../../domain/job-status.ts';
import type { Machines } from '../../domain/machine.ts';
import { type Job, secondsSince } from '../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../jobs/job-size.ts';
import { asksForBlocker, type StopTarget } from '../../policy/stop-job.ts';
import type { ToolContext } from '../tool.ts';
import { blockerOf } from './blocker.ts';
import { consoleUrl } from './console-url.ts';
import { machineSizes } from './machine-sizes.ts';

/** Whether a job of this status has ended, so that nothing of it is left to stop. */
export const isOver = (status: string): boolean => statusFacts(status).phase === 'terminal';

async function targetOf(ctx: ToolContext, id: string, job: Job, machines: Machines): Promise<StopTarget> {
  const tasks = sizedTasks(job.tasks);
  const { created, running } = job.times;
  const { status } = job;
  const since = secondsSince(job, ctx.now());
  return {
    jobId: id,
    displayName: job.displayName,
    jobType: job.jobType?.line(40) ?? '',
    status,
    created,
    runningSince: running,
    runningSeconds: since.running,
    ageSeconds: since.created,
    pods: tasks.reduce((sum, task) => sum + task.pods, 0),
    totals: totalOf(tasks, machines),
    console: consoleUrl(ctx, job.workspaceId, id),
    blocker: asksForBlocker(status, ctx.operator.stoppable) ? await blockerOf(ctx, job, id) : undefined,
  };
}

/**
 * What is put to a person of jobs that were just read. Machine types are looked up once for all, and not for jobs that
 * are over.
 */
export async function stopTargets(ctx: ToolContext, jobs: ReadonlyMap<string, Job>): Promise<StopTarget[]> {
  const live = [...jobs.values()].filter(({ status }) => !isOver(status));
  const machines = await machineSizes(
    ctx,
    live.flatMap(({ tasks }) => sizedTasks(tasks).map(({ ecsSpec }) => ecsSpec)),
  );
  return Promise.all([...jobs].map(([id, job]) => targetOf(ctx, id, job, machines)));
}

/** Whether a status shows that a stop took effect, or has nothing left to do. */
export const stops = (status: string): boolean => status === 'Stopping' || isOver(status);

/** How a stop ended, as far as reading back shows. */
export const STOP_OUTCOMES = ['stopped', 'stopping', 'ended', 'pending'] as const;
export type StopOutcome = (typeof STOP_OUTCOMES)[number];

/** The outcome of a stop that the cloud accepted. */
export function stopOutcome(status: string): StopOutcome {
  if (status === 'Stopped') return 'stopped';
  if (status === 'Stopping') return 'stopping';
  return isOver(status) ? 'ended' : 'pending';
}
