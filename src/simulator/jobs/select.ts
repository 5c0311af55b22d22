import { fail } from '../errors.ts';
import type { SimUser } from '../route.ts';
import { csv, exact, fuzzy, oneOf, page, sorted, text } from '../world/query.ts';
import type { World } from '../world/world.ts';
import { useWorkspace } from './admit.ts';
import { isSpot, type JobRecord } from './record.ts';
import type { JobStore, JobView } from './store.ts';
import { jobItem, type WireContext } from './wire.ts';

type Params = Readonly<Record<string, unknown>>;
type Item = Record<string, unknown>;

export const WEEK_MS = 7 * 86_400_000;
const TIME_FIELDS = [
  'GmtCreateTime',
  'GmtSubmittedTime',
  'GmtRunningTime',
  'GmtFinishTime',
  'GmtSuccessedTime',
  'GmtFailedTime',
  'GmtStoppedTime',
  'GmtModifiedTime',
];

/** Whether the caller may see a job: his own, and public ones of workspaces he is a member of (api-notes: jobs). */
export function mayRead(record: JobRecord, caller: SimUser, world: World): boolean {
  if (record.owner.userId === caller.userId) return true;
  const workspace = world.workspaces.find((candidate) => candidate.WorkspaceId === record.workspaceId);
  return record.accessibility === 'PUBLIC' && (workspace?.memberIds.includes(caller.userId) ?? false);
}

/** `StartTime` or `EndTime` in milliseconds; 400 where it is not a time. */
export function timeParam(params: Params, name: string, fallback: number): number {
  const given = text(params, name);
  if (given === undefined) return fallback;
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given)
    ? Date.parse(given)
    : Number.NaN;
  if (Number.isNaN(ms)) throw fail('InvalidParameter', `${name} must be a UTC time such as 2021-01-01T00:00:00Z.`);
  return ms;
}

/** The answer of `ListJobs`: hidden window, own jobs only by default, one page (api-notes: jobs). */
export function selectJobs(
  params: Params,
  caller: SimUser,
  store: JobStore,
  context: WireContext,
): { Jobs: Item[]; TotalCount: number } {
  const { world } = context;
  const workspaceId = text(params, 'WorkspaceId');
  const own = params.ShowOwn !== false;
  const everywhere = params.FromAllWorkspaces === true;
  if (everywhere && !own) throw fail('InvalidParameter', 'FromAllWorkspaces needs ShowOwn=true.');
  if (workspaceId && !everywhere) useWorkspace(world, workspaceId, caller);
  const matching = store
    .all()
    .filter((record) => store.shows(record, 'listJobsMs'))
    .filter((record) => (own ? record.owner.userId === caller.userId : mayRead(record, caller, world)))
    .filter((record) => everywhere || exact(workspaceId, record.workspaceId))
    .filter((record) => matchesRecord(record, params))
    .map((record) => store.view(record))
    .filter((view) => matchesState(view, params))
    .map((view) => ({ view, item: jobItem(view, context) }))
    .filter(({ view, item }) => matchesItem(view, item, params))
    // Newest first within a second, so that the order of equal keys is the creation order, reversed.
    .sort((a, b) => b.view.record.sequence - a.view.record.sequence)
    .map(({ item }) => item);
  const order = text(params, 'Order') ?? 'desc';
  const ordered = sorted(
    order === 'asc' ? matching.reverse() : matching,
    text(params, 'SortBy') ?? 'GmtCreateTime',
    order,
  );
  return { Jobs: page(ordered, params, 10), TotalCount: matching.length };
}

function matchesRecord(record: JobRecord, params: Params): boolean {
  const { request } = record;
  const { Settings: settings } = request;
  const id = text(params, 'JobId')?.toLowerCase();
  const tags = Object.entries(params.Tags ?? {});
  const assigned = request.JobSpecs.some((spec) => spec.AssignNodeSpec?.EnableAssignNode);
  return (
    (id === undefined ? oneOf(csv(params, 'JobIds'), record.id) : id === record.id) &&
    displayNameMatches(params, request.DisplayName) &&
    exact(text(params, 'JobType'), request.JobType) &&
    exact(text(params, 'ResourceId'), request.ResourceId ?? '') &&
    oneOf(csv(params, 'ResourceIds'), request.ResourceId ?? '') &&
    exact(text(params, 'BusinessUserId'), settings?.BusinessUserId ?? '') &&
    exact(text(params, 'Caller'), settings?.Caller ?? '') &&
    exact(text(params, 'PipelineId'), settings?.PipelineId ?? '') &&
    exact(text(params, 'TemplateId'), request.TemplateId ?? '') &&
    exact(text(params, 'UserIdForFilter'), record.owner.userId) &&
    exact(text(params, 'Accessibility'), record.accessibility) &&
    exact(text(params, 'PaymentType'), request.ResourceId ? 'PrePaid' : isSpot(record) ? 'Spot' : 'PostPaid') &&
    exact(text(params, 'OversoldInfo'), oversold(settings?.OversoldType)) &&
    exact(text(params, 'EnableAssignNode'), String(assigned)) &&
    fuzzy(text(params, 'Username'), record.owner.userName) &&
    fuzzy(text(params, 'Description'), record.description) &&
    fuzzy(text(params, 'UserCommandSearch'), request.UserCommand) &&
    fuzzy(text(params, 'ImageSearch'), ...request.JobSpecs.map((spec) => spec.Image)) &&
    tags.every(([key, value]) => settings?.Tags?.[key] === value)
  );
}

/** No job of the simulator ever uses oversold resources. */
const oversold = (type: string | undefined): string =>
  type === 'AcceptQuotaOverSold' ? `${type}-false` : (type ?? 'ForbiddenQuotaOverSold');

/** Substring by default; `wildcard` is the one search mode that is known by name: `*` and `?`. */
function displayNameMatches(params: Params, name: string): boolean {
  const wanted = text(params, 'DisplayName');
  if (wanted === undefined || text(params, 'DisplayNameSearchMode') !== 'wildcard') return fuzzy(wanted, name);
  return wildcard(wanted.toLowerCase(), name.toLowerCase());
}

/** Linear backtracking to the last star only: a pattern cannot make it slow. */
function wildcard(pattern: string, name: string): boolean {
  let [at, star, from] = [0, -1, 0];
  for (let index = 0; index < name.length; ) {
    if (at < pattern.length && pattern[at] !== '*' && (pattern[at] === '?' || pattern[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (pattern[at] === '*') {
      star = at;
      at += 1;
      from = index;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      index = from;
    } else return false;
  }
  return [...pattern.slice(at)].every((char) => char === '*');
}

const matchesState = ({ current }: JobView, params: Params): boolean =>
  exact(text(params, 'Status'), current.status) &&
  fuzzy(text(params, 'ReasonSearch'), current.reasonCode, current.reasonMessage);

/** What only the wire form says, which is dear to make: of what has the state alone. */
function matchesItem(view: JobView, item: Item, params: Params): boolean {
  return (
    fuzzy(text(params, 'ResourceQuotaName'), String(item.ResourceQuotaName)) &&
    inWindow(view, item, params) &&
    inRange(item, params)
  );
}

function inWindow(view: JobView, item: Item, params: Params): boolean {
  const field = text(params, 'TimeRangeField') ?? 'GmtCreateTime';
  if (!TIME_FIELDS.includes(field))
    throw fail('InvalidParameter', `TimeRangeField is invalid; valid values: ${TIME_FIELDS.join(', ')}.`);
  const at = Date.parse(String(item[field] ?? ''));
  return at >= timeParam(params, 'StartTime', view.now - WEEK_MS) && at <= timeParam(params, 'EndTime', view.now);
}

function inRange(item: Item, params: Params): boolean {
  const field = text(params, 'NumericRangeField');
  if (field === undefined) return true;
  const value = Number.parseFloat(String(item[field] ?? ''));
  const { NumericRangeMin: least, NumericRangeMax: most } = params;
  return (
    !Number.isNaN(value) && !(typeof least === 'number' && value < least) && !(typeof most === 'number' && value > most)
  );
}
