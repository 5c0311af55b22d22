import * as z from 'zod';
import { count } from '../../../domain/count.ts';
import { Fault } from '../../../domain/fault.ts';
import { QUOTA_ID, USER_ID } from '../../../domain/identifiers.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { JOB_TYPES } from '../../../domain/lists.ts';
import { cleanLine } from '../../../shaping/clean.ts';
import { table } from '../../../shaping/table.ts';
import { type CloudWindow, cloudWindow, instant, utcSeconds, windowRequest } from '../../kit/fields.ts';
import { listSteps } from '../../kit/listing.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { isSeveral, reachable, readPage, SORT_FIELDS, STATUS_FILTERS } from './read-page.ts';
import { type JobRow, jobRow, jobRowOf } from './rows.ts';

const DAY = 86_400_000;

const input = z.strictObject({
  status: z.array(z.enum(STATUS_FILTERS)).min(1).optional().describe('live: all not over'),
  job_type: z.enum(JOB_TYPES).optional(),
  display_name: z.string().optional().describe('Substring'),
  resource_id: z.string().regex(QUOTA_ID).optional().describe('Quota id'),
  payment_type: z.enum(['PrePaid', 'PostPaid', 'Spot']).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  own: z.boolean().optional(),
  user_id: z.string().regex(USER_ID).optional(),
  all_workspaces: z.boolean().default(false).describe('Own jobs only'),
  days: z.int().min(1).max(3650).default(7).describe('Since creation'),
  start_time: instant.optional().describe('Instead of days, e.g. 2026-03-05T04:14:03Z'),
  end_time: instant.optional(),
  sort_by: z.enum(SORT_FIELDS).default('GmtCreateTime'),
  order: z.enum(['desc', 'asc']).default('desc'),
  page_number: z.int().min(1).max(1000).default(1),
  page_size: z.int().min(1).max(100).default(20),
});

type Input = z.output<typeof input>;

/** The window of creation times, always explicit: by default the cloud hides jobs of more than 7 days ago (R36). */
function windowOf(ask: Input, now: Date): CloudWindow {
  const { to } = cloudWindow({ end_time: ask.end_time });
  const end = to === undefined ? now.getTime() : Date.parse(to);
  const start_time = ask.start_time ?? utcSeconds(new Date(end - ask.days * DAY));
  return cloudWindow({ start_time, end_time: ask.end_time });
}

/** The flags by which the API is told whose jobs to list. */
function ownerOf(ask: Input): { ShowOwn: boolean; FromAllWorkspaces?: true; UserIdForFilter?: string } {
  const ShowOwn = ask.own ?? ask.user_id === undefined;
  if (ask.all_workspaces && !ShowOwn)
    throw new Fault({
      kind: 'invalid_input',
      message: 'all_workspaces covers your own jobs only: the API has no list of the jobs of others across workspaces.',
      fix: 'Drop all_workspaces and name a workspace_id, or drop own=false and user_id.',
    });
  return {
    ShowOwn,
    ...(ask.all_workspaces ? { FromAllWorkspaces: true } : {}),
    ...(ask.user_id === undefined ? {} : { UserIdForFilter: ask.user_id }),
  };
}

function scopeOf(ask: Input, ctx: ToolContext, { from = '', to = 'now' }: CloudWindow) {
  const named = ctx.workspaceId === undefined ? 'not named, so the one the cloud takes' : ctx.workspaceId;
  const others = ask.user_id === undefined ? 'everyone visible to you' : cleanLine(`user ${ask.user_id}`, 80);
  return {
    region: ctx.region,
    workspace: ask.all_workspaces ? 'all' : named,
    owner: ownerOf(ask).ShowOwn ? 'you' : others,
    created_from: from,
    created_to: to,
  };
}

// An undocumented status counts as live, so it counts here.
const holds = ({ status }: JobRow): boolean => statusFacts(status).phase !== 'terminal';

/** Whether somebody who sees a job in a list will ask why: it waits, or it failed. */
const asksWhy = ({ status }: JobRow): boolean => /^(?:Queuing|Bidding|EnvPreparing|Restarting|Failed)$/.test(status);

/** Names the changes to this call with which it could find more jobs, for an answer with few or none. */
function widening(ask: Input): string {
  const filters = (['status', 'job_type', 'display_name', 'resource_id', 'payment_type', 'tags'] as const).filter(
    (name) => ask[name] !== undefined,
  );
  return [
    ask.start_time === undefined ? `days=${Math.min(3650, Math.max(30, ask.days * 4))}` : 'an earlier start_time',
    ...(ask.own !== false && ask.user_id === undefined ? ['own=false'] : []),
    // Under a locked scope the parameter does not exist and is `undefined`, not `false`: then it must not be named.
    ...(ask.all_workspaces !== false || ask.own === false || ask.user_id !== undefined ? [] : ['all_workspaces=true']),
    ...(filters.length > 0 ? [`without ${filters.join(', ')}`] : []),
  ].join(', or ');
}

/** A row without owner or workspace where all rows have the same, which the line on the scope then names once. */
const ownPart = ({ user, workspace_id, ...row }: JobRow, same: { owner: boolean; workspace: boolean }): JobRow => ({
  ...row,
  ...(same.owner ? {} : { user }),
  ...(same.workspace ? {} : { workspace_id }),
});

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

/** Columns that only some lists have: what is the same in all rows stands above the table. */
const MORE = [
  { header: 'user', cell: ({ user }: JobRow) => user },
  { header: 'workspace', cell: ({ workspace_id }: JobRow) => workspace_id },
];

function tableOf(rows: readonly JobRow[]): string {
  const more = MORE.filter(({ cell }) => rows.some((row) => cell(row) !== undefined));
  return table(
    [...HEADERS, ...more.map(({ header }) => header)],
    rows.map((row) => [...cells(row), ...more.map(({ cell }) => cell(row) ?? '')]),
  );
}

export const listJobs = defineTool({
  name: 'list_jobs',
  title: 'List jobs',
  description:
    'Jobs with status, age, GPUs, quota. Covers your own jobs created in the last 7 days; widen with days, own=false.',
  inChinese: '任务列表',
  alwaysLoad: true,
  toolset: 'jobs',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  beyondWorkspace: ['all_workspaces'],
  actions: ['ListJobs'],
  input,
  output: z.object({
    jobs: z.array(jobRow),
    total: z.int(),
    holding_resources: z.int(),
    scope: z.record(z.string(), z.string()),
  }),
  check: null,
  async run(ctx, ask) {
    const now = ctx.now();
    const window = windowOf(ask, now);
    const owner = ownerOf(ask);
    const filters = {
      ...windowRequest(window),
      ...owner,
      ...(ctx.workspaceId !== undefined && !ask.all_workspaces ? { WorkspaceId: ctx.workspaceId } : {}),
      ...(ask.job_type ? { JobType: ask.job_type } : {}),
      ...(ask.display_name ? { DisplayName: ask.display_name } : {}),
      ...(ask.resource_id ? { ResourceId: ask.resource_id } : {}),
      ...(ask.payment_type ? { PaymentType: ask.payment_type } : {}),
      ...(ask.tags ? { Tags: ask.tags } : {}),
    };
    const listed = await readPage(ctx, filters, ask);
    const same = { owner: owner.ShowOwn, workspace: ctx.workspaceId !== undefined && !ask.all_workspaces };
    const jobs = listed.jobs.map((job) => ownPart(jobRowOf(job, now), same));
    return {
      jobs,
      total: listed.total,
      holding_resources: jobs.filter(holds).length,
      scope: scopeOf(ask, ctx, window),
    };
  },
  render({ jobs, total, holding_resources, scope }, ask) {
    const { page_number, page_size } = ask;
    const covered = `Covered: region ${scope.region}, workspace ${scope.workspace}, owner ${scope.owner}, created ${scope.created_from} to ${scope.created_to}.`;
    if (total === 0) return `No jobs.\n${covered}`;
    const pages = Math.max(1, Math.ceil(total / page_size));
    if (jobs.length === 0)
      return `Page ${page_number} is past the end: ${total} jobs on ${count(pages, 'page')}.\n${covered}`;
    return [
      `${jobs.length} of ${total} jobs, page ${page_number} of ${pages}; ${holding_resources} of these ${holding_resources === 1 ? 'holds or waits' : 'hold or wait'} for resources.`,
      covered,
      tableOf(jobs),
    ].join('\n');
  },
  next({ jobs, total }, ask, offers) {
    const open = offers('diagnose_job') && jobs.some(asksWhy);
    const why = open ? '; diagnose_job for why one waits or failed' : '';
    const within = isSeveral(ask.status) ? Math.min(total, reachable(ask.page_size)) : total;
    return listSteps(
      { total: within, rows: jobs, page: ask.page_number, pageSize: ask.page_size },
      { found: `get_job job_id=<job_id> for status, reason and pods${why}.`, none: `widen with ${widening(ask)}.` },
    );
  },
});
