import type { Quota } from './types.ts';

/** The id of the root of a quota's tree: its parent, as there are two levels, or itself. */
export const rootIdOf = ({ QuotaId, ParentQuotaId }: Quota): string => ParentQuotaId ?? QuotaId;

/** A quota, what it is a part of, and all parts of that; of a quota without a tree, itself. */
export const treeOf = (quotas: readonly Quota[], quota: Quota): Quota[] =>
  quotas.filter((each) => rootIdOf(each) === rootIdOf(quota));

/** A quota and its parts. */
export const withParts = (quotas: readonly Quota[], { QuotaId }: Quota): Quota[] =>
  quotas.filter((each) => each.QuotaId === QuotaId || each.ParentQuotaId === QuotaId);
