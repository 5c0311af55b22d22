import { namesGpu } from '../../../domain/gpu-name.ts';
import { QUOTA_KINDS } from '../../../domain/lists.ts';
import { unreadyStatus } from '../../../domain/quota-status.ts';
import {
  type QuotaFacts,
  type QuotaFinding,
  type QuotaHome,
  type QuotaRead,
  servesWorkspace,
} from '../../../policy/quota-fit.ts';
import type { ToolContext } from '../../tool.ts';
import { allQuotas } from '../all-quotas.ts';
import { attempt } from '../attempt.ts';
import { readWorkloads } from '../decoders/quota-workloads.ts';
import { type Quota, readOneQuota } from '../decoders/quotas.ts';
import { quotaNodes } from '../quota-nodes.ts';

/** Operations that `findQuota` may call. */
export const QUOTA_READS = ['GetQuota', 'ListNodes', 'ListQuotaWorkloads', 'ListQuotas'] as const;

/** Operations that `findQuotaHome` may call. */
export const QUOTA_HOME_READS = ['GetQuota', 'ListQuotas'] as const;

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

/** Ids of quotas that serve a workspace, where the one of a job does not; nothing where they cannot be read. */
async function findOthers(ctx: ToolContext, { workspaceIds }: Quota, workspaceId: string): Promise<readonly string[]> {
  if (servesWorkspace({ workspaceIds }, workspaceId) !== false) return [];
  const all = await attempt(() => allQuotas(ctx, QUOTA_KINDS, { WorkspaceIds: workspaceId }));
  return 'answer' in all ? all.answer.quotas.map(({ quotaId }) => quotaId) : [];
}

/** A quota as it is now, or why it is not known. */
async function findOne(ctx: ToolContext, quotaId: string): Promise<QuotaRead<Quota>> {
  const read = await readQuota(ctx, quotaId);
  if ('answer' in read) return { facts: read.answer };
  // The operator's lock keeps the server from it, and would keep the create: there is nothing to ask a person about.
  return read.cause.kind === 'refused' ? { beyond: read.cause } : { unread: read.cause.kind, cause: read.cause };
}

/**
 * R43: whom a quota serves, for what is no job and is not compared with what the quota has.
 * @param workspaceId of what is created, for the quotas that it could use instead
 */
export async function findQuotaHome(
  ctx: ToolContext,
  quotaId: string,
  workspaceId: string,
): Promise<QuotaRead<QuotaHome>> {
  const found = await findOne(ctx, quotaId);
  if (!('facts' in found)) return found;
  const { workspaceIds } = found.facts;
  return { facts: { quotaId, workspaceIds, others: await findOthers(ctx, found.facts, workspaceId) } };
}

/**
 * R43: a quota as it is now, with its machines, its queue and the root of its tree as far as they can be read.
 * @param workspaceId of the job, for the quotas that it could use instead
 */
export async function findQuota(ctx: ToolContext, quotaId: string, workspaceId: string): Promise<QuotaFinding> {
  const found = await findOne(ctx, quotaId);
  if (!('facts' in found)) return found;
  const { facts: quota } = found;
  const [nodes, root, queue, others] = await Promise.all([
    nodesOf(ctx, quotaId),
    findRoot(ctx, quota),
    attempt(async () =>
      readWorkloads(await ctx.call('ListQuotaWorkloads', { QuotaId: quotaId, Status: 'Enqueued', PageSize: 1 })),
    ),
    findOthers(ctx, quota, workspaceId),
  ]);
  const { gpus, cpus, memoryGib, parentId, queueStrategy, status, workspaceIds, gpuType } = quota;
  return {
    facts: {
      quotaId,
      workspaceIds,
      others,
      unready: unreadyStatus(status),
      gpuType: namesGpu(gpuType) ? gpuType : undefined,
      allocatable: sizeOf(quota),
      free: { gpus: gpus.free, cpus: cpus.free, memoryGib: memoryGib.free },
      hasParent: parentId !== undefined,
      ...(root === undefined ? {} : { root }),
      queueStrategy,
      ...nodes,
      waiting: 'answer' in queue ? queue.answer.total : undefined,
    },
  };
}
