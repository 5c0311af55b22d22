import { Fault } from '../../../domain/fault.ts';
import { type JobStatus, LIVE_STATUSES, statusFacts } from '../../../domain/job-status.ts';
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

const isLive = (status: JobStatus): boolean => statusFacts(status).phase !== 'terminal';

/** Whether jobs that are not over can be found by these, or by none. */
export const findsLive = (asked: readonly StatusFilter[] | undefined): boolean =>
  asked === undefined || statusesOf(asked).some(isLive);

/** Whether nothing but jobs that are not over is found. */
export const findsOnlyLive = (asked: readonly StatusFilter[] | undefined): boolean =>
  asked !== undefined && statusesOf(asked).every(isLive);

/** ListJobs takes one status, so several are one call each. */
export const isSeveral = (asked: readonly StatusFilter[] = []): boolean => statusesOf(asked).length > 1;

/** Jobs that one call reads to sort them by what the cloud does not know: ten of its pages. */
export const MOST_SORTED = 1000;

/** How many rows can be paged to, where several statuses are merged. @param sorted by what the cloud does not know */
export const reachable = (pageSize: number, sorted: boolean): number =>
  Math.floor((sorted ? MOST_SORTED : MOST_ROWS) / pageSize) * pageSize;

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

/** A list of jobs, or a part of it, and how many there are in all. */
export interface Listed {
  jobs: Job[];
  total: number;
}

/** The lists of several statuses as one. Two reads can both show a job that went on between them: it counts once. */
function merged(lists: readonly Listed[], ask: PageAsk): Listed {
  const all = lists.flatMap(({ jobs }) => jobs);
  const unique = [...new Map(all.map((job) => [job.jobId, job])).values()];
  return {
    jobs: inOrder(unique, ask),
    total: lists.reduce((sum, { total }) => sum + total, 0) - (all.length - unique.length),
  };
}

type Reads = Pick<ToolContext, 'call'>;
type Request = Readonly<Record<string, unknown>>;

/** Reads one page of one list. */
const reader =
  (ctx: Reads, request: Request, { sort_by, order }: PageAsk) =>
  async (status: JobStatus | undefined, page: { PageNumber: number; PageSize: number }): Promise<Listed> => {
    const of = status === undefined ? {} : { Status: status };
    return readJobs(await listShown(ctx, 'ListJobs', { ...request, SortBy: sort_by, Order: order, ...of, ...page }));
  };

/** The rows of a page. */
export function rowsOfPage<T>(rows: readonly T[], { page_number, page_size }: PageAsk): T[] {
  const end = page_number * page_size;
  return rows.slice(end - page_size, end);
}

/**
 * One page of jobs. Of several statuses each is read from its beginning, as far as the page can reach, and the lists
 * are merged.
 *
 * @param request of ListJobs, without status, order and page
 * @throws Fault `invalid_input` for a page of several statuses that is further than one call reads
 */
export async function readPage(ctx: Reads, request: Request, ask: PageAsk): Promise<Listed> {
  const statuses = statusesOf(ask.status ?? []);
  const read = reader(ctx, request, ask);
  if (statuses.length <= 1) return read(statuses[0], { PageNumber: ask.page_number, PageSize: ask.page_size });
  const PageSize = ask.page_number * ask.page_size;
  if (PageSize > MOST_ROWS)
    throw new Fault({
      kind: 'invalid_input',
      message: `Of several statuses the first ${MOST_ROWS} rows can be listed; page ${ask.page_number} of ${ask.page_size} goes beyond.`,
      fix: 'Name one status to page on, or narrow the search with days, display_name or another filter.',
    });
  const { jobs, total } = merged(await fanOut(statuses, (status) => read(status, { PageNumber: 1, PageSize })), ask);
  return { jobs: rowsOfPage(jobs, ask), total };
}

/**
 * The first jobs of a list, in its order, as many as one call sorts: all of them where there are no more.
 * @param request of ListJobs, without status, order and page
 */
export async function readFirst(ctx: Reads, request: Request, ask: PageAsk): Promise<Listed> {
  const statuses = statusesOf(ask.status ?? []);
  const read = reader(ctx, request, ask);
  const all = async (status: JobStatus | undefined): Promise<Listed> => {
    const jobs: Job[] = [];
    for (let PageNumber = 1; ; PageNumber++) {
      const page = await read(status, { PageNumber, PageSize: MOST_ROWS });
      jobs.push(...page.jobs);
      if (page.jobs.length === 0 || jobs.length >= Math.min(page.total, MOST_SORTED))
        return { jobs, total: page.total };
    }
  };
  const { jobs, total } =
    statuses.length <= 1 ? await all(statuses[0]) : merged(await fanOut(statuses, (status) => all(status)), ask);
  return { jobs: jobs.slice(0, MOST_SORTED), total };
}
