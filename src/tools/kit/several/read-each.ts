import { Fault } from '../../../domain/fault.ts';
import type { Job } from '../../../jobs/job.ts';
import type { ToolContext } from '../../tool.ts';
import { fanOut } from '../fan-out.ts';
import { readJob } from '../read-job.ts';

/** Several jobs, read anew, by id in the order of the call; each id counts once. */
export interface JobsRead {
  jobs: ReadonlyMap<string, Job>;
  /** Ids of no job. */
  absent: readonly string[];
}

/**
 * Reads several jobs. One that there is not is a finding, as it may have been deleted since.
 *
 * @throws Fault of any other failed read; `not_found` where there is none of them
 */
export async function readEach(ctx: ToolContext, ids: readonly string[]): Promise<JobsRead> {
  const each = await fanOut([...new Set(ids)], async (id) => ({ id, read: await orNotFound(readJob(ctx, id)) }));
  const jobs = new Map(each.flatMap(({ id, read }) => (read instanceof Fault ? [] : [[id, read] as const])));
  const missing = each.flatMap(({ id, read }) => (read instanceof Fault ? [{ id, read }] : []));
  if (jobs.size === 0 && missing[0] !== undefined) throw missing[0].read;
  return { jobs, absent: missing.map(({ id }) => id) };
}

const orNotFound = (read: Promise<Job>): Promise<Job | Fault> =>
  read.catch((thrown: unknown) => {
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return thrown;
    throw thrown;
  });
