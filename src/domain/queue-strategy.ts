/**
 * How each strategy of a quota orders its queue, after the priority, of which
 * the highest goes first (api-notes: quotas).
 */
const STRATEGIES: Readonly<Record<string, string>> = {
  PaiStrategyStrictFIFO: 'first in, first out: what cannot start holds up all behind it',
  PaiStrategyRoundRobin: 'what cannot start is skipped',
  PaiStrategyBalance: 'first in, first out; after some minutes one after another behind the head is tried too',
  PaiStrategyIntelligent:
    'priority 7 to 9 first in, first out; below that what cannot start is skipped, and protected the longer it waits',
};

/**
 * `PaiStrategyRoundRobin (highest priority first, then: what cannot start is skipped)`; an unknown strategy as it is.
 */
export const strategyWords = (strategy: string): string =>
  Object.hasOwn(STRATEGIES, strategy) ? `${strategy} (highest priority first; ${STRATEGIES[strategy]})` : strategy;
