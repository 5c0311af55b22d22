import { Fault } from '../../../domain/fault.ts';
import { type Job, readJobs } from '../../../jobs/job.ts';
import { EVER } from '../../kit/fields.ts';
import { readJob } from '../../kit/read-job.ts';
import type { ToolContext } from '../../tool.ts';

/** What a look needs of a tool's context; a command that waits has no more. */
export type Looker = Pick<ToolContext, 'call' | 'now' | 'region' | 'signal'>;

/** What one look found of a job. `failed`: the read failed, which says nothing of the job. */
export type Seen = { kind: 'job'; status: string; job: Job } | { kind: 'not_found' } | { kind: 'failed'; fault: Fault };

const MOST_PER_PAGE = 100;

/** Whether a read failed for the moment, so that the next one may succeed. */
export const isPassing = (thrown: unknown): thrown is Fault =>
  thrown instanceof Fault && (thrown.details.kind === 'throttled' || thrown.details.kind === 'unavailable');

const seenJob = (job: Job): Seen => ({ kind: 'job', status: job.status, job });

/**
 * One job by its id. Only this read tells for certain that there is no such job: one that is not listed may be another
 * user's.
 */
async function lookAt(ctx: Looker, jobId: string, detail: boolean): Promise<Seen> {
  try {
    return seenJob(await readJob(ctx, jobId, { detail }));
  } catch (thrown) {
    if (isPassing(thrown)) return { kind: 'failed', fault: thrown };
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return { kind: 'not_found' };
    throw thrown;
  }
}

/**
 * The caller's own jobs among these, in one read. Across workspaces the list has no jobs of others (api-notes: jobs).
 */
async function listed(ctx: Looker, ids: readonly string[]): Promise<Map<string, Seen>> {
  const answer = await ctx.call('ListJobs', {
    JobIds: ids.join(','),
    ShowOwn: true,
    FromAllWorkspaces: true,
    StartTime: EVER,
    PageSize: MOST_PER_PAGE,
  });
  return new Map(readJobs(answer).jobs.map((job) => [job.jobId, seenJob(job)]));
}

/**
 * The status of every job: several in one ListJobs, and a GetJob for each that it does not show. Reads that fail for
 * the moment are findings.
 * @param detail whether the pods are wanted
 * @throws Fault of every other failure
 */
export async function look(ctx: Looker, ids: readonly string[], detail: boolean): Promise<Map<string, Seen>> {
  let found = new Map<string, Seen>();
  if (ids.length > 1 && !detail)
    try {
      found = await listed(ctx, ids);
    } catch (thrown) {
      if (!isPassing(thrown)) throw thrown;
      return new Map(ids.map((id) => [id, { kind: 'failed', fault: thrown }]));
    }
  const seen = await Promise.all(
    ids.map(async (id) => [id, found.get(id) ?? (await lookAt(ctx, id, detail))] as const),
  );
  return new Map(seen);
}
