/** What is said of one list of measurements, in their unit. */
export interface Summary {
  median: number;
  p99: number;
  least: number;
}

/**
 * The smallest value that at least this share of the list does not exceed (nearest rank).
 * @param share from 0 (the least) to 1 (the most)
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

export const summary = (values: readonly number[]): Summary => ({
  median: quantile(values, 0.5),
  p99: quantile(values, 0.99),
  least: quantile(values, 0),
});

/**
 * How much a series has grown from its beginning to its end: between the medians of its first and last tenth, so that
 * where the collector of garbage happens to stand counts for little.
 */
export function growth(series: readonly number[]): number {
  const tenth = Math.max(1, Math.floor(series.length / 10));
  return quantile(series.slice(-tenth), 0.5) - quantile(series.slice(0, tenth), 0.5);
}
