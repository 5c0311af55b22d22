import { fail } from '../errors.ts';
import type { Route, SimUser } from '../route.ts';
import type { Quota, World } from '../world/world.ts';

/** A GET route of the product; `path` is without the prefix. */
export const quotasGet = (action: string, path: string, query: Route['query'], handle: Route['handle']): Route => ({
  product: 'paistudio',
  action,
  method: 'GET',
  path: `/api/v1/quotas${path}`,
  query,
  body: {},
  handle,
});

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
