import { type Route, SimError, strings } from '../route.ts';
import { token } from '../world/ids.ts';
import { csv, exact, fuzzy, oneOf, type Params, page, sorted, text } from '../world/query.ts';
import type { Workspace, World, WorldUser } from '../world/world.ts';
import { aiworkspaceGet, memberWorkspace, PAGING, UPPER_ORDER } from './aiworkspace-shared.ts';

const STATUSES = ['ENABLED', 'INITIALIZING', 'FAILURE', 'DISABLED', 'FROZEN', 'UPDATING'];

/** Answered to `Option=GetResourceLimits` in place of the list; numbers are made up. */
const LIMITS = { MaxCompute_share: 1, MaxCompute_isolate: 1, DLC_share: 1 };

const OWNER = 'PAI.WorkspaceOwner';
const DEVELOPER = 'PAI.AlgoDeveloper';
const ADMIN = 'PAI.WorkspaceAdmin';
const MEMBER_ROLES = [OWNER, ADMIN, DEVELOPER, 'PAI.AlgoOperator', 'PAI.LabelManager', 'PAI.WorkspaceGuest'];

/** What a role may do: whose things and which, by the code of the permission. Made up after the roles' descriptions. */
const OWN = { Accessibility: 'ANY', EntityAccessType: 'CREATOR' };
const OTHERS_PUBLIC = { Accessibility: 'PUBLIC', EntityAccessType: 'ANY' };
const EVERYTHING = { Accessibility: 'ANY', EntityAccessType: 'ANY' };
const CODES = ['ListJobs', 'GetJob', 'CreateJob', 'UpdateJob', 'StopJob', 'DeleteJob', 'GetPodLogs', 'GetTensorboard'];

/** `resourceGroupId` is lower-case on the wire here, and only here. */
function wire(workspace: Workspace): Record<string, unknown> {
  const { memberIds, ...fields } = workspace;
  return {
    ...fields,
    ExtraInfos: { TenantId: String(memberIds[0] ?? workspace.Creator) },
    resourceGroupId: `rg-${token(`rg/${workspace.WorkspaceId}`, 14)}`,
  };
}

/** A member's roles: the account that made the workspace owns it, all others develop in it. */
const rolesOf = (workspace: Workspace, userId: string): string[] =>
  userId === workspace.Creator ? [OWNER, ADMIN] : [DEVELOPER];

function memberWire(workspace: Workspace, user: WorldUser): Record<string, unknown> {
  return {
    MemberId: `${workspace.WorkspaceId}-${user.userId}`,
    UserId: user.userId,
    MemberName: user.userName,
    DisplayName: user.userName,
    AccountName: user.userName,
    AccountType: user.userId === workspace.Creator ? '1' : '5',
    Roles: rolesOf(workspace, user.userId),
    GmtCreateTime: workspace.GmtCreateTime,
  };
}

/** What may be read of everybody's and changed of one's own, or all of it for an administrator. */
function permissionsOf(workspace: Workspace, userId: string): Record<string, unknown>[] {
  const admin = rolesOf(workspace, userId).includes(ADMIN);
  return CODES.map((name) => ({
    PermissionCode: `PaiDLC:${name}`,
    PermissionRules: admin ? [EVERYTHING] : /^(?:List|Get)/.test(name) ? [OWN, OTHERS_PUBLIC] : [OWN],
  }));
}

/** The quotas of a workspace, as the resource that brings them. */
function resourcesOf(world: World, workspace: Workspace): Record<string, unknown>[] {
  return world.quotas
    .filter(({ WorkspaceIds }) => WorkspaceIds.includes(workspace.WorkspaceId))
    .map((quota, index) => ({
      Id: quota.QuotaId,
      Name: quota.QuotaName,
      ProductType: 'DLC',
      ResourceType: quota.ResourceType,
      EnvType: 'prod',
      WorkspaceId: workspace.WorkspaceId,
      GroupName: quota.QuotaName,
      IsDefault: index === 0,
      GmtCreateTime: quota.GmtCreatedTime,
      Labels: [{ Key: 'system.supported.dlc', Value: 'true' }],
      Quotas: [
        {
          Id: quota.QuotaId,
          Name: quota.QuotaName,
          DisplayName: quota.QuotaName,
          QuotaType: 'DLC',
          ProductCode: 'PAI_isolate',
          Mode: 'isolate',
          CardType: quota.GPUType === '' ? 'CPU' : 'GPU',
          Specs: [{ Name: 'gpu', Value: String(quota.Total.GPU) }],
        },
      ],
    }));
}

/** What the account has bought or opened; made up. */
const PRODUCTS = [
  { ProductCode: 'DLC_share', IsPurchased: true, HasPermissionToPurchase: true },
  { ProductCode: 'PAI_isolate', IsPurchased: true, HasPermissionToPurchase: true },
  { ProductCode: 'MaxCompute_share', IsPurchased: false, HasPermissionToPurchase: true },
];
const SERVICES = [
  { ServiceCode: 'oss', IsOpen: true },
  { ServiceCode: 'nas', IsOpen: true },
  { ServiceCode: 'log', IsOpen: false },
];

const RESOURCE_QUERY: Route['query'] = {
  ...PAGING,
  ...strings('GroupName', 'Labels', 'ProductTypes', 'QuotaIds', 'ResourceName', 'ResourceTypes', 'WorkspaceId'),
  Option: { type: 'string', values: ['ListResourceByWorkspace', 'ListResource'] },
  Verbose: { type: 'boolean' },
  VerboseFields: { type: 'string' },
};

/**
 * The members that come only where they are asked for: all with `Verbose`, those that `VerboseFields` names otherwise.
 */
function verbose({ Quotas, Labels, IsDefault, ...plain }: Record<string, unknown>, params: Params) {
  const named = csv(params, 'VerboseFields') ?? [];
  const asked = (field: string): boolean => params.Verbose === true || named.includes(field);
  return {
    ...plain,
    ...(asked('Quota') ? { Quotas } : {}),
    ...(asked('Label') ? { Labels } : {}),
    ...(asked('IsDefault') ? { IsDefault } : {}),
  };
}

const ownerOf = (workspace: Workspace, { users }: World): Record<string, unknown> => {
  const userName = users.find(({ userId }) => userId === workspace.Creator)?.userName ?? '';
  return { UserId: workspace.Creator, UserKp: workspace.Creator, UserName: userName };
};

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
    aiworkspaceGet(
      'GetWorkspace',
      '/workspaces/{WorkspaceId}',
      { Verbose: { type: 'boolean' } },
      ({ path, caller }) => {
        const workspace = memberWorkspace(world, path.WorkspaceId ?? '', caller);
        return { ...wire(workspace), Owner: ownerOf(workspace, world) };
      },
    ),
    aiworkspaceGet(
      'GetDefaultWorkspace',
      '/defaultWorkspaces',
      { Verbose: { type: 'boolean' } },
      ({ params, caller }) => {
        const {
          IsDefault: _,
          AdminNames: _n,
          ...fields
        } = wire(memberWorkspace(world, world.defaultWorkspaceId, caller));
        const workspace = memberWorkspace(world, world.defaultWorkspaceId, caller);
        const conditions = [{ Type: 'ENABLED', Code: 200, Message: 'Enabled' }];
        return {
          ...fields,
          Owner: ownerOf(workspace, world),
          ...(params.Verbose === true ? { Conditions: conditions } : {}),
        };
      },
    ),
    aiworkspaceGet(
      'ListMembers',
      '/workspaces/{WorkspaceId}/members',
      { ...PAGING, ...strings('MemberName', 'UserId', 'Roles') },
      ({ path, params, caller }) => {
        const workspace = memberWorkspace(world, path.WorkspaceId ?? '', caller);
        const roles = csv(params, 'Roles');
        const unknown = roles?.find((role) => !MEMBER_ROLES.includes(role) && !role.startsWith('role-'));
        if (unknown !== undefined) throw new SimError(400, 'InvalidParameter', `There is no role ${unknown}.`);
        const all = world.users.filter(
          ({ userId, userName }) =>
            workspace.memberIds.includes(userId) &&
            exact(text(params, 'UserId'), userId) &&
            fuzzy(text(params, 'MemberName'), userName) &&
            (roles === undefined || rolesOf(workspace, userId).some((role) => roles.includes(role))),
        );
        return { Members: page(all, params, 20).map((user) => memberWire(workspace, user)), TotalCount: all.length };
      },
    ),
    aiworkspaceGet('ListPermissions', '/workspaces/{WorkspaceId}/permissions', {}, ({ path, caller }) => {
      const workspace = memberWorkspace(world, path.WorkspaceId ?? '', caller);
      const all = permissionsOf(workspace, caller.userId);
      return { Permissions: all, TotalCount: all.length };
    }),
    aiworkspaceGet('ListResources', '/resources', RESOURCE_QUERY, ({ params, caller }) => {
      const id = text(params, 'WorkspaceId');
      if (id === undefined && text(params, 'Option') !== 'ListResource')
        throw new SimError(400, 'InvalidParameter', 'WorkspaceId is required to list the resources of a workspace.');
      const of =
        id === undefined
          ? world.workspaces.filter(({ memberIds }) => memberIds.includes(caller.userId))
          : [memberWorkspace(world, id, caller)];
      const all = of
        .flatMap((workspace) => resourcesOf(world, workspace))
        .filter(
          (each) =>
            fuzzy(text(params, 'ResourceName'), String(each.Name)) &&
            exact(text(params, 'GroupName'), String(each.GroupName)) &&
            oneOf(csv(params, 'ResourceTypes'), String(each.ResourceType)) &&
            oneOf(csv(params, 'ProductTypes'), String(each.ProductType)) &&
            oneOf(csv(params, 'QuotaIds'), String(each.Id)) &&
            (csv(params, 'Labels') ?? []).every((label) => label === 'system.supported.dlc=true'),
        );
      return { Resources: page(all, params, 20).map((each) => verbose(each, params)), TotalCount: all.length };
    }),
    aiworkspaceGet(
      'ListProducts',
      '/products',
      { ...strings('ProductCodes', 'ServiceCodes'), Verbose: { type: 'boolean' } },
      ({ params }) => {
        const [products, services] = [csv(params, 'ProductCodes'), csv(params, 'ServiceCodes')];
        // Whoever names products alone asks about no services, and the other way round.
        const both = products === undefined && services === undefined;
        const url = (code: string, member: string) =>
          params.Verbose === true ? { [member]: `https://common-buy.example.com/${code}` } : {};
        return {
          Products: PRODUCTS.filter(({ ProductCode }) => both || products?.includes(ProductCode)).map((each) => ({
            ...each,
            ...url(each.ProductCode, 'PurchaseUrl'),
          })),
          Services: SERVICES.filter(({ ServiceCode }) => both || services?.includes(ServiceCode)).map((each) => ({
            ...each,
            ...url(each.ServiceCode, 'OpenUrl'),
          })),
        };
      },
    ),
  ];
}
