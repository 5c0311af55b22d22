import { fail } from '../errors.ts';
import { type Route, strings } from '../route.ts';
import { csv, exact, fuzzy, oneOf, type Params, page, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { Quota, World } from '../world/world.ts';
import {
  groupIdOf,
  machineGroupIdOf,
  memberWorkspaces,
  nodeTypeOf,
  quotaOfGroup,
  studioGet,
} from './paistudio-shared.ts';

type Wire = Record<string, unknown>;

const VERSION = '1.0';
const PAGES: Route['query'] = { PageNumber: { type: 'integer', min: 1 }, PageSize: { type: 'integer', min: 1 } };
const TAGS: Route['query'] = { Tag: { type: 'array', serialised: 'json' } };
/** None of them is charged by the hour; what it was ordered for and when it ends is made up. */
const ORDER = { PaymentType: 'PREPAY', PaymentDuration: '1', PaymentDurationUnit: 'Year' };
const YEAR_MS = 365 * 86_400_000;

/** How many machines a resource group has: those of its root quota, of the parts of that, and of none. */
const sizeOf = (quota: Quota, { quotas }: World): number =>
  withParts(quotas, quota).reduce((sum, { Nodes }) => sum + Nodes.length, quota.Spare.length);

const statusOf = ({ Status }: Quota): string => (Status === 'Creating' ? 'Creating' : 'Ready');

const wireGroup = (quota: Quota, world: World) => ({
  ResourceGroupID: groupIdOf(quota),
  Name: quota.QuotaName,
  ResourceType: quota.ResourceType,
  Status: statusOf(quota),
  NodeCount: sizeOf(quota, world),
  Version: VERSION,
  WorkspaceID: '',
  CreatorID: world.workspaces[0]?.Creator ?? '',
  GmtCreatedTime: quota.GmtCreatedTime,
  GmtModifiedTime: quota.GmtCreatedTime,
});

/** Its machines as one order of a year, which a cloud of any date renews in time. */
function wireMachines(quota: Quota, world: World, now: number): Wire {
  const [node] = [...quota.Nodes, ...quota.Spare];
  const made = Date.parse(quota.GmtCreatedTime);
  const ends = made + Math.ceil((now - made) / YEAR_MS) * YEAR_MS;
  return {
    MachineGroupID: machineGroupIdOf(quota),
    ResourceGroupID: groupIdOf(quota),
    EcsSpec: nodeTypeOf(quota),
    EcsCount: sizeOf(quota, world),
    Status: statusOf(quota),
    ...ORDER,
    GpuType: quota.GPUType,
    Gpu: node?.GPU ?? 0,
    Cpu: node?.CPU ?? 0,
    Memory: node?.Memory ?? 0,
    AllocatableCpu: node?.CPU ?? 0,
    AllocatableMemory: node?.Memory ?? 0,
    DefaultDriver: '550.127.08',
    SupportedDrivers: ['535.54.03', '550.127.08'],
    GmtCreatedTime: quota.GmtCreatedTime,
    GmtStartedTime: quota.GmtCreatedTime,
    GmtModifiedTime: quota.GmtCreatedTime,
    GmtExpiredTime: new Date(ends).toISOString(),
  };
}

/** Figures that the answer about one machine group has as texts, and the list of them as numbers. */
const TEXTS = ['Cpu', 'Gpu', 'Memory', 'AllocatableCpu', 'AllocatableMemory'];

const inOrder = <T extends Wire>(rows: T[], params: Params): T[] => {
  const key = text(params, 'SortBy') ?? 'GmtCreatedTime';
  if (rows[0] !== undefined && !(key in rows[0])) throw fail('InvalidParameter', 'SortBy is invalid.');
  const sorted = rows.toSorted((a, b) => String(a[key]).localeCompare(String(b[key]), 'en', { numeric: true }));
  return text(params, 'Order')?.toLowerCase() === 'asc' ? sorted : sorted.reverse();
};

/** Resource groups, one behind each root quota, each with the machines of one order. */
export function resourceGroupRoutes({ world, store }: { world: World; store: { now(): number } }): Route[] {
  return [
    studioGet(
      'ListResourceGroups',
      '/resources',
      {
        ...PAGES,
        ...strings('ComputingResourceProvider', 'Name', 'ResourceGroupIDs', 'SortBy', 'Status', 'Versions'),
        HasResource: { type: 'boolean' },
        ShowAll: { type: 'boolean' },
        Order: { type: 'string', values: ['desc', 'asc'] },
        ResourceType: { type: 'string', values: ['ECS', 'Lingjun'] },
      },
      ({ params, caller }) => {
        const found = world.quotas
          .filter((quota) => quota.ParentQuotaId === undefined)
          .filter((quota) => memberWorkspaces(world, quota, caller).length > 0)
          .map((quota) => wireGroup(quota, world))
          .filter(
            (group) =>
              exact(text(params, 'Name'), group.Name) &&
              exact(text(params, 'ResourceType'), group.ResourceType) &&
              // It says the same in another spelling.
              exact(text(params, 'ComputingResourceProvider')?.toLowerCase(), group.ResourceType.toLowerCase()) &&
              exact(text(params, 'Status'), group.Status) &&
              oneOf(csv(params, 'ResourceGroupIDs'), group.ResourceGroupID) &&
              oneOf(csv(params, 'Versions'), group.Version) &&
              (params.HasResource === undefined || params.HasResource === group.NodeCount > 0),
          );
        return { ResourceGroups: page(inOrder(found, params), params, 20), TotalCount: found.length };
      },
    ),
    studioGet(
      'GetResourceGroup',
      '/resources/{ResourceGroupID}',
      { ...TAGS, IsAIWorkspaceDataEnabled: { type: 'boolean' } },
      ({ path, caller }) => {
        const quota = quotaOfGroup(world, path.ResourceGroupID, caller);
        const { ResourceGroupID: _, NodeCount: _n, ...group } = wireGroup(quota, world);
        return {
          ...group,
          ComputingResourceProvider: quota.ResourceType,
          Description: '',
          SupportRDMA: quota.ResourceType === 'Lingjun',
          ClusterID: `cluster-${quota.QuotaId.slice(5)}`,
          Tags: [],
        };
      },
    ),
    studioGet(
      'ListResourceGroupMachineGroups',
      '/resources/{ResourceGroupID}/machinegroups',
      {
        ...PAGES,
        ...strings('CreatorID', 'DiskPL', 'EcsSpec', 'MachineGroupIDs', 'Name', 'OrderInstanceId', 'PaymentDuration'),
        ...strings('PaymentDurationUnit', 'PaymentType', 'SortBy', 'Status'),
        Order: { type: 'string', values: ['Asc', 'Desc'] },
      },
      ({ path, params, caller }) => {
        const group = wireMachines(quotaOfGroup(world, path.ResourceGroupID, caller), world, store.now());
        const of = (name: string): boolean => exact(text(params, name), String(group[name] ?? ''));
        const found = [group].filter(
          () =>
            oneOf(csv(params, 'MachineGroupIDs'), String(group.MachineGroupID)) &&
            fuzzy(text(params, 'Name'), String(group.MachineGroupID)) &&
            ['CreatorID', 'DiskPL', 'EcsSpec', 'OrderInstanceId', 'PaymentDuration'].every(of) &&
            ['PaymentDurationUnit', 'PaymentType', 'Status'].every(of),
        );
        // The count is a text here, and here only.
        return { MachineGroups: page(inOrder(found, params), params, 20), TotalCount: String(found.length) };
      },
    ),
    studioGet(
      'GetResourceGroupMachineGroup',
      '/resources/{ResourceGroupID}/machinegroups/{MachineGroupID}',
      TAGS,
      ({ path, caller }) => {
        const quota = quotaOfGroup(world, path.ResourceGroupID, caller);
        if (machineGroupIdOf(quota) !== path.MachineGroupID)
          throw fail('NotFound', `Machine group ${path.MachineGroupID ?? ''} does not exist.`);
        const group = wireMachines(quota, world, store.now());
        return { ...group, ...Object.fromEntries(TEXTS.map((name) => [name, String(group[name])])), Tags: [] };
      },
    ),
  ];
}
