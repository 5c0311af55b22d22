/** A point of a metric: epoch milliseconds and a value. */
export interface Point {
  at: number;
  value: number;
}

/**
 * What a series comes to. `trend` is the change of the mean from its first to its
 * last third; times in epoch milliseconds.
 */
export interface SeriesFacts {
  points: number;
  min: number;
  mean: number;
  max: number;
  last: number;
  lastAt: number;
  trend: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Facts of a series, in any order; `undefined` for an empty one, which is no zero. */
export function seriesFacts(points: readonly Point[]): SeriesFacts | undefined {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  if (last === undefined) return undefined;
  const values = sorted.map(({ value }) => value);
  const third = Math.max(1, Math.floor(values.length / 3));
  return {
    points: values.length,
    min: values.reduce((least, value) => Math.min(least, value)),
    mean: meanOf(values),
    max: values.reduce((most, value) => Math.max(most, value)),
    last: last.value,
    lastAt: last.at,
    trend: meanOf(values.slice(-third)) - meanOf(values.slice(0, third)),
  };
}

/** A span of time in which a series stays below a bound. Milliseconds. */
export interface LowSpan {
  from: number;
  to: number;
}

/**
 * Spans in which a series stays below a bound for long.
 * @param least shortest span that counts, in milliseconds
 */
export function spansBelow(points: readonly Point[], bound: number, least: number): LowSpan[] {
  const spans: LowSpan[] = [];
  let open: LowSpan | undefined;
  for (const { at, value } of points.toSorted((a, b) => a.at - b.at)) {
    if (value >= bound) open = undefined;
    else if (open === undefined) {
      open = { from: at, to: at };
      spans.push(open);
    } else open.to = at;
  }
  return spans.filter(({ from, to }) => to - from >= least);
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
};

/**
 * Those whose value is far from the median: by more than a tenth of the range that values have, and by more than five
 * times the usual distance. Farthest first.
 * @param range of possible values, such as 100 for percentages; left out, the median itself
 */
export function outliersOf<T>(items: readonly T[], value: (item: T) => number, range?: number): T[] {
  if (items.length < 3) return [];
  const middle = median(items.map(value));
  const away = (item: T): number => Math.abs(value(item) - middle);
  const usual = median(items.map(away));
  const bound = Math.max((range ?? Math.abs(middle)) / 10, 5 * usual);
  return items.filter((item) => away(item) > bound).toSorted((a, b) => away(b) - away(a));
}
