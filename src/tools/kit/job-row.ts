import * as z from 'zod';
import { type Job, spansOf } from '../../jobs/job.ts';
import { durationWords } from '../../shaping/times.ts';
import { shapeless } from './fields.ts';

const opt = z.string().optional();

export const jobRow = shapeless({
  job_id: z.string(),
  display_name: z.string(),
  job_type: z.string(),
  status: z.string(),
  created: opt,
  age: opt,
  run_time: opt,
  finished: opt,
  gpus: z.number().optional(),
  quota: opt,
  machine: opt,
  user: opt,
  user_id: opt,
  workspace_id: opt,
  // Of running jobs, where it was asked for.
  gpu_use: opt,
  idle: opt,
  idle_now: z.boolean().optional(),
  idle_gpu_hours: z.number().optional(),
  gpu_hours: z.number().optional(),
  cost: opt,
});

/** More than any real job has. */
const MOST_TASKS = 32;

export type JobRow = z.output<typeof jobRow>;

/**
 * One job of a ListJobs answer, safe to show.
 * @param clock the cloud's time, which other jobs of the answer can tell of one that is over
 */
export function jobRowOf(job: Job, clock: Date): JobRow {
  const { times } = job;
  const machines = job.tasks
    .slice(0, MOST_TASKS)
    .flatMap(({ ecsSpec, words }) => (ecsSpec === undefined ? [] : [words ?? '']));
  return {
    job_id: job.jobId,
    display_name: job.displayName,
    job_type: job.jobType?.line(40) ?? '',
    status: job.status,
    created: times.created,
    age: times.created === undefined ? undefined : durationWords((clock.getTime() - Date.parse(times.created)) / 1000),
    run_time: spansOf(job, clock).run_time,
    finished: times.finished,
    gpus: job.gpus,
    quota: job.resourceId?.line(80),
    machine: machines.length === 0 ? undefined : [...new Set(machines)].join(', '),
    user: job.user,
    user_id: job.userId,
    workspace_id: job.workspaceId,
  };
}
