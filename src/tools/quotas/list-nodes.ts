import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { MACHINE_GROUP_ID, SEGMENT } from '../../domain/identifiers.ts';
import { ACCELERATOR_TYPES } from '../../domain/lists.ts';
import { round } from '../../domain/quantity.ts';
import { type QuotaNode, readNodes } from '../kit/decoders/nodes.ts';
import { shapeless } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, notFound, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { BEYOND_WORKSPACE, machinesAsked, machinesScope } from '../kit/machines-scope.ts';
import { defineTool } from '../tool.ts';

const text = z.string().optional();
const share = z.string();
const row = shapeless({
  node_id: z.string(),
  type: text,
  status: text,
  open: z.boolean(),
  gpu_type: text,
  gpus: share,
  cpus: share,
  memory_gib: share,
  workloads: z.number().optional(),
  quotas: text,
  resource_group_id: text,
  machine_group_id: text,
  expires: text,
});

/** `2/8`: what is free of what there is. Of the machines of a resource group nobody says what is free. */
const shareOf = (node: QuotaNode, key: keyof QuotaNode['free']): string =>
  [node.free[key], node.size[key]].map((each) => (each === undefined ? '?' : round(each))).join('/');

const rowOf = (node: QuotaNode): z.input<typeof row> => ({
  node_id: node.name,
  type: node.type,
  status: [node.status, node.reason].filter(Boolean).join(': '),
  open: node.open,
  gpu_type: node.gpuType,
  gpus: shareOf(node, 'gpus'),
  cpus: shareOf(node, 'cpus'),
  memory_gib: shareOf(node, 'memoryGib'),
  workloads: node.workloads,
  quotas: node.quotaIds.join(', '),
  resource_group_id: node.groupId,
  machine_group_id: node.machineGroupId,
  expires: node.expires,
});

const words = z.array(z.string()).max(100).optional();

export const listNodes = defineTool({
  name: 'list_nodes',
  title: 'List machines',
  description: `Machines of a quota or of resource groups, one by one: status, closed or not, free GPUs, CPUs and memory, quota, expiry.${ifOffered(' What fits: get_quota.', '')}`,
  inChinese: '节点列表',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['ListNodes'],
  beyondWorkspace: BEYOND_WORKSPACE,
  input: z.strictObject({
    ...machinesScope,
    node_ids: z.array(z.string().regex(SEGMENT)).max(100).optional(),
    node_types: words,
    node_statuses: words.describe('e.g. Ready'),
    reason_codes: words.describe('e.g. CordonByUser'),
    machine_group_ids: z.array(z.string().regex(MACHINE_GROUP_ID)).max(100).optional(),
    accelerator_type: z.enum(ACCELERATOR_TYPES).optional(),
    gpu_type: z.string().optional(),
    sort_by: z.enum(['NodeName', 'GPU', 'RequestGPU', 'WorkloadNum']).default('NodeName'),
    order: z.enum(['desc', 'asc']).default('asc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, nodes: z.array(row), free_known: z.boolean() }),
  check: null,
  async run(ctx, input) {
    const { asked, words: whose } = machinesAsked(input);
    const filters = {
      node_ids: input.node_ids?.join(','),
      node_types: input.node_types?.join(','),
      node_statuses: input.node_statuses?.join(','),
      reason_codes: input.reason_codes?.join(','),
      machine_group_ids: input.machine_group_ids?.join(','),
      accelerator_type: input.accelerator_type,
      gpu_type: input.gpu_type,
    };
    const answer = await ctx.call('ListNodes', {
      ...asked,
      NodeNames: filters.node_ids,
      NodeTypes: filters.node_types,
      NodeStatuses: filters.node_statuses,
      ReasonCodes: filters.reason_codes,
      MachineGroupIds: filters.machine_group_ids,
      AcceleratorType: filters.accelerator_type,
      GPUType: filters.gpu_type,
      // It counts for the machines of a quota alone, and without it nothing is said of what is free.
      Verbose: true,
      SortBy: input.sort_by,
      Order: input.order,
      PageNumber: input.page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { nodes, total } = readNodes(answer);
    const rows = nodes.map(rowOf);
    return {
      total,
      scope: scopeText(`${whose}, ${ctx.region}`, {
        ...filters,
        not_found: notFound(
          input.node_ids,
          rows.map(({ node_id }) => node_id),
          total,
        ),
      }),
      nodes: rows,
      free_known: 'QuotaId' in asked,
    };
  },
  render: ({ nodes, free_known, ...head }, { page_number }) =>
    [
      renderList({
        ...head,
        noun: 'machines',
        page: page_number,
        pageSize: FIXED_PAGE_SIZE,
        headers: [
          'node_id',
          'type',
          'status',
          'gpu_type',
          'gpus',
          'cpus',
          'memory_gib',
          'workloads',
          'quotas',
          'expires',
        ],
        rows: nodes.map((each) => [
          each.node_id,
          each.type,
          each.open ? each.status : `${each.status} (closed)`,
          each.gpu_type,
          each.gpus,
          each.cpus,
          each.memory_gib,
          each.workloads,
          each.quotas,
          each.expires,
        ]),
      }),
      ...(nodes.length > 0 ? ['gpus, cpus and memory_gib are free/total; ? is unknown, not 0.'] : []),
      ...(free_known ? [] : ['Note: what is free is told for a quota only, not for resource groups.']),
    ].join('\n'),
  next: ({ total, nodes }, { page_number, quota_id }) => {
    const [node] = nodes;
    return listSteps(
      { total, rows: nodes, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found:
          quota_id === undefined
            ? `list_node_pods node_id=${node?.node_id} resource_group_id=${node?.resource_group_id} shows the pods of one (Lingjun).`
            : `list_quota_workloads quota_id=${quota_id} node=${node?.node_id} shows whose workloads are on one.`,
        none: 'drop a filter, or take a quota_id from list_quotas.',
      },
    );
  },
});
