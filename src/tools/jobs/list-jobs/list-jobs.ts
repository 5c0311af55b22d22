import * as z from 'zod';
import { count } from '../../../domain/count.ts';
import { USER_ID } from '../../../domain/identifiers.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { cloudClock } from '../../../jobs/job.ts';
import { table } from '../../../shaping/table.ts';
import {
  ALL_WORKSPACES,
  coverageOf,
  coverageRequest,
  coverageText,
  coverageWords,
  isCovered,
  leftOutByDefault,
  TIME_FIELDS,
  wider,
} from '../../kit/coverage.ts';
import { endTime, instant } from '../../kit/fields.ts';
import { filterNotes, filters, filtersRequest, filtersSet, SEARCHES } from '../../kit/job-filters.ts';
import { type JobRow, jobRow, jobRowOf } from '../../kit/job-row.ts';
import { listSteps } from '../../kit/listing.ts';
import { defineTool } from '../../tool.ts';
import { findsLive, findsOnlyLive, isSeveral, reachable, readPage, SORT_FIELDS, STATUS_FILTERS } from './read-page.ts';
import { readByIdle } from './use.ts';

const input = z.strictObject({
  status: z.array(z.enum(STATUS_FILTERS)).min(1).optional().describe('live: all not over, of any age'),
  ...filters,
  own: z.boolean().optional(),
  user_id: z.string().regex(USER_ID).optional(),
  all_workspaces: z.boolean().default(false).describe('Own jobs only; so without a workspace_id'),
  time_range_field: z.enum(TIME_FIELDS).default('GmtCreateTime').describe('GmtFinishTime: ended within days'),
  days: z.int().min(1).max(3650).optional(),
  start_time: instant.optional().describe('Instead of days, e.g. 2026-03-05T04:14:03Z'),
  end_time: endTime,
  sort_by: z.enum(SORT_FIELDS).optional().describe('Default: time_range_field'),
  order: z.enum(['desc', 'asc']).default('desc'),
  use: z.boolean().default(false).describe('GPU use and cost of running ones, idle first'),
  page_number: z.int().min(1).max(1000).default(1),
  page_size: z.int().min(1).max(100).default(20),
});

type Input = z.output<typeof input>;

// An undocumented status counts as live, so it counts here.
const holds = ({ status }: JobRow): boolean => statusFacts(status).phase !== 'terminal';

/** Whether somebody who sees a job in a list will ask why: it waits, or it failed. */
const asksWhy = ({ status }: JobRow): boolean => /^(?:Queuing|Bidding|EnvPreparing|Restarting|Failed)$/.test(status);

/** Whether jobs are found however old they are: those that still run or wait are missed most where they are not. */
export const anyAge = ({
  status,
  time_range_field = 'GmtCreateTime',
  days,
}: Pick<Input, 'status' | 'days'> & Partial<Pick<Input, 'time_range_field'>>): boolean =>
  days === undefined && time_range_field === 'GmtCreateTime' && findsOnlyLive(status);

/** Names the changes to this call with which it could find more jobs, for an answer with few or none. */
function widening(ask: Input, workspace: string | undefined): string {
  const everywhere = workspace === ALL_WORKSPACES;
  const set = [...(ask.status === undefined ? [] : ['status']), ...filtersSet(ask)];
  return [
    ...wider({ ...ask, anyAge: anyAge(ask) }, workspace),
    // Under a locked scope the parameter does not exist and is `undefined`, not `false`: then it must not be named.
    ...(everywhere || ask.all_workspaces !== false || ask.own === false || ask.user_id !== undefined
      ? []
      : ['all_workspaces=true']),
    ...(ask.time_range_field === 'GmtFinishTime' ? ['time_range_field=GmtCreateTime for jobs that are not over'] : []),
    ...(set.length > 0 ? [`without ${set.join(', ')}`] : []),
  ].join(', or ');
}

/** A row without owner or workspace where all rows have the same, which the line on the scope then names once. */
const ownPart = (
  { user, user_id, workspace_id, ...row }: JobRow,
  same: { owner: boolean; workspace: boolean },
): JobRow => ({
  ...row,
  ...(same.owner ? {} : { user, user_id }),
  ...(same.workspace ? {} : { workspace_id }),
});

/** Said whether or not anything was left out: that would tell what a mask hides. */
const asShown = (ask: Input): string[] =>
  SEARCHES.some((name) => ask[name] !== undefined) ? ['Text is searched as it is shown: not behind ***.'] : [];

const HEADERS = ['job_id', 'name', 'type', 'status', 'age', 'ran', 'finished', 'GPUs', 'quota or machine'];

const cells = (row: JobRow): string[] => [
  row.job_id,
  row.display_name,
  row.job_type,
  row.status,
  row.age ?? '',
  row.run_time ?? '',
  row.finished ?? '',
  row.gpus === undefined ? '' : String(row.gpus),
  row.quota ?? row.machine ?? '',
];

/**
 * Columns that only some lists have: what is the same in all rows stands above the table, and use was asked for or not.
 */
const MORE = [
  { header: 'user', cell: ({ user }: JobRow) => user },
  { header: 'workspace', cell: ({ workspace_id }: JobRow) => workspace_id },
  { header: 'GPU use', cell: ({ gpu_use }: JobRow) => gpu_use },
  { header: 'idle', cell: ({ idle }: JobRow) => idle },
  { header: 'idle GPU-hours', cell: ({ idle_gpu_hours }: JobRow) => idle_gpu_hours?.toString() },
  { header: 'GPU-hours', cell: ({ gpu_hours }: JobRow) => gpu_hours?.toString() },
  { header: 'cost', cell: ({ cost }: JobRow) => cost },
];

function tableOf(rows: readonly JobRow[]): string {
  const more = MORE.filter(({ cell }) => rows.some((row) => cell(row) !== undefined));
  return table(
    [...HEADERS, ...more.map(({ header }) => header)],
    rows.map((row) => [...cells(row), ...more.map(({ cell }) => cell(row) ?? '')]),
  );
}

/** `user_id of colleague 2000000000000002`: once each, since a filter takes the id and the table shows the name. */
function userIds(rows: readonly JobRow[]): string[] {
  const ids = new Map(
    rows.flatMap(({ user, user_id }) => (user && user_id && user !== user_id ? [[user_id, user]] : [])),
  );
  return ids.size === 0 ? [] : [`user_id of ${[...ids].map(([id, name]) => `${name} ${id}`).join(', ')}.`];
}

export const jobsOutput = z.object({
  jobs: z.array(jobRow),
  total: z.int(),
  holding_resources: z.int(),
  scope: z.record(z.string(), z.string()),
  /** Rows of this page that the cloud gave although they did not end in the time asked for. */
  beyond: z.int().optional(),
  notes: z.array(z.string()).optional(),
});

export const listJobs = defineTool({
  name: 'list_jobs',
  title: 'List jobs',
  description:
    'Jobs with status, age, GPUs, quota. Covers your own jobs created in the last 7 days; widen with days, own=false. Also takes reason_search, user_command_search.',
  inChinese: '任务列表',
  alwaysLoad: true,
  toolset: 'jobs',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  beyondWorkspace: ['all_workspaces'],
  actions: ['ListJobs', 'GetJob', 'GetJobMetrics', 'GetMetrics', 'ListEcsSpecs'],
  input,
  output: jobsOutput,
  check: null,
  async run(ctx, ask) {
    const now = ctx.now();
    const covered = coverageOf({ ...ask, anyAge: anyAge(ask) }, ctx, now);
    const request = { ...coverageRequest(covered), ...filtersRequest(ask) };
    const page = { ...ask, sort_by: ask.sort_by ?? ask.time_range_field };
    const listed = ask.use
      ? await readByIdle(ctx, request, page)
      : { ...(await readPage(ctx, request, page)), uses: undefined, notes: [] };
    const same = { owner: covered.own, workspace: covered.workspace !== undefined };
    const clock = cloudClock(listed.jobs, now);
    const rows = listed.jobs.map((job) => ownPart(jobRowOf(job, clock), same));
    const jobs = rows
      .filter((row) => isCovered(covered, row))
      .map((row) => ({ ...row, ...listed.uses?.get(row.job_id) }));
    const notes = [...leftOutByDefault(covered, findsLive(ask.status)), ...filterNotes(ask), ...listed.notes];
    return {
      jobs,
      total: listed.total,
      holding_resources: jobs.filter(holds).length,
      scope: coverageWords(covered),
      ...(jobs.length < rows.length ? { beyond: rows.length - jobs.length } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    };
  },
  render({ jobs, total, holding_resources, scope, beyond, notes = [] }, ask) {
    const { page_number, page_size } = ask;
    const covered = coverageText(scope);
    const noted = notes.map((note) => `Note: ${note}`);
    if (total === 0)
      return [page_number === 1 ? 'No jobs.' : 'No jobs on this page.', covered, ...asShown(ask), ...noted].join('\n');
    const pages = Math.max(1, Math.ceil(total / page_size));
    if (jobs.length === 0 && beyond === undefined)
      return [`Page ${page_number} is past the end: ${total} jobs on ${count(pages, 'page')}.`, covered, ...noted].join(
        '\n',
      );
    return [
      `${jobs.length} of ${total} jobs, page ${page_number} of ${pages}; ${holding_resources} of these ${holding_resources === 1 ? 'holds or waits' : 'hold or wait'} for resources.`,
      covered,
      ...(beyond === undefined
        ? []
        : [
            `${count(beyond, 'job')} left out: the cloud listed ${beyond === 1 ? 'it' : 'them'} without an end in this time.`,
          ]),
      ...(jobs.length === 0 ? [] : [tableOf(jobs)]),
      ...userIds(jobs),
      ...noted,
    ].join('\n');
  },
  next({ jobs, total, scope }, ask, offers) {
    const open = offers('diagnose_job') && jobs.some(asksWhy);
    const why = open ? '; diagnose_job for why one waits or failed' : '';
    const within = isSeveral(ask.status) ? Math.min(total, reachable(ask.page_size, ask.use)) : total;
    return listSteps(
      { total: within, rows: jobs, page: ask.page_number, pageSize: ask.page_size },
      {
        found: `get_job job_id=<job_id> for status, reason and pods${why}.`,
        none: `widen with ${widening(ask, scope.workspace)}.`,
      },
    );
  },
});
