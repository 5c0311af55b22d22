import type { QUOTA_KINDS } from '../../domain/lists.ts';
import type { ToolContext } from '../tool.ts';
import { allPages } from './all-pages.ts';
import { type Quota, readQuotas } from './decoders/quotas.ts';
import { fanOut } from './fan-out.ts';

/** Reads quotas kind by kind: a list that names no kind has those of general machines only (api-notes: quotas). */
export async function allQuotas(
  ctx: ToolContext,
  kinds: readonly (typeof QUOTA_KINDS)[number][],
  filter: { WorkspaceIds?: string; QuotaName?: string; QuotaIds?: string; ParentQuotaId?: string },
): Promise<{ quotas: Quota[]; complete: boolean }> {
  const lists = await fanOut(kinds, (kind) =>
    allPages(async (page) => {
      // Without `Verbose` there are no figures of what is allocated.
      const answer = await ctx.call('ListQuotas', { ...filter, ...page, ResourceType: kind, Verbose: true });
      const { quotas, total } = readQuotas(answer, kind);
      return { rows: quotas, total };
    }),
  );
  return { quotas: lists.flatMap(({ rows }) => rows), complete: lists.every(({ complete }) => complete) };
}
