import { fail } from '../errors.ts';
import { machinesOf } from '../jobs/quota-nodes.ts';
import type { NodeState, Reason } from '../jobs/quota-state.ts';
import { NOTHING } from '../jobs/resources.ts';
import { type Route, strings } from '../route.ts';
import { csv, exact, oneOf, type Params, page, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { Quota, QuotaNode, World } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { groupIdOf, machineGroupIdOf, nodeTypeOf, quotasAsked, studioGet } from './paistudio-shared.ts';

/**
 * What closes a machine to pods, as a list of machines says it: of its reason codes these three are known (api-notes:
 * nodes).
 */
const CLOSED: Readonly<Partial<Record<Reason, { NodeStatus: string; ReasonCode: string }>>> = {
  NodeUnschedulable: { NodeStatus: 'Ready', ReasonCode: 'CordonByUser' },
  GPUUnhealthy: { NodeStatus: 'Failed', ReasonCode: 'Recovering' },
};

const SORT_KEYS = ['NodeName', 'CPU', 'Memory', 'GPU', 'RequestGPU', 'WorkloadNum', 'GmtCreatedTime'] as const;

function wireNode({ node, used, workloads, reason }: NodeState, quota: Quota, { quotas }: World, verbose: boolean) {
  const parent = quotas.filter(({ QuotaId }) => QuotaId === quota.ParentQuotaId);
  const isBound = quota.Nodes.includes(node);
  return {
    NodeName: node.NodeName,
    NodeType: nodeTypeOf(quota),
    ...((reason && CLOSED[reason]) ?? { NodeStatus: 'Ready', ReasonCode: '' }),
    ReasonMessage: '',
    OrderStatus: 'Ready',
    AcceleratorType: node.GPU > 0 ? 'GPU' : 'CPU',
    GPUType: quota.GPUType,
    CPU: String(node.CPU),
    Memory: String(node.Memory),
    GPU: String(node.GPU),
    AllocatableCPU: String(node.CPU),
    AllocatableMemory: String(node.Memory),
    ...(verbose
      ? {
          RequestCPU: String(used.CPU),
          RequestMemory: String(used.Memory),
          RequestGPU: String(used.GPU),
          WorkloadNum: workloads.length,
          PodNum: workloads.length,
        }
      : {}),
    ResourceGroupId: groupIdOf(quota),
    ResourceGroupName: quota.QuotaName,
    MachineGroupId: machineGroupIdOf(quota),
    AvailabilityZone: '',
    HyperZone: '',
    DiskPL: '',
    BoundQuotas: isBound ? [quota, ...parent].map(({ QuotaId, QuotaName }) => ({ QuotaId, QuotaName })) : [],
    IsBound: isBound,
    GmtCreateTime: quota.GmtCreatedTime,
    GmtCreatedTime: quota.GmtCreatedTime,
  };
}
type WireNode = ReturnType<typeof wireNode>;

const numbered = (params: Params, name: string, value: number | undefined): boolean =>
  params[name] === undefined || params[name] === value;

/** Parameters about what no machine here has, such as hyper nodes and figures of health: none is found by them. */
const NONE_HAS = ['CliqueID', 'HealthCount', 'HealthRate', 'HyperNode', 'OrderInstanceIds', 'PaymentType'] as const;

const isWanted = (node: WireNode, params: Params): boolean =>
  NONE_HAS.every((name) => params[name] === undefined) &&
  ['AcceleratorType', 'AvailabilityZone', 'DiskPL', 'GPUType', 'HyperZone', 'ResourceGroupName'].every((name) =>
    exact(text(params, name), String(node[name as keyof WireNode])),
  ) &&
  oneOf(csv(params, 'NodeNames'), node.NodeName) &&
  oneOf(csv(params, 'NodeStatuses'), node.NodeStatus) &&
  oneOf(csv(params, 'NodeTypes'), node.NodeType) &&
  oneOf(csv(params, 'OrderStatuses'), node.OrderStatus) &&
  oneOf(csv(params, 'ReasonCodes'), node.ReasonCode) &&
  oneOf(csv(params, 'MachineGroupIds'), node.MachineGroupId) &&
  oneOf(csv(params, 'FilterByResourceGroupIds'), node.ResourceGroupId) &&
  [undefined, ...node.BoundQuotas.map(({ QuotaId }) => QuotaId)].includes(text(params, 'FilterByQuotaId')) &&
  numbered(params, 'PodNum', node.PodNum) &&
  numbered(params, 'WorkloadNum', node.WorkloadNum);

function inOrder(nodes: readonly WireNode[], params: Params): WireNode[] {
  const key = text(params, 'SortBy') ?? 'NodeName';
  if (!SORT_KEYS.some((name) => name === key)) throw fail('InvalidParameter', 'SortBy is invalid.');
  const value = (node: WireNode): string => String(node[key as keyof WireNode] ?? '');
  const rows = nodes.toSorted((a, b) => value(a).localeCompare(value(b), 'en', { numeric: true }));
  return text(params, 'Order') === 'asc' ? rows : rows.reverse();
}

/** A machine that no quota has. */
const idle = (node: QuotaNode): NodeState => ({ node, used: NOTHING, workloads: [], reason: undefined });

/** `ListNodes` over the machines of a quota, or of resource groups, of which each quota has one. */
export function nodeRoutes({ world, store }: JobContext): Route[] {
  return [
    studioGet(
      'ListNodes',
      '/nodes',
      {
        ...strings('AvailabilityZone', 'CliqueID', 'DiskPL', 'FilterByQuotaId', 'FilterByResourceGroupIds', 'GPUType'),
        ...strings('HyperNode', 'HyperZone', 'LayoutMode', 'MachineGroupIds', 'NodeNames', 'NodeStatuses', 'NodeTypes'),
        ...strings('OrderInstanceIds', 'OrderStatuses', 'PaymentType', 'QuotaId', 'ReasonCodes', 'ResourceGroupIds'),
        ...strings('ResourceGroupName', 'SortBy', 'WorkspaceId'),
        AcceleratorType: { type: 'string', values: ['CPU', 'GPU'] },
        Order: { type: 'string', values: ['desc', 'asc'] },
        HealthCount: { type: 'object', serialised: 'json' },
        HealthRate: { type: 'object', serialised: 'json' },
        PodNum: { type: 'number' },
        WorkloadNum: { type: 'number' },
        PageNumber: { type: 'integer', min: 1 },
        PageSize: { type: 'integer', min: 1, max: 100 },
        Verbose: { type: 'boolean' },
      },
      ({ params, caller }) => {
        const ofQuota = text(params, 'QuotaId') !== undefined;
        const workspace = text(params, 'WorkspaceId');
        const found = quotasAsked(world, params, caller)
          .filter(({ WorkspaceIds }) => workspace === undefined || WorkspaceIds.includes(workspace))
          .flatMap((quota) => withParts(world.quotas, quota))
          .flatMap((quota) => {
            const own = machinesOf(quota, store.quotaUse(quota.QuotaId));
            // What is taken is told of the machines of a quota only; those of no quota are of a resource group only.
            const states = ofQuota ? own : [...own, ...quota.Spare.map(idle)];
            return states.map((each) => wireNode(each, quota, world, params.Verbose === true && ofQuota));
          })
          .filter((node) => isWanted(node, params));
        return { Nodes: page(inOrder(found, params), params, 50), TotalCount: found.length };
      },
    ),
  ];
}
