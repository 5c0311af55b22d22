/** `nan`: the newest values are no numbers; `unknown`: too few to say. */
export type Trend = 'falling' | 'flat' | 'rising' | 'nan' | 'unknown';

const LEAST = 6;
const NEWEST = 3;

/** The middle value; `undefined` of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Where a series goes: the median of its last third against that of its first, so that single spikes count for nothing.
 *
 * @param values oldest first
 * @param tolerance share of the first median below which a change is none
 */
export function trendOf(values: readonly number[], tolerance: number): Trend {
  if (values.slice(-NEWEST).some(Number.isNaN)) return 'nan';
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (numbers.length < LEAST) return 'unknown';
  const third = Math.floor(numbers.length / 3);
  const first = median(numbers.slice(0, third)) ?? 0;
  const last = median(numbers.slice(-third)) ?? 0;
  const change = last - first;
  if (Math.abs(change) <= Math.abs(first) * tolerance) return 'flat';
  return change < 0 ? 'falling' : 'rising';
}

/** With how few values a series may show that it grows, if each is greater than the one before by this factor. */
const FEW = 4;
const EACH = 1.1;

/**
 * The median of the last third of a series over that of its first, or of few values the last over the first where each
 * is clearly greater than the one before; `undefined` where there are too few values to say.
 */
export function ratioOf(values: readonly number[]): number | undefined {
  const third = Math.max(1, Math.floor(values.length / 3));
  const first = median(values.slice(0, third)) ?? 0;
  if (first <= 0 || values.length < FEW) return undefined;
  if (values.length >= LEAST) return (median(values.slice(-third)) ?? 0) / first;
  const grows = values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value) * EACH);
  return grows ? (values.at(-1) ?? 0) / first : undefined;
}
