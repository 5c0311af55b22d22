import { Fault } from '../../../domain/fault.ts';
import type { Check } from '../../../policy/checks.ts';
import { checkQuotaHome } from '../../../policy/quota-fit.ts';
import type { ToolContext } from '../../tool.ts';
import { findQuotaHome } from '../create/find-quota.ts';

/**
 * R43: whether the quota of a new one serves its workspace; nothing is read where it runs in none.
 * @throws Fault `not_found` where there is no such quota: nobody is asked for what cannot be done
 */
export async function quotaChecks(ctx: ToolContext, quotaId: string | undefined): Promise<readonly Check[]> {
  const { workspaceId = '' } = ctx;
  if (quotaId === undefined) return [];
  const finding = await findQuotaHome(ctx, quotaId, workspaceId);
  if ('unread' in finding && finding.cause?.kind === 'not_found') throw new Fault(finding.cause);
  return checkQuotaHome(quotaId, finding, workspaceId);
}
