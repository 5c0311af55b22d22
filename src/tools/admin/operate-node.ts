import * as z from 'zod';
import { QUOTA_ID, SEGMENT, WORKSPACE_ID } from '../../domain/identifiers.ts';
import { NODE_OPERATIONS } from '../../domain/lists.ts';
import {
  type AdminNode,
  decideOperateNode,
  goesWith,
  type Holds,
  type OnNode,
  onNodeSaid,
  SUB_PRODUCTS,
  type SubProduct,
} from '../../policy/operate-node.ts';
import type { QuotaNode } from '../kit/decoders/nodes.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { readHolds, readHoldsAgain, readNode } from './on-node.ts';

/** The reason code of a machine that somebody closed (api-notes: nodes). */
const CORDONED = 'CordonByUser';

const text = z.string();
const output = z.object({
  node_id: text,
  operation: text,
  /** `accepted`: the cloud took it, and nothing tells whether it shows. */
  outcome: z.enum(['applied', 'pending', 'accepted']),
  status: text,
  /**
   * What a drain was asked to evict, and what of it was still there when it was read back; absent where that is not
   * known.
   */
  evicted: z.array(text),
  left: z.array(text).optional(),
});

/** What was on a machine when it was asked, and what a drain takes of it. */
interface Prepared {
  holds: Holds | undefined;
  going: readonly OnNode[];
}

/** What a drain is asked to evict: the pods that the yes was about, by name, so that one that has come since stays. */
const drained = ({ holds, going }: Prepared, sub_products: readonly SubProduct[] | undefined) => ({
  ...(holds?.pods && going.length > 0 ? { PodNames: going.map(({ id }) => id) } : {}),
  ...(sub_products === undefined ? {} : { PodFromSubProducts: [...sub_products] }),
});

/** A machine read back. */
interface Seen {
  node: QuotaNode;
  /** What of that which goes is still there; `undefined` where it is not known. */
  left: readonly OnNode[] | undefined;
}

/**
 * Reads a machine back, and what a drain left on it. That it is closed says nothing of its pods: it may have been
 * before.
 */
async function readBack(
  ctx: ToolContext,
  { quota_id, node_id }: { quota_id: string; node_id: string },
  { holds, going }: Prepared,
  signal: AbortSignal,
): Promise<Seen> {
  const node = await readNode(ctx, quota_id, node_id, signal);
  if (holds === undefined || going.length === 0) return { node, left: [] };
  const now = await readHoldsAgain(ctx, quota_id, node, holds, signal);
  if (now === undefined) return { node, left: undefined };
  return { node, left: going.filter(({ id }) => now.rows.some((row) => row.id === id)) };
}

function seenSaid(nodeId: string, seen: Seen | undefined): string {
  if (seen === undefined) return 'Reading it back failed too.';
  const { node, left } = seen;
  const is = `Read back, ${nodeId} is ${statusOf(node)}`;
  if (left === undefined) return `${is}; whether its pods are gone could not be read.`;
  return left.length === 0 ? `${is}.` : `${is}; still on it: ${left.map(onNodeSaid).join(', ')}.`;
}

/** @param left what is still there; `undefined` where it is not known */
function goneSaid(left: readonly string[] | undefined): string {
  if (left === undefined) return 'Whether they are gone could not be read.';
  return left.length === 0 ? 'They are gone.' : `Still there: ${left.join(', ')}.`;
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
      .array(z.enum(SUB_PRODUCTS))
      .min(1)
      .max(SUB_PRODUCTS.length)
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
    const prepared: Prepared = { holds, going: holds === undefined ? [] : goesWith(holds, asked) };
    return { decision: decideOperateNode(machine, asked), prepared };
  },
  async run(ctx, args, prepared): Promise<z.input<typeof output>> {
    const { node_id, quota_id, operation, only_workspace_id, comment, sub_products } = args;
    // Quota and workspace narrow a cordon only together; one alone is an error (api-notes: nodes).
    const scope = only_workspace_id === undefined ? {} : { QuotaId: quota_id, WorkspaceId: only_workspace_id };
    const sent = await send(() =>
      ctx.call('OperateNode', {
        NodeId: node_id,
        Operation: operation,
        OperationParameters: {
          ...(operation === 'Cordon' ? { CordonParameters: { ...scope, Comment: comment } } : {}),
          ...(operation === 'Uncordon' ? { UncordonParameters: scope } : {}),
          ...(operation === 'Drain' ? { DrainParameters: drained(prepared, sub_products) } : {}),
        },
      }),
    );
    const shows = ({ node, left }: Seen): boolean =>
      (node.reason === CORDONED) === (operation !== 'Uncordon') && left?.length === 0;
    const seen = await watch(ctx, (signal) => readBack(ctx, args, prepared, signal), shows);
    const applied = seen !== undefined && only_workspace_id === undefined && shows(seen);
    if (sent.kind === 'unknown' && !applied) throw stillUnknown(sent.fault, seenSaid(node_id, seen));
    const tells = only_workspace_id === undefined && seen?.left !== undefined;
    return {
      node_id,
      operation,
      outcome: applied ? 'applied' : tells ? 'pending' : 'accepted',
      status: seen === undefined ? 'not read back' : statusOf(seen.node),
      evicted: prepared.going.map(onNodeSaid),
      left: seen?.left?.map(onNodeSaid),
    };
  },
  render: ({ node_id, operation, outcome, status, evicted, left }) =>
    [
      {
        applied: `${operation} of ${node_id} is done: it is ${status}.`,
        pending: `The cloud accepted ${operation} of ${node_id}, and it does not show yet: ${status}.`,
        accepted: `The cloud accepted ${operation} of ${node_id}; how that shows is not known.`,
      }[outcome],
      ...(evicted.length > 0 ? [`Asked to be evicted: ${evicted.join(', ')}. ${goneSaid(left)}`] : []),
    ].join('\n'),
  next: ({ node_id, evicted, left, operation }, { quota_id }) => [
    ...(evicted.length > 0 && left?.length !== 0
      ? [`list_quota_workloads quota_id=${quota_id} node=${node_id} shows whether something is left.`]
      : []),
    ...(operation === 'Uncordon'
      ? []
      : [`operate_node node_id=${node_id} quota_id=${quota_id} operation=Uncordon opens it again.`]),
  ],
});
