import * as z from 'zod';
import { count } from '../../domain/count.ts';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { round } from '../../domain/quantity.ts';
import { strategyWords } from '../../domain/queue-strategy.ts';
import { type PodSize, podsThatFit, type RoomSize, roomiest } from '../../domain/quota-room.ts';
import type { QuotaNode } from '../kit/decoders/nodes.ts';
import { readOneQuota } from '../kit/decoders/quotas.ts';
import { shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { quotaNodes } from '../kit/quota-nodes.ts';
import { quotaRow, quotaRowOf, SHARE_LEGEND, shareText } from '../kit/quota-row.ts';
import { defineTool } from '../tool.ts';

/** Kinds of machines that get a line. A quota has few, unless its free room is in many pieces. */
const MOST_GROUPS = 12;

const number = z.number().optional();
const room = shapeless({ gpus: number, cpus: number, memory_gib: number });
const group = shapeless({
  free: room,
  machines: z.int(),
  type: z.string(),
  such_as: z.string(),
  closed: z.string().optional(),
});

const roomOf = ({ gpus, cpus, memoryGib }: RoomSize): z.output<typeof room> => ({
  gpus: gpus && round(gpus),
  cpus: cpus && round(cpus),
  memory_gib: memoryGib && round(memoryGib),
});

const roomText = ({ gpus, cpus, memory_gib }: z.output<typeof room>): string =>
  [`${gpus ?? 'unknown'} GPUs`, `${cpus ?? 'unknown'} CPUs`, `${memory_gib ?? 'unknown'} GiB`].join(', ');

/** Machines with the same number of free GPUs, of the same type and state, are one row; the most free GPUs first. */
function groupsOf(nodes: readonly QuotaNode[]): z.output<typeof group>[] {
  const groups = new Map<string, QuotaNode[]>();
  for (const node of nodes) {
    const key = JSON.stringify([node.free.gpus ?? null, node.type, node.open ? '' : [node.status, node.reason]]);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()]
    .map((alike) => {
      const best = roomiest(alike.map((node) => ({ ...node, open: true }))) ?? alike[0];
      const [{ type, open, status, reason } = { type: '', open: true, status: '', reason: '' }] = alike;
      return {
        free: roomOf(best?.free ?? { gpus: undefined, cpus: undefined, memoryGib: undefined }),
        machines: alike.length,
        type,
        such_as: best?.name ?? '',
        ...(open ? {} : { closed: [status ?? 'status unknown', reason].filter(Boolean).join(': ') }),
      };
    })
    .toSorted((a, b) => Number('closed' in a) - Number('closed' in b) || (b.free.gpus ?? -1) - (a.free.gpus ?? -1));
}

const groupLine = ({ free, machines, type, such_as, closed }: z.output<typeof group>): string =>
  `${count(machines, 'machine')}${type ? ` of ${type}` : ''}: ${closed === undefined ? '' : `CLOSED (${closed}), `}${machines > 1 ? 'up to ' : ''}${roomText(free)} free${such_as ? `, such as ${such_as}` : ''}`;

const output = z.object({
  quota: shapeless(quotaRow.shape),
  strategy: z.string().optional(),
  parent: z.string().optional(),
  sub_quotas: z.array(z.string()),
  workspaces: z.array(z.string()),
  machines: z.int().optional(),
  room: z.array(group),
  largest_pod_now: room.optional(),
  fits_now: z.string().optional(),
  notes: z.array(z.string()),
});

/** How many pods of a size could start now. */
function fitsText(nodes: readonly QuotaNode[], pod: PodSize): string {
  const { pods, complete } = podsThatFit(nodes, pod);
  const size = [
    ...(pod.gpus === undefined ? [] : [count(pod.gpus, 'GPU')]),
    ...(pod.cpus === undefined ? [] : [count(pod.cpus, 'CPU')]),
    ...(pod.memoryGib === undefined ? [] : [`${pod.memoryGib} GiB`]),
  ];
  return `${complete ? '' : 'at least '}${count(pods, 'pod')} of ${size.join(', ')} each`;
}

export const getQuota = defineTool({
  name: 'get_quota',
  title: 'Get quota',
  description:
    'What fits into a quota now: free GPUs per machine, largest pod that can start, how many pods of a size (gpu, cpu, memory), queue strategy, sub-quotas.',
  inChinese: '配额详情、空闲节点',
  toolset: 'quotas',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetQuota', 'ListNodes'],
  input: z.strictObject({
    quota_id: z.string().regex(QUOTA_ID),
    gpu: z.number().min(0).optional(),
    cpu: z.number().min(0).optional(),
    memory: z.number().min(0).optional().describe('GiB'),
  }),
  output,
  foreign: ['quota.reason'],
  check: null,
  async run(ctx, { quota_id, gpu, cpu, memory }) {
    const quota = readOneQuota(await ctx.call('GetQuota', { QuotaId: quota_id, Verbose: true }));
    const found = await quotaNodes(ctx, quota_id);
    const nodes = 'nodes' in found ? found.nodes : [];
    const groups = groupsOf(nodes);
    const pod: PodSize = {
      ...(gpu === undefined ? {} : { gpus: gpu }),
      ...(cpu === undefined ? {} : { cpus: cpu }),
      ...(memory === undefined ? {} : { memoryGib: memory }),
    };
    const best = roomiest(nodes);
    return {
      quota: quotaRowOf(quota),
      ...(quota.queueStrategy ? { strategy: strategyWords(quota.queueStrategy) } : {}),
      ...(quota.parentId === undefined ? {} : { parent: quota.parentId }),
      sub_quotas: quota.subQuotas.map(({ quotaId, name }) => `${quotaId}${name ? ` (${name})` : ''}`),
      workspaces: quota.workspaceIds,
      ...('nodes' in found ? { machines: nodes.length } : {}),
      room: groups.slice(0, MOST_GROUPS),
      ...(best === undefined ? {} : { largest_pod_now: roomOf(best.free) }),
      ...('nodes' in found && Object.keys(pod).length > 0 ? { fits_now: fitsText(nodes, pod) } : {}),
      notes: [
        ...('nodes' in found
          ? []
          : [`its machines could not be read (${found.unread}): what is free on each is not known.`]),
        ...('nodes' in found && !found.complete ? [`only the first ${nodes.length} machines were read.`] : []),
        ...(groups.length > MOST_GROUPS
          ? [`${groups.length - MOST_GROUPS} more groups of machines are not shown.`]
          : []),
      ],
    };
  },
  render: ({
    quota,
    strategy,
    parent,
    sub_quotas,
    workspaces,
    machines,
    room: groups,
    largest_pod_now,
    fits_now,
    notes,
  }) =>
    [
      ...(fits_now === undefined ? [] : [`Fits now: ${fits_now}.`]),
      renderRecord(`Quota ${quota.quota_id}${quota.name ? ` (${quota.name})` : ''}`, {
        status: quota.reason === undefined ? quota.status : `${quota.status}: ${quota.reason}`,
        kind: quota.kind,
        gpu_type: quota.gpu_type,
        gpus: shareText(quota.gpus),
        cpus: shareText(quota.cpus),
        memory_gib: shareText(quota.memory_gib),
        largest_pod_now: largest_pod_now && roomText(largest_pod_now),
        queue: strategy,
        parent,
        sub_quotas: sub_quotas.join(', '),
        workspaces: workspaces.join(', '),
        machines,
      }),
      ...groups.map(groupLine),
      SHARE_LEGEND,
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: ({ quota, largest_pod_now }) => [
    `list_quota_workloads quota_id=${quota.quota_id} shows who holds it and who waits.`,
    ...(largest_pod_now === undefined ? [] : [`create_job with resource_id=${quota.quota_id}, if a pod fits.`]),
  ],
});
