import type { AdminQuota } from '../../policy/admin-quota.ts';
import { type Quota, readOneQuota } from '../kit/decoders/quotas.ts';
import type { ToolContext } from '../tool.ts';

/** A quota with its figures, read afresh. */
export const readAdminQuota = async (ctx: ToolContext, QuotaId: string, signal?: AbortSignal): Promise<Quota> =>
  readOneQuota(await ctx.call('GetQuota', { QuotaId, Verbose: true }, signal ? { signal } : {}));

/** What a decision about a quota rests on. */
export const adminQuotaOf = (quota: Quota, quotaId: string): AdminQuota => ({
  quotaId,
  name: quota.name,
  queueStrategy: quota.queueStrategy,
  sizes: quota.nodeSpecs,
  gpus: { total: quota.gpus.total, allocated: quota.gpus.allocated },
  workspaces: quota.workspaceIds.length,
  subQuotas: quota.subQuotas.length,
});
