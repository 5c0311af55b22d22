import { type Param, type Route, SimError, type SimRequest, type SimUser } from '../route.ts';
import { token } from '../world/ids.ts';
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

/** What routes that make things work on. */
export interface AssetContext {
  world: World;
  seed: number;
  region: string;
  /** Milliseconds. */
  now(): number;
}

/** What a write answers, and the change that it makes once everything about it was found right. */
export interface Written {
  answer: Record<string, unknown>;
  commit(): void;
}

/** A route that changes something. A fault can have it answered as done and left undone. */
export const aiworkspaceWrite = (
  { world }: AssetContext,
  { action, method, path, body = {} }: { action: string; method: Route['method']; path: string; body?: Query },
  write: (request: SimRequest) => Written,
): Route => ({
  product: 'aiworkspace',
  action,
  method,
  path: `/api/v1${path}`,
  query: {},
  body,
  handle: (request) => {
    const { answer, commit } = write(request);
    if (!request.ignores()) {
      commit();
      world.changes += 1;
    }
    return answer;
  },
});

/** Characters that no other thing made in this world has. */
export const freshToken = ({ seed, region, world }: AssetContext, length: number): string =>
  token(`${seed}/${region}/made/${world.changes}`, length);

/** The moment, with milliseconds. */
export const momentOf = ({ now }: AssetContext): string => new Date(now()).toISOString();

/** 403 unless the caller made the thing, or the workspace that it is in. */
export function ensureOwn(
  world: World,
  { UserId, WorkspaceId }: { UserId: string; WorkspaceId: string },
  caller: SimUser,
): void {
  const workspace = memberWorkspace(world, WorkspaceId, caller);
  if (UserId !== caller.userId && workspace.Creator !== caller.userId)
    throw new SimError(403, 'OperationForbidden', 'You are not authorized to change what another user owns.');
}

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
