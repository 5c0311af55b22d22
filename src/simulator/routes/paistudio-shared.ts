import { fail } from '../errors.ts';
import type { Route, SimUser } from '../route.ts';
import { csv, type Params, text } from '../world/query.ts';
import { rootIdOf } from '../world/quota-tree.ts';
import type { Quota, World } from '../world/world.ts';

/** A GET route of the product; `path` is without the prefix. */
export const studioGet = (action: string, path: string, query: Route['query'], handle: Route['handle']): Route => ({
  product: 'paistudio',
  action,
  method: 'GET',
  path: `/api/v1${path}`,
  query,
  body: {},
  handle,
});

/** One below `/quotas`. */
export const quotasGet = (action: string, path: string, query: Route['query'], handle: Route['handle']): Route =>
  studioGet(action, `/quotas${path}`, query, handle);

/** Each tree of quotas has the machines of one resource group, in which they are one machine group. */
export const groupIdOf = (quota: Quota): string => `rg${rootIdOf(quota).slice(5)}`;
export const machineGroupIdOf = (quota: Quota): string => `mg${rootIdOf(quota).slice(5)}`;

/** What one machine of a quota is called in lists of types; its machines are all alike. */
export function nodeTypeOf({ ResourceType, Nodes, Spare }: Quota): string {
  const [node] = [...Nodes, ...Spare];
  return `${ResourceType === 'Lingjun' ? 'ml' : 'ecs'}.sim-c${node?.CPU ?? 0}g${node?.GPU ?? 0}`;
}

/** The quotas whose machines a call is about: of `QuotaId` or of `ResourceGroupIds`, of which it needs exactly one. */
export function quotasAsked(world: World, params: Params, caller: SimUser): Quota[] {
  const [quotaId, groups] = [text(params, 'QuotaId'), csv(params, 'ResourceGroupIds')];
  if ((quotaId === undefined) === (groups === undefined))
    throw fail('InvalidParameter', 'Exactly one of QuotaId and ResourceGroupIds is needed.');
  if (quotaId !== undefined) return [readableQuota(world, quotaId, caller)];
  return (groups ?? []).map((id) => quotaOfGroup(world, id, caller));
}

/** The root quota of a resource group; errors as those of a quota. */
export function quotaOfGroup(world: World, id: string | undefined, caller: SimUser): Quota {
  const quota = world.quotas.find((each) => each.ParentQuotaId === undefined && groupIdOf(each) === id);
  if (!quota) throw fail('NotFound', `Resource group ${id ?? ''} does not exist.`);
  return readableQuota(world, quota.QuotaId, caller);
}

/** The workspaces of a quota the caller is a member of. */
export const memberWorkspaces = (world: World, quota: Quota, caller: SimUser): World['workspaces'] =>
  world.workspaces.filter(
    (workspace) => quota.WorkspaceIds.includes(workspace.WorkspaceId) && workspace.memberIds.includes(caller.userId),
  );

/** The quota; 404 `NotFound`, or 403 `OperationForbidden` for one of no workspace of the caller's. */
export function readableQuota(world: World, id: string | undefined, caller: SimUser): Quota {
  const quota = world.quotas.find((candidate) => candidate.QuotaId === id);
  if (!quota) throw fail('NotFound', `Quota ${id ?? ''} does not exist.`);
  if (memberWorkspaces(world, quota, caller).length === 0)
    throw fail('OperationForbidden', `You are not authorized to access quota ${quota.QuotaId}.`);
  return quota;
}
