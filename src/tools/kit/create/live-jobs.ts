import { type CreateEntry, REQUEST_TAG } from '../../../domain/create-ledger.ts';
import { Fault } from '../../../domain/fault.ts';
import { LIVE_STATUSES, statusFacts } from '../../../domain/job-status.ts';
import { type Job, readJobs } from '../../../jobs/job.ts';
import { type Check, refusalOf } from '../../../policy/checks.ts';
import { liveCeiling } from '../../../policy/create-ceilings.ts';
import { wasNeverCarriedOut } from '../../../policy/create-once.ts';
import { refusalFault } from '../../../policy/decision.ts';
import type { ToolContext } from '../../tool.ts';
import { fanOut } from '../fan-out.ts';
import { EVER } from '../fields.ts';
import { readJob } from '../read-job.ts';

type Reads = Pick<ToolContext, 'call' | 'creates' | 'region' | 'signal'>;

/**
 * Milliseconds after a create in which a list may not show its job yet. Updates take up to a minute to show
 * (api-notes).
 */
const LISTED_AFTER = 5 * 60_000;

/** Whether a create of this server is, or may be, a job that is alive and that the lists do not show. */
async function isUnlisted(ctx: Reads, entry: CreateEntry, listed: readonly Job[]): Promise<boolean> {
  const { job_id, request_id, at } = entry;
  if (listed.some((job) => job.jobId === job_id || job.tag(REQUEST_TAG)?.is(request_id))) return false;
  if (job_id === undefined) return !wasNeverCarriedOut(entry, Date.now());
  if (Date.now() - Date.parse(at) > LISTED_AFTER) return false;
  try {
    return statusFacts((await readJob(ctx, job_id, { detail: false })).status).phase !== 'terminal';
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return true;
    throw thrown;
  }
}

/**
 * Creates of a region that the ledger remembers, all or those that were entered before one: the ledger keeps them in
 * the order in which they came, for all servers that share it.
 */
async function begun({ creates, region }: Reads, before: CreateEntry | undefined): Promise<readonly CreateEntry[]> {
  const all = await creates.ofRegion(region);
  const at = all.findIndex(({ request_id }) => request_id === before?.request_id);
  return at === -1 ? all : all.slice(0, at);
}

/**
 * How many jobs of the caller are alive in the region, over all workspaces (R42): one read per live status, of one
 * page, whose total counts. Creates that are in the ledger and in no list yet count too, as a list lags behind.
 * @param before a create in the ledger, of which those that came after it do not count
 * @throws Fault where a read fails: what cannot be counted is not created
 */
async function countLive(ctx: Reads, before: CreateEntry | undefined): Promise<number> {
  const lists = await fanOut(LIVE_STATUSES, async (Status) =>
    readJobs(
      await ctx.call('ListJobs', {
        ShowOwn: true,
        FromAllWorkspaces: true,
        Status,
        StartTime: EVER,
        PageNumber: 1,
        PageSize: 100,
      }),
    ),
  );
  const listed = lists.flatMap(({ jobs }) => jobs);
  // A job that goes on while this reads can stand in two of the lists.
  const twice = listed.length - new Set(listed.map(({ jobId }) => jobId)).size;
  const total = lists.reduce((sum, each) => sum + each.total, 0) - twice;
  const unlisted = await fanOut(await begun(ctx, before), (entry) => isUnlisted(ctx, entry, listed));
  return total + unlisted.filter(Boolean).length;
}

type Within = Reads & Pick<ToolContext, 'operator'>;

/**
 * R42 for jobs alive at once, counted afresh; nothing is read where the operator has set no such ceiling.
 * @param before as in `countLive`
 */
export const liveJobsCheck = async (ctx: Within, adding: number, before?: CreateEntry): Promise<Check[]> => {
  const { ceilings } = ctx.operator;
  return ceilings.liveJobs === undefined ? [] : liveCeiling(await countLive(ctx, before), adding, ceilings);
};

/**
 * Enters a create in the ledger within the ceiling on live jobs. It is entered first and counted then, so that of
 * several at once, in this process or in others that share the ledger, each counts those that came before it.
 * @returns whether it was entered, as `open` of the ledger does
 * @throws Fault `refused` where there is no room for it by now; it is out of the ledger again then
 */
export async function openWithin(ctx: Within, entry: CreateEntry, seen: readonly CreateEntry[]): Promise<boolean> {
  if (!(await ctx.creates.open(entry, seen))) return false;
  try {
    const refusal = refusalOf(await liveJobsCheck(ctx, 1, entry));
    if (refusal !== undefined) throw refusalFault(refusal);
    return true;
  } catch (thrown) {
    await ctx.creates.close(entry.request_id);
    throw thrown;
  }
}
