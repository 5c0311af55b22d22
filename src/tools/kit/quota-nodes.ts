import type { ToolContext } from '../tool.ts';
import { allPages } from './all-pages.ts';
import { attempt } from './attempt.ts';
import { type QuotaNode, readNodes } from './decoders/nodes.ts';

/** The machines of a quota, or why they are not known. */
export type QuotaNodes = { nodes: readonly QuotaNode[]; complete: boolean } | { unread: string };

/**
 * The machines of a quota with what is free on each. That they cannot be read is no error: some accounts may see their
 * quotas and not the machines.
 */
export async function quotaNodes(ctx: ToolContext, quotaId: string): Promise<QuotaNodes> {
  const read = await attempt(() =>
    allPages(async (page) => {
      const { nodes, total } = readNodes(await ctx.call('ListNodes', { ...page, QuotaId: quotaId, Verbose: true }));
      return { rows: nodes, total };
    }),
  );
  return 'answer' in read ? { nodes: read.answer.rows, complete: read.answer.complete } : { unread: read.cause.kind };
}
