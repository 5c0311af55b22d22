import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { QUOTA_ID, SEGMENT, WORKSPACE_ID } from '../../domain/identifiers.ts';
import { NODE_OPERATIONS } from '../../domain/lists.ts';
import { type AdminNode, decideOperateNode } from '../../policy/operate-node.ts';
import { attempt } from '../kit/attempt.ts';
import { readNodePods } from '../kit/decoders/node-parts.ts';
import { type QuotaNode, readNodes } from '../kit/decoders/nodes.ts';
import { readWorkloads } from '../kit/decoders/quota-workloads.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool, type ToolContext } from '../tool.ts';

/** The reason code of a machine that somebody closed (api-notes: nodes). */
const CORDONED = 'CordonByUser';
/** What one page of what is on a machine holds. A machine has few pods. */
const MOST_ON_NODE = 100;

const text = z.string();
const output = z.object({
  node_id: text,
  operation: text,
  /** `accepted`: the cloud took it, and nothing tells whether it shows. */
  outcome: z.enum(['applied', 'pending', 'accepted']),
  status: text,
  evicted: z.array(text),
});

/** @throws Fault `not_found` where the quota has no such machine */
async function readNode(ctx: ToolContext, quotaId: string, nodeId: string, signal?: AbortSignal): Promise<QuotaNode> {
  const answer = await ctx.call(
    'ListNodes',
    { QuotaId: quotaId, NodeNames: nodeId, Verbose: true, PageNumber: 1, PageSize: 100 },
    signal ? { signal } : {},
  );
  const node = readNodes(answer).nodes.find(({ name }) => name === nodeId);
  if (node !== undefined) return node;
  throw new Fault({
    kind: 'not_found',
    message: `Quota ${quotaId} has no machine ${nodeId}.`,
    fix: 'Take node_id from the machines of the quota.',
  });
}

/** What is on a machine: its pods, else the workloads that the quota says are there. */
async function readHolds(ctx: ToolContext, quotaId: string, node: QuotaNode): Promise<AdminNode['holds']> {
  const { name, groupId } = node;
  if (groupId !== undefined) {
    const pods = await attempt(() => ctx.call('ListNodePods', { NodeId: name, ResourceGroupId: groupId }));
    if ('answer' in pods) {
      const rows = readNodePods(pods.answer).map(({ pod, workloadId, workloadType }) => ({
        id: pod,
        of: [workloadType, workloadId].filter(Boolean).join(' '),
      }));
      return { rows, pods: true, complete: true };
    }
  }
  const workloads = await attempt(() =>
    ctx.call('ListQuotaWorkloads', {
      QuotaId: quotaId,
      Status: 'Dequeued',
      NodeName: name,
      PageNumber: 1,
      PageSize: MOST_ON_NODE,
    }),
  );
  if (!('answer' in workloads)) return undefined;
  const { workloads: found, total } = readWorkloads(workloads.answer);
  const rows = found.map(({ workloadId, type, user }) => ({
    id: workloadId,
    of: [type, user].filter(Boolean).join(' of '),
  }));
  return { rows, pods: false, complete: total <= rows.length };
}

const statusOf = ({ status, reason }: QuotaNode): string =>
  [status ?? 'status unknown', reason].filter(Boolean).join(': ');

export const operateNode = defineTool({
  name: 'operate_node',
  title: 'Cordon, uncordon or drain a machine',
  description:
    'Closes a machine of a quota to new pods (Cordon), opens it (Uncordon), or evicts what runs on it and closes it (Drain): pods of other people, whose work is lost. A person is asked each time, with what is evicted.',
  inChinese: '节点驱逐、停止调度',
  toolset: 'admin',
  effect: 'destructive',
  target: ({ node_id }) => node_id,
  scope: 'region',
  shared: true,
  actions: ['OperateNode', 'ListNodes', 'ListNodePods', 'ListQuotaWorkloads'],
  input: z.strictObject({
    node_id: z.string().regex(SEGMENT),
    quota_id: z.string().regex(QUOTA_ID).describe('A quota that has it'),
    operation: z.enum(NODE_OPERATIONS),
    only_workspace_id: z.string().regex(WORKSPACE_ID).optional().describe('Cordon or Uncordon for one workspace'),
    comment: z.string().max(200).optional().describe('Why, for Cordon'),
    pod_names: z.array(z.string().regex(SEGMENT)).min(1).max(100).optional().describe('Drain: only these'),
    sub_products: z
      .array(z.enum(['DLC', 'DSW', 'EAS', 'Tensorboard']))
      .min(1)
      .max(4)
      .optional()
      .describe('Drain: only of these'),
  }),
  output,
  async check(ctx, { node_id, quota_id, ...asked }) {
    const node = await readNode(ctx, quota_id, node_id);
    const holds = asked.operation === 'Drain' ? await readHolds(ctx, quota_id, node) : undefined;
    const machine: AdminNode = {
      nodeId: node_id,
      quotaId: quota_id,
      status: statusOf(node),
      cordoned: node.reason === CORDONED,
      holds,
    };
    const rows = holds?.rows ?? [];
    const { pod_names } = asked;
    return {
      decision: decideOperateNode(machine, asked),
      prepared: pod_names ? rows.filter(({ id }) => pod_names.includes(id)) : rows,
    };
  },
  async run(
    ctx,
    { node_id, quota_id, operation, only_workspace_id, comment, pod_names, sub_products },
    victims,
  ): Promise<z.input<typeof output>> {
    // Quota and workspace narrow a cordon only together; one alone is an error (api-notes: nodes).
    const scope = only_workspace_id === undefined ? {} : { QuotaId: quota_id, WorkspaceId: only_workspace_id };
    const sent = await send(() =>
      ctx.call('OperateNode', {
        NodeId: node_id,
        Operation: operation,
        OperationParameters: {
          ...(operation === 'Cordon' ? { CordonParameters: { ...scope, Comment: comment } } : {}),
          ...(operation === 'Uncordon' ? { UncordonParameters: scope } : {}),
          ...(operation === 'Drain'
            ? { DrainParameters: { PodNames: pod_names, PodFromSubProducts: sub_products } }
            : {}),
        },
      }),
    );
    const shows = (node: QuotaNode): boolean => (node.reason === CORDONED) === (operation !== 'Uncordon');
    const seen = await watch(ctx, (signal) => readNode(ctx, quota_id, node_id, signal), shows);
    const applied = seen !== undefined && only_workspace_id === undefined && shows(seen);
    if (sent.kind === 'unknown' && !applied)
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back, ${node_id} is ${statusOf(seen)}.`,
      );
    return {
      node_id,
      operation,
      outcome: applied ? 'applied' : only_workspace_id === undefined ? 'pending' : 'accepted',
      status: seen === undefined ? 'not read back' : statusOf(seen),
      evicted: operation === 'Drain' ? victims.map(({ id, of }) => (of ? `${id} (${of})` : id)) : [],
    };
  },
  render: ({ node_id, operation, outcome, status, evicted }) =>
    [
      {
        applied: `${operation} of ${node_id} is done: it is ${status}.`,
        pending: `The cloud accepted ${operation} of ${node_id}, and it does not show yet: ${status}.`,
        accepted: `The cloud accepted ${operation} of ${node_id} for the one workspace; how that shows is not known.`,
      }[outcome],
      ...(evicted.length > 0 ? [`Asked to be evicted: ${evicted.join(', ')}.`] : []),
    ].join('\n'),
  next: ({ node_id, evicted, operation }, { quota_id }) => [
    ...(evicted.length > 0
      ? [`list_quota_workloads quota_id=${quota_id} node=${node_id} shows whether something is left.`]
      : []),
    ...(operation === 'Uncordon'
      ? []
      : [`operate_node node_id=${node_id} quota_id=${quota_id} operation=Uncordon opens it again.`]),
  ],
});
