import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import type { Job } from '../../../jobs/job.ts';
import type { ToolContext } from '../../tool.ts';
import { fanOut } from '../fan-out.ts';
import { readJob } from '../read-job.ts';

/** Several jobs, read anew, by id in the order of the call; each id counts once. */
export type JobsById = ReadonlyMap<string, Job>;

/** What a read of several jobs found. */
export interface JobsRead {
  jobs: JobsById;
  /** Ids of no job. */
  absent: readonly string[];
}

interface Found extends JobsRead {
  /** What the cloud said of the first that is absent. */
  fault?: FaultDetails | undefined;
}

const missing = ({ absent, fault }: Found): Fault =>
  new Fault({
    kind: 'not_found',
    message: `There is no job ${absent.join(', ')}. Nothing was done.`,
    fix: `Leave out what there is not. ${fault?.fix ?? ''}`,
    ...(fault?.requestId === undefined ? {} : { requestId: fault.requestId }),
  });

async function find(ctx: ToolContext, ids: readonly string[]): Promise<Found> {
  const each = await fanOut([...new Set(ids)], async (id) => ({ id, read: await orNotFound(readJob(ctx, id)) }));
  const faults = each.flatMap(({ read }) => (read instanceof Fault ? [read] : []));
  const [first] = faults;
  if (first !== undefined && each.length === 1) throw first;
  return {
    jobs: new Map(each.flatMap(({ id, read }) => (read instanceof Fault ? [] : [[id, read] as const]))),
    absent: each.flatMap(({ id, read }) => (read instanceof Fault ? [id] : [])),
    fault: first?.details,
  };
}

/**
 * Reads several jobs for a tool that only reads: it answers for those that there are, and names the others
 * (`absentNotes`).
 * @throws Fault of any other failed read; `not_found` where there is none of them
 */
export async function readEach(ctx: ToolContext, ids: readonly string[]): Promise<JobsRead> {
  const found = await find(ctx, ids);
  if (found.jobs.size === 0) throw missing(found);
  return found;
}

/**
 * Reads several jobs for a tool that changes something. With one that there is not, nothing is changed and nobody is
 * asked: it can be a slip of another job, and what became of the call is told of all of it.
 * @throws Fault of any failed read; `not_found`, naming all that there are not
 */
export async function readAllJobs(ctx: ToolContext, ids: readonly string[]): Promise<JobsById> {
  const found = await find(ctx, ids);
  if (found.absent.length > 0) throw missing(found);
  return found.jobs;
}

/** What an answer says of ids of no job. */
export const absentNotes = (absent: readonly string[]): string[] =>
  absent.length === 0 ? [] : [`there is no job ${absent.join(', ')}.`];

const orNotFound = (read: Promise<Job>): Promise<Job | Fault> =>
  read.catch((thrown: unknown) => {
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return thrown;
    throw thrown;
  });
