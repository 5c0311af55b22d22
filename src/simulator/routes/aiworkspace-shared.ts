import { type Param, type Route, SimError, type SimUser } from '../route.ts';
import type { Workspace, World } from '../world/world.ts';

type Query = Readonly<Record<string, Param>>;

/** Upper case, ascending by default: unlike pai-dlc's. */
export const UPPER_ORDER: Param = { type: 'string', values: ['ASC', 'DESC'] };
export const PAGING: Query = { PageNumber: { type: 'integer' }, PageSize: { type: 'integer' } };

/** A GET route of the product. */
export const aiworkspaceGet = (action: string, path: string, query: Query, handle: Route['handle']): Route => ({
  product: 'aiworkspace',
  action,
  method: 'GET',
  path: `/api/v1${path}`,
  query,
  body: {},
  handle,
});

/** The resource, or 404 `NotFound`. */
export function found<T>(resource: T | undefined, kind: string, id: string | undefined): T {
  if (resource === undefined) throw new SimError(404, 'NotFound', `${kind} ${id ?? ''} does not exist.`);
  return resource;
}

/** The workspace the caller may use; 404 `NotFound` where there is none, 403 `OperationForbidden` for a non-member. */
export function memberWorkspace(world: World, id: string, caller: SimUser): Workspace {
  const workspace = found(
    world.workspaces.find((candidate) => candidate.WorkspaceId === id),
    'Workspace',
    id,
  );
  if (!workspace.memberIds.includes(caller.userId)) {
    throw new SimError(403, 'OperationForbidden', `You are not a member of workspace ${id}.`);
  }
  return workspace;
}

/** A private resource is seen by its owner only. */
export const visible = (resource: { Accessibility: string; UserId: string }, caller: SimUser): boolean =>
  resource.Accessibility === 'PUBLIC' || resource.UserId === caller.userId;
