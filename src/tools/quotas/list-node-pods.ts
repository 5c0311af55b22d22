import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { RESOURCE_GROUP_ID, SEGMENT } from '../../domain/identifiers.ts';
import { table } from '../../shaping/table.ts';
import { type NodePod, readNodePods } from '../kit/decoders/node-parts.ts';
import { shapeless } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

const text = z.string().optional();
const figure = z.number().optional();
const row = shapeless({
  pod: z.string(),
  workload_id: text,
  workload_type: text,
  phase: text,
  cards: z.array(z.number()),
  gpus: figure,
  cpus: figure,
  memory_gib: figure,
});

const rowOf = ({ workloadId, workloadType, memoryGib, ...rest }: NodePod): z.input<typeof row> => ({
  ...rest,
  workload_id: workloadId,
  workload_type: workloadType,
  memory_gib: memoryGib,
});

export const listNodePods = defineTool({
  name: 'list_node_pods',
  title: 'List pods of a machine',
  description: `Pods on one Lingjun machine, of all users and products, with the cards that each holds. Many accounts are refused${ifOffered('; list_quota_workloads with node tells whose workloads are there', '')}.`,
  inChinese: '节点上的实例',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['ListNodePods'],
  input: z.strictObject({
    node_id: z.string().regex(SEGMENT),
    resource_group_id: z
      .string()
      .regex(RESOURCE_GROUP_ID)
      .describe(`Of the machine${ifOffered(', from list_nodes')}`),
    gpu_indexes: z.array(z.int().min(0).max(63)).min(1).max(64).optional().describe('Only pods on these cards'),
  }),
  output: z.object({ node_id: z.string(), pods: z.array(row) }),
  check: null,
  async run(ctx, { node_id, resource_group_id, gpu_indexes }) {
    const answer = await ctx.call('ListNodePods', {
      NodeId: node_id,
      ResourceGroupId: resource_group_id,
      ...(gpu_indexes ? { GPUIndexes: gpu_indexes.join(',') } : {}),
    });
    return { node_id, pods: readNodePods(answer).map(rowOf) };
  },
  render: ({ node_id, pods }) =>
    pods.length === 0
      ? `No pod is on ${node_id}.`
      : [
          `${pods.length} pods on ${node_id}`,
          table(
            ['pod', 'workload_id', 'type', 'phase', 'cards', 'gpus', 'cpus', 'memory_gib'],
            pods.map((each) => [
              each.pod,
              each.workload_id ?? '',
              each.workload_type ?? '',
              each.phase ?? '',
              each.cards.join(','),
              String(each.gpus ?? ''),
              String(each.cpus ?? ''),
              String(each.memory_gib ?? ''),
            ]),
          ),
        ].join('\n'),
  next: ({ pods }) => {
    const job = pods.find(({ workload_type, workload_id }) => workload_type === 'dlc' && workload_id)?.workload_id;
    return job === undefined ? [] : [`get_job job_id=${job} says what it is.`];
  },
});
