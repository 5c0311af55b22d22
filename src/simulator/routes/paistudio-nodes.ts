import { fail } from '../errors.ts';
import { machinesOf } from '../jobs/quota-nodes.ts';
import type { NodeState, Reason } from '../jobs/quota-state.ts';
import { type Route, strings } from '../route.ts';
import { csv, exact, oneOf, type Params, page, text } from '../world/query.ts';
import type { Quota } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { readableQuota } from './paistudio-shared.ts';

/** What closes a machine to pods, as a list of machines says it: of its reason codes these three are known (api-notes: nodes). */
const CLOSED: Readonly<Partial<Record<Reason, { NodeStatus: string; ReasonCode: string }>>> = {
  NodeUnschedulable: { NodeStatus: 'Ready', ReasonCode: 'CordonByUser' },
  GPUUnhealthy: { NodeStatus: 'Failed', ReasonCode: 'Recovering' },
};

const SORT_KEYS = ['NodeName', 'CPU', 'Memory', 'GPU', 'RequestGPU', 'WorkloadNum', 'GmtCreatedTime'] as const;
const groupOf = ({ QuotaId }: Quota): string => `rg${QuotaId.slice(5)}`;

function wireNode({ node, used, workloads, reason }: NodeState, quota: Quota, verbose: boolean) {
  const lingjun = quota.ResourceType === 'Lingjun';
  return {
    NodeName: node.NodeName,
    NodeType: `${lingjun ? 'ml' : 'ecs'}.sim-c${node.CPU}g${node.GPU}`,
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
    ResourceGroupId: groupOf(quota),
    ResourceGroupName: quota.QuotaName,
    MachineGroupId: `mg${quota.QuotaId.slice(5)}`,
    AvailabilityZone: '',
    HyperZone: '',
    DiskPL: '',
    BoundQuotas: [{ QuotaId: quota.QuotaId, QuotaName: quota.QuotaName }],
    IsBound: true,
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
  exact(text(params, 'FilterByQuotaId'), node.BoundQuotas[0]?.QuotaId ?? '') &&
  numbered(params, 'PodNum', node.PodNum) &&
  numbered(params, 'WorkloadNum', node.WorkloadNum);

function inOrder(nodes: readonly WireNode[], params: Params): WireNode[] {
  const key = text(params, 'SortBy') ?? 'NodeName';
  if (!SORT_KEYS.some((name) => name === key)) throw fail('InvalidParameter', 'SortBy is invalid.');
  const value = (node: WireNode): string => String(node[key as keyof WireNode] ?? '');
  const rows = nodes.toSorted((a, b) => value(a).localeCompare(value(b), 'en', { numeric: true }));
  return text(params, 'Order') === 'asc' ? rows : rows.reverse();
}

/** `ListNodes` over the machines of a quota, or of resource groups, of which each quota has one. */
export function nodeRoutes({ world, store }: JobContext): Route[] {
  return [
    {
      product: 'paistudio',
      action: 'ListNodes',
      method: 'GET',
      path: '/api/v1/nodes',
      query: {
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
      body: {},
      handle: ({ params, caller }) => {
        const [quotaId, groups] = [text(params, 'QuotaId'), csv(params, 'ResourceGroupIds')];
        if ((quotaId === undefined) === (groups === undefined))
          throw fail('InvalidParameter', 'Exactly one of QuotaId and ResourceGroupIds is needed.');
        const quotas =
          quotaId === undefined
            ? world.quotas
                .filter((quota) => groups?.includes(groupOf(quota)))
                .map(({ QuotaId }) => readableQuota(world, QuotaId, caller))
            : [readableQuota(world, quotaId, caller)];
        const workspace = text(params, 'WorkspaceId');
        const found = quotas
          .filter(({ WorkspaceIds }) => workspace === undefined || WorkspaceIds.includes(workspace))
          .flatMap((quota) =>
            // What is taken is told of the machines of a quota only.
            machinesOf(quota, store.quotaUse(quota.QuotaId)).map((each) =>
              wireNode(each, quota, params.Verbose === true && quotaId !== undefined),
            ),
          )
          .filter((node) => isWanted(node, params));
        return { Nodes: page(inOrder(found, params), params, 50), TotalCount: found.length };
      },
    },
  ];
}
