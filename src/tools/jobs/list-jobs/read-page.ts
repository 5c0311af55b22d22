import { Fault } from '../../../domain/fault.ts';
import { type JobStatus, LIVE_STATUSES } from '../../../domain/job-status.ts';
import { JOB_STATUSES } from '../../../domain/lists.ts';
import { type Job, readJobs } from '../../../jobs/job.ts';
import { fanOut } from '../../kit/fan-out.ts';
import { listShown } from '../../kit/list-shown.ts';
import type { ToolContext } from '../../tool.ts';

/** Stands for every status in which a job is not over: what still waits, runs, or holds resources. */
const LIVE = 'live';
export const STATUS_FILTERS = [...JOB_STATUSES, LIVE] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

export const SORT_FIELDS = ['GmtCreateTime', 'GmtFinishTime', 'DisplayName', 'JobType', 'Status'] as const;

/** Rows that one call of ListJobs brings at most (api-notes: jobs). */
const MOST_ROWS = 100;

const statusesOf = (asked: readonly StatusFilter[]): JobStatus[] => [
  ...new Set(asked.flatMap((status) => (status === LIVE ? LIVE_STATUSES : [status]))),
];

/** ListJobs takes one status, so several are one call each. */
export const isSeveral = (asked: readonly StatusFilter[] = []): boolean => statusesOf(asked).length > 1;

/** How many of these rows can be paged to, where several statuses are merged. */
export const reachable = (pageSize: number): number => Math.floor(MOST_ROWS / pageSize) * pageSize;

export interface PageAsk {
  status?: readonly StatusFilter[] | undefined;
  sort_by: (typeof SORT_FIELDS)[number];
  order: 'desc' | 'asc';
  page_number: number;
  page_size: number;
}

/** What a list is sorted by; a time that there is not sorts as the earliest. */
function keyOf(job: Job, by: PageAsk['sort_by']): string | number {
  const at = (time: string | undefined): number => (time === undefined ? 0 : Date.parse(time));
  switch (by) {
    case 'GmtCreateTime':
      return at(job.times.created);
    case 'GmtFinishTime':
      return at(job.times.finished);
    case 'DisplayName':
      return job.displayName;
    case 'JobType':
      return job.jobType?.line(40) ?? '';
    case 'Status':
      return job.status;
  }
}

function inOrder(jobs: readonly Job[], { sort_by, order }: PageAsk): Job[] {
  const sign = order === 'asc' ? 1 : -1;
  return jobs
    .map((job) => ({ job, key: keyOf(job, sort_by) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -sign : sign))
    .map(({ job }) => job);
}

/** The lists of several statuses as one. Two reads can both show a job that went on between them: it counts once. */
function merged(lists: readonly { jobs: Job[]; total: number }[], ask: PageAsk): { jobs: Job[]; total: number } {
  const all = lists.flatMap(({ jobs }) => jobs);
  const unique = [...new Map(all.map((job) => [job.jobId, job])).values()];
  const end = ask.page_number * ask.page_size;
  return {
    jobs: inOrder(unique, ask).slice(end - ask.page_size, end),
    total: lists.reduce((sum, { total }) => sum + total, 0) - (all.length - unique.length),
  };
}

/**
 * One page of jobs. Of several statuses each is read from its beginning, as far as the page can reach, and the lists
 * are merged.
 *
 * @param request of ListJobs, without status, order and page
 * @throws Fault `invalid_input` for a page of several statuses that is further than one call reads
 */
export async function readPage(
  ctx: Pick<ToolContext, 'call'>,
  request: Readonly<Record<string, unknown>>,
  ask: PageAsk,
): Promise<{ jobs: Job[]; total: number }> {
  const statuses = statusesOf(ask.status ?? []);
  const read = async (page: { Status?: JobStatus; PageNumber: number; PageSize: number }) =>
    readJobs(await listShown(ctx, 'ListJobs', { ...request, SortBy: ask.sort_by, Order: ask.order, ...page }));
  const [only] = statuses;
  if (statuses.length <= 1)
    return read({ ...(only ? { Status: only } : {}), PageNumber: ask.page_number, PageSize: ask.page_size });
  const PageSize = ask.page_number * ask.page_size;
  if (PageSize > MOST_ROWS)
    throw new Fault({
      kind: 'invalid_input',
      message: `Of several statuses the first ${MOST_ROWS} rows can be listed; page ${ask.page_number} of ${ask.page_size} goes beyond.`,
      fix: 'Name one status to page on, or narrow the search with days, display_name or another filter.',
    });
  return merged(await fanOut(statuses, (Status) => read({ Status, PageNumber: 1, PageSize })), ask);
}
