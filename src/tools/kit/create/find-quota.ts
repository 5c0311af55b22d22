import { unreadyStatus } from '../../../domain/quota-status.ts';
import type { QuotaFacts, QuotaFinding } from '../../../policy/quota-fit.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { readWorkloads } from '../decoders/quota-workloads.ts';
import { type Quota, readOneQuota } from '../decoders/quotas.ts';
import { quotaNodes } from '../quota-nodes.ts';

/** Operations that `findQuota` may call. */
export const QUOTA_READS = ['GetQuota', 'ListNodes', 'ListQuotaWorkloads'] as const;

/** More levels than any tree of quotas has: it ends the climb where parents form a ring. */
const MOST_LEVELS = 8;

const readQuota = (ctx: ToolContext, QuotaId: string) =>
  attempt(async () => readOneQuota(await ctx.call('GetQuota', { QuotaId, Verbose: true })));

const sizeOf = ({ gpus, cpus, memoryGib }: Quota): QuotaFacts['allocatable'] => ({
  gpus: gpus.allocatable,
  cpus: cpus.allocatable,
  memoryGib: memoryGib.allocatable,
});

async function nodesOf(ctx: ToolContext, quotaId: string): Promise<Pick<QuotaFacts, 'nodes'>> {
  const found = await quotaNodes(ctx, quotaId);
  return 'nodes' in found && found.complete ? { nodes: found.nodes } : {};
}

/** The root of a quota's tree; `undefined` where it is not known or not ready, or the quota has no parent. */
async function findRoot(ctx: ToolContext, quota: Quota): Promise<QuotaFacts['root']> {
  let at = quota;
  for (let level = 1; at.parentId !== undefined; level++) {
    const parent = await readQuota(ctx, at.parentId);
    if ('cause' in parent || level > MOST_LEVELS) return undefined;
    at = parent.answer;
  }
  if (at === quota || unreadyStatus(at.status) !== undefined) return undefined;
  return { quotaId: at.quotaId, allocatable: sizeOf(at), ...(await nodesOf(ctx, at.quotaId)) };
}

/** R43: a quota as it is now, with its machines, its queue and the root of its tree as far as they can be read. */
export async function findQuota(ctx: ToolContext, quotaId: string): Promise<QuotaFinding> {
  const read = await readQuota(ctx, quotaId);
  if ('cause' in read) return { unread: read.cause.kind };
  const [nodes, root, queue] = await Promise.all([
    nodesOf(ctx, quotaId),
    findRoot(ctx, read.answer),
    attempt(async () =>
      readWorkloads(await ctx.call('ListQuotaWorkloads', { QuotaId: quotaId, Status: 'Enqueued', PageSize: 1 })),
    ),
  ]);
  const { status, gpus, cpus, memoryGib, parentId, queueStrategy } = read.answer;
  return {
    facts: {
      quotaId,
      unready: unreadyStatus(status),
      allocatable: sizeOf(read.answer),
      free: { gpus: gpus.free, cpus: cpus.free, memoryGib: memoryGib.free },
      hasParent: parentId !== undefined,
      ...(root === undefined ? {} : { root }),
      queueStrategy,
      ...nodes,
      waiting: 'answer' in queue ? queue.answer.total : undefined,
    },
  };
}
