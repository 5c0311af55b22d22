import type { Check } from '../../../policy/checks.ts';
import { checkQuotaHome } from '../../../policy/quota-fit.ts';
import type { ToolContext } from '../../tool.ts';
import { findQuotaHome } from '../create/find-quota.ts';

/** R43: whether the quota of a new one serves its workspace; nothing is read where it runs in none. */
export async function quotaChecks(ctx: ToolContext, quotaId: string | undefined): Promise<readonly Check[]> {
  const { workspaceId = '' } = ctx;
  return quotaId === undefined
    ? []
    : checkQuotaHome(quotaId, await findQuotaHome(ctx, quotaId, workspaceId), workspaceId);
}
