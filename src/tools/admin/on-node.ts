import { ifOffered } from '../../advice/offered.ts';
import { Fault } from '../../domain/fault.ts';
import type { Holds } from '../../policy/operate-node.ts';
import { attempt } from '../kit/attempt.ts';
import { readNodePods } from '../kit/decoders/node-parts.ts';
import { type QuotaNode, readNodes } from '../kit/decoders/nodes.ts';
import { readWorkloads } from '../kit/decoders/quota-workloads.ts';
import type { ToolContext } from '../tool.ts';

/** What one page of what is on a machine holds. A machine has few pods. */
const MOST_ON_NODE = 100;

const until = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

/** @throws Fault `not_found` where the quota has no such machine */
export async function readNode(
  ctx: ToolContext,
  quotaId: string,
  nodeId: string,
  signal?: AbortSignal,
): Promise<QuotaNode> {
  const query = { QuotaId: quotaId, NodeNames: nodeId, Verbose: true, PageNumber: 1, PageSize: 100 };
  const answer = await ctx.call('ListNodes', query, until(signal));
  const node = readNodes(answer).nodes.find(({ name }) => name === nodeId);
  if (node !== undefined) return node;
  throw new Fault({
    kind: 'not_found',
    message: `Quota ${quotaId} has no machine ${nodeId}.`,
    fix: `Take node_id from the machines of the quota${ifOffered(', which list_nodes shows')}.`,
  });
}

/** The pods on a machine; `undefined` where the cloud does not list them (api-notes: nodes). */
async function readPods(
  ctx: ToolContext,
  { name, groupId }: QuotaNode,
  signal?: AbortSignal,
): Promise<Holds | undefined> {
  if (groupId === undefined) return undefined;
  const query = { NodeId: name, ResourceGroupId: groupId };
  const pods = await attempt(() => ctx.call('ListNodePods', query, until(signal)));
  if (!('answer' in pods)) return undefined;
  const rows = readNodePods(pods.answer).map(({ pod, workloadId, workloadType }) => ({
    id: pod,
    product: workloadType,
    of: [workloadType, workloadId].filter(Boolean).join(' '),
  }));
  return { rows, pods: true, complete: true };
}

/** The workloads that the quota says are on a machine; `undefined` where that could not be read. */
async function readWorkloadsOn(
  ctx: ToolContext,
  quotaId: string,
  { name }: QuotaNode,
  signal?: AbortSignal,
): Promise<Holds | undefined> {
  const query = {
    QuotaId: quotaId,
    Status: 'Dequeued',
    NodeName: name,
    // With the workloads of sub-quotas, which are evicted as well (api-notes: quotas).
    ShowOwn: false,
    PageNumber: 1,
    PageSize: MOST_ON_NODE,
  };
  const workloads = await attempt(() => ctx.call('ListQuotaWorkloads', query, until(signal)));
  if (!('answer' in workloads)) return undefined;
  const { workloads: found, total } = readWorkloads(workloads.answer);
  const rows = found.map(({ workloadId, type, user }) => ({
    id: workloadId,
    product: type,
    of: [type, user].filter(Boolean).join(' of '),
  }));
  return { rows, pods: false, complete: total <= rows.length };
}

/**
 * What is on a machine: its pods, else the workloads that the quota says are there; `undefined` where neither could be
 * read.
 */
export const readHolds = async (ctx: ToolContext, quotaId: string, node: QuotaNode): Promise<Holds | undefined> =>
  (await readPods(ctx, node)) ?? (await readWorkloadsOn(ctx, quotaId, node));

/**
 * The same once more, by the same operation, as a pod and a workload cannot be compared; `undefined` where not all was
 * read.
 */
export async function readHoldsAgain(
  ctx: ToolContext,
  quotaId: string,
  node: QuotaNode,
  { pods }: Holds,
  signal: AbortSignal,
): Promise<Holds | undefined> {
  const now = pods ? await readPods(ctx, node, signal) : await readWorkloadsOn(ctx, quotaId, node, signal);
  return now?.complete ? now : undefined;
}
