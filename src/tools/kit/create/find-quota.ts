import type { QuotaFinding } from '../../../policy/quota-fit.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { readWorkloads } from '../decoders/quota-workloads.ts';
import { readOneQuota } from '../decoders/quotas.ts';
import { quotaNodes } from '../quota-nodes.ts';

/** Operations that `findQuota` may call. */
export const QUOTA_READS = ['GetQuota', 'ListNodes', 'ListQuotaWorkloads'] as const;

/** R43: a quota as it is now, with its machines and its queue as far as they can be read. */
export async function findQuota(ctx: ToolContext, quotaId: string): Promise<QuotaFinding> {
  const read = await attempt(async () => readOneQuota(await ctx.call('GetQuota', { QuotaId: quotaId, Verbose: true })));
  if ('cause' in read) return { unread: read.cause.kind };
  const [found, queue] = await Promise.all([
    quotaNodes(ctx, quotaId),
    attempt(async () =>
      readWorkloads(await ctx.call('ListQuotaWorkloads', { QuotaId: quotaId, Status: 'Enqueued', PageSize: 1 })),
    ),
  ]);
  const { gpus, cpus, memoryGib, parentId, queueStrategy } = read.answer;
  return {
    facts: {
      quotaId,
      allocatable: { gpus: gpus.allocatable, cpus: cpus.allocatable, memoryGib: memoryGib.allocatable },
      free: { gpus: gpus.free, cpus: cpus.free, memoryGib: memoryGib.free },
      hasParent: parentId !== undefined,
      queueStrategy,
      ...('nodes' in found && found.complete ? { nodes: found.nodes } : {}),
      waiting: 'answer' in queue ? queue.answer.total : undefined,
    },
  };
}
