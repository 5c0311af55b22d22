import { fail } from '../errors.ts';
import { useWorkspace } from '../jobs/admit.ts';
import { timeParam, WEEK_MS } from '../jobs/select.ts';
import { gmt } from '../jobs/times.ts';
import type { Param, SimRequest } from '../route.ts';
import type { ViewerKind, ViewerRecord } from '../viewers/store.ts';
import { exact, fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { JobContext } from './pai-dlc-shared.ts';

export const ACCESSIBILITY: Param = { type: 'string', values: ['PUBLIC', 'PRIVATE'] };
/** A count that a client sends as a number. */
export const COUNT: Param = { type: 'integer', min: 1 };

/** The workspace of a new one: the named one, or the default one; 403 or 404 where the caller cannot use it. */
export function workspaceFor({ world }: JobContext, { params, caller }: SimRequest): string {
  const id = text(params, 'WorkspaceId') ?? world.defaultWorkspaceId;
  useWorkspace(world, id, caller);
  return id;
}

/** A machine type has to exist and a quota has to serve the workspace. */
export function checkMachine(
  { world }: JobContext,
  workspaceId: string,
  { machine, quota }: { machine?: string | undefined; quota?: string | undefined },
): void {
  if (machine !== undefined && !world.ecsSpecs.some(({ InstanceType }) => InstanceType === machine))
    throw fail('InvalidParameter', `The machine type ${machine} does not exist.`);
  const known = world.quotas.find(({ QuotaId }) => QuotaId === quota);
  if (quota !== undefined && !known?.WorkspaceIds.includes(workspaceId))
    throw fail('InvalidParameter', `Quota ${quota} does not exist in workspace ${workspaceId}.`);
}

/** The members that both kinds show alike. */
export function commonWire(context: JobContext, record: ViewerRecord): Record<string, unknown> {
  const { status, finishedAt } = context.viewers.standing(record);
  return {
    ...record.said,
    DisplayName: record.said.DisplayName ?? '',
    Accessibility: record.accessibility,
    Status: status,
    GmtCreateTime: gmt(record.createdAt),
    GmtModifyTime: gmt(record.modifiedAt),
    GmtFinishTime: finishedAt === undefined ? '' : gmt(finishedAt),
    UserId: record.owner.userId,
    Username: record.owner.userName,
    WorkspaceId: record.workspaceId,
  };
}

/**
 * Those that a list of a kind shows, in its order: the caller's own of the last 7 days unless asked otherwise
 * (api-notes: tensorboard). `matches` has the filters of that kind alone.
 */
export function selectViewers(
  context: JobContext,
  kind: ViewerKind,
  { params, caller }: SimRequest,
  wireOf: (record: ViewerRecord) => Record<string, unknown>,
  matches: (item: Record<string, unknown>, params: Params) => boolean,
): { rows: Record<string, unknown>[]; total: number } {
  const { world, viewers } = context;
  const from = timeParam(params, 'StartTime', viewers.now() - WEEK_MS);
  const to = timeParam(params, 'EndTime', viewers.now());
  const mine = params.ShowOwn !== false;
  const found = viewers
    .all(kind)
    .filter(
      ({ owner, accessibility, workspaceId }) =>
        owner.userId === caller.userId ||
        (!mine &&
          accessibility === 'PUBLIC' &&
          world.workspaces.find(({ WorkspaceId }) => WorkspaceId === workspaceId)?.memberIds.includes(caller.userId)),
    )
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .toSorted((a, b) => b.sequence - a.sequence)
    .map(wireOf)
    .filter(
      (item) =>
        exact(text(params, 'WorkspaceId'), String(item.WorkspaceId)) &&
        exact(text(params, 'Status')?.toLowerCase(), String(item.Status).toLowerCase()) &&
        fuzzy(text(params, 'DisplayName'), String(item.DisplayName)) &&
        fuzzy(text(params, 'Username'), String(item.Username)) &&
        matches(item, params),
    );
  const rows = sorted(found, text(params, 'SortBy') ?? 'GmtCreateTime', text(params, 'Order') ?? 'desc');
  return { rows: page(rows, params, 10), total: found.length };
}
