import { ifOffered } from '../../advice/offered.ts';
import { DEFAULT_DAYS } from '../../domain/default-days.ts';
import { Fault } from '../../domain/fault.ts';
import { cleanLine } from '../../shaping/clean.ts';
import type { ToolContext } from '../tool.ts';
import { type CloudWindow, cloudWindow, EVER, utcSeconds, windowRequest } from './fields.ts';

/**
 * Which time of a job a window is of. The newer client alone has it, and only these two matter to a user (api-notes:
 * jobs).
 */
export const TIME_FIELDS = ['GmtCreateTime', 'GmtFinishTime'] as const;

export const ALL_WORKSPACES = 'all';
/** How an answer says that a list begins with the first job that there was. */
const ANY_TIME = 'any time';
const DAY = 86_400_000;

interface CoverageAsk {
  own?: boolean | undefined;
  user_id?: string | undefined;
  all_workspaces?: boolean | undefined;
  time_range_field: (typeof TIME_FIELDS)[number];
  days?: number | undefined;
  /** Without days and start_time, jobs of any age rather than those of some days. */
  anyAge?: boolean | undefined;
  start_time?: string | undefined;
  end_time?: string | undefined;
}

/** Which jobs a list covers: whose, where and of what time. */
export interface Coverage {
  region: string;
  /** `undefined`: all in which the caller has jobs. */
  workspace: string | undefined;
  own: boolean;
  userId: string | undefined;
  field: (typeof TIME_FIELDS)[number];
  window: CloudWindow;
  /** Nothing was said of how far back: older jobs are left out without anybody having asked for it. */
  byDefault: boolean;
}

/** The window is always explicit: by default the cloud hides jobs of more than 7 days ago (R36). */
function windowOf({ start_time, end_time, days, anyAge }: CoverageAsk, now: Date): CloudWindow {
  if (start_time !== undefined) return cloudWindow({ start_time, end_time });
  const { to } = cloudWindow({ end_time });
  if (days === undefined && anyAge) return { from: EVER, to };
  const end = to === undefined ? now.getTime() : Date.parse(to);
  return { from: utcSeconds(new Date(end - (days ?? DEFAULT_DAYS) * DAY)), to };
}

/**
 * What a call covers. Where no workspace is named, the cloud would take one that nobody chose: then the caller's own
 * jobs of all workspaces are listed, and of others none.
 *
 * @throws Fault `invalid_input` where the API has no such list, or a time is none
 */
export function coverageOf(ask: CoverageAsk, ctx: Pick<ToolContext, 'region' | 'workspaceId'>, now: Date): Coverage {
  const own = ask.own ?? ask.user_id === undefined;
  if (!own && ask.all_workspaces)
    throw new Fault({
      kind: 'invalid_input',
      message: 'all_workspaces covers your own jobs only: the API has no list of the jobs of others across workspaces.',
      fix: 'Drop all_workspaces and name a workspace_id, or drop own=false and user_id.',
    });
  if (!own && ctx.workspaceId === undefined)
    throw new Fault({
      kind: 'invalid_input',
      rule: 'R1',
      message: 'The jobs of others are listed in one workspace, and none is named.',
      fix: `Pass workspace_id${ifOffered(' (list_workspaces shows yours)')}, or drop own=false and user_id.`,
    });
  return {
    region: ctx.region,
    workspace: ask.all_workspaces ? undefined : ctx.workspaceId,
    own,
    userId: ask.user_id,
    field: ask.time_range_field,
    window: windowOf(ask, now),
    byDefault: ask.start_time === undefined && ask.days === undefined && !ask.anyAge,
  };
}

/**
 * Changes to a call with which it could cover more jobs, each as it would be passed.
 * @param ask with `anyAge` where no time bounds it
 * @param workspace that was covered, as `coverageWords` names it
 */
export function wider(
  {
    days = DEFAULT_DAYS,
    anyAge,
    start_time,
    own,
    user_id,
    all_workspaces,
  }: Pick<CoverageAsk, 'own' | 'user_id' | 'all_workspaces' | 'days' | 'anyAge' | 'start_time'>,
  workspace: string | undefined,
): string[] {
  // The jobs of others are listed in one workspace only.
  const where = workspace === ALL_WORKSPACES ? ' with a workspace_id' : '';
  return [
    ...(start_time === undefined ? [] : ['an earlier start_time']),
    ...(anyAge || start_time !== undefined ? [] : [`days=${Math.min(3650, Math.max(30, days * 4))}`]),
    ...(own === false || user_id !== undefined
      ? []
      : [`own=false${where}${all_workspaces ? ' in place of all_workspaces' : ''}`]),
  ];
}

/** The coverage as parameters of ListJobs. */
export const coverageRequest = ({ workspace, own, userId, field, window }: Coverage) => ({
  ...windowRequest(window),
  ...(field === 'GmtCreateTime' ? {} : { TimeRangeField: field }),
  ShowOwn: own,
  ...(workspace === undefined ? { FromAllWorkspaces: true } : { WorkspaceId: workspace }),
  ...(userId === undefined ? {} : { UserIdForFilter: userId }),
});

/** The coverage for an answer (R36). */
export function coverageWords({ region, workspace, own, userId, field, window }: Coverage): Record<string, string> {
  const others = userId === undefined ? 'everyone visible to you' : cleanLine(`user ${userId}`, 80);
  const { from: begin = '', to = 'now' } = window;
  const from = begin === EVER ? ANY_TIME : begin;
  return {
    region,
    workspace: workspace ?? ALL_WORKSPACES,
    owner: own ? 'you' : others,
    ...(field === 'GmtCreateTime' ? { created_from: from, created_to: to } : { ended_from: from, ended_to: to }),
  };
}

export const coverageText = (words: Readonly<Record<string, string>>): string => {
  const { region, workspace, owner, created_from, created_to, ended_from, ended_to } = words;
  const time =
    ended_from === undefined ? `created ${created_from} to ${created_to}` : `ended ${ended_from} to ${ended_to}`;
  return `Covered: region ${region}, workspace ${workspace}, owner ${owner}, ${time}.`;
};

/**
 * That a list begins at a time which nobody has named.
 * @param live whether it can have jobs that are not over
 */
export function leftOutByDefault({ byDefault, field }: Coverage, live: boolean): string[] {
  if (!byDefault) return [];
  const left = (jobs: string): string => `${jobs} are not in it, as no days are given`;
  if (field === 'GmtFinishTime') return [`${left('jobs that ended earlier')}.`];
  return [`${left('older jobs')}${live ? '; status=["live"] has live ones of any age' : ''}.`];
}

/** Whether a job belongs into the list. A cloud that does not know the field of the window lists by creation. */
export function isCovered(
  { field, window: { from, to } }: Coverage,
  { finished }: { finished?: string | undefined },
): boolean {
  if (field === 'GmtCreateTime') return true;
  const at = Date.parse(finished ?? '');
  return at >= Date.parse(from ?? '') && !(to !== undefined && at > Date.parse(to));
}
