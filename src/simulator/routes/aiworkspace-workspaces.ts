import { type Route, strings } from '../route.ts';
import { token } from '../world/ids.ts';
import { csv, exact, fuzzy, oneOf, page, sorted, text } from '../world/query.ts';
import type { Workspace, World } from '../world/world.ts';
import { aiworkspaceGet, PAGING, UPPER_ORDER } from './aiworkspace-shared.ts';

const STATUSES = ['ENABLED', 'INITIALIZING', 'FAILURE', 'DISABLED', 'FROZEN', 'UPDATING'];

/** Answered to `Option=GetResourceLimits` in place of the list; numbers are made up. */
const LIMITS = { MaxCompute_share: 1, MaxCompute_isolate: 1, DLC_share: 1 };

/** `resourceGroupId` is lower-case on the wire here, and only here. */
function wire(workspace: Workspace): Record<string, unknown> {
  const { memberIds, ...fields } = workspace;
  return {
    ...fields,
    ExtraInfos: { TenantId: String(memberIds[0] ?? workspace.Creator) },
    resourceGroupId: `rg-${token(`rg/${workspace.WorkspaceId}`, 14)}`,
  };
}

export function workspaceRoutes(world: World): Route[] {
  const query = {
    ...PAGING,
    ...strings('WorkspaceName', 'WorkspaceIds', 'ModuleList', 'ResourceGroupId', 'UserId'),
    SortBy: { type: 'string', values: ['GmtCreateTime', 'GmtModifiedTime'] },
    Order: UPPER_ORDER,
    Status: { type: 'string', values: STATUSES },
    Option: { type: 'string', values: ['GetWorkspaces', 'GetResourceLimits'] },
    Verbose: { type: 'boolean' },
    Fields: { type: 'string' },
  } as const;
  return [
    aiworkspaceGet('ListWorkspaces', '/workspaces', query, ({ params, caller }) => {
      if (text(params, 'Option') === 'GetResourceLimits') return { ResourceLimits: LIMITS };
      const ids = csv(params, 'WorkspaceIds');
      const user = text(params, 'UserId');
      const all = world.workspaces.filter(
        (workspace) =>
          workspace.memberIds.includes(caller.userId) &&
          (user === undefined || workspace.memberIds.includes(user)) &&
          fuzzy(text(params, 'WorkspaceName'), workspace.WorkspaceName) &&
          exact(text(params, 'Status'), workspace.Status) &&
          exact(text(params, 'ResourceGroupId'), String(wire(workspace).resourceGroupId)) &&
          oneOf(ids, workspace.WorkspaceId),
      );
      const key = text(params, 'SortBy') === 'GmtModifiedTime' ? 'GmtModifiedTime' : 'GmtCreateTime';
      const shown = page(sorted(all, key, text(params, 'Order') ?? 'ASC'), params, 20);
      const idsOnly = text(params, 'Fields') === 'Id';
      return {
        Workspaces: shown.map((workspace) => (idsOnly ? { WorkspaceId: workspace.WorkspaceId } : wire(workspace))),
        TotalCount: all.length,
      };
    }),
  ];
}
