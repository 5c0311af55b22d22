import { withParts } from '../world/quota-tree.ts';
import type { Quota } from '../world/world.ts';
import { takenOf } from './quota-diagnosis.ts';
import { type Amount, NOTHING, plus, sumOf } from './resources.ts';
import type { JobStore } from './store.ts';

/** The figures of a quota, those of its parts included. */
export interface QuotaFigures {
  ordered: Amount;
  total: Amount;
  machines: number;
  /** Taken by its own jobs, wherever they run. */
  self: Amount;
  /** Those and what waits in its queue. */
  submitted: Amount;
  /** Taken by jobs of its parts. */
  parts: Amount;
  /** Taken on its machines by jobs of other quotas of the tree, to which it lends them. */
  lent: Amount;
}

export function figuresOf(quota: Quota, quotas: readonly Quota[], store: JobStore): QuotaFigures {
  const family = withParts(quotas, quota);
  const parts = family.filter((each) => each !== quota);
  const use = store.quotaUse(quota.QuotaId);
  const self = takenOf(quota, use);
  const ids = family.map(({ QuotaId }) => QuotaId);
  const names = new Set(quota.Nodes.map(({ NodeName }) => NodeName));
  const lent = use.around
    .filter(({ job }) => !ids.includes(job.request.ResourceId ?? ''))
    .flatMap(({ job, nodes }) =>
      nodes.flatMap((name, rank) => (names.has(name) ? [job.podDemands[rank] ?? NOTHING] : [])),
    );
  return {
    ordered: sumOf(family.map(({ Ordered }) => Ordered)),
    total: sumOf(family.map(({ Total }) => Total)),
    machines: family.reduce((sum, { Nodes }) => sum + Nodes.length, 0),
    self,
    submitted: plus(self, sumOf(use.queue.map((job) => job.demand))),
    parts: sumOf(parts.map((each) => takenOf(each, store.quotaUse(each.QuotaId)))),
    lent: sumOf(lent),
  };
}
