import { outliersOf, type Point, seriesFacts } from '../../../domain/series.ts';
import { tagsOf } from '../../../jobs/pod-tags.ts';
import type { ChartLine, LinePoint, Panel } from '../../../pictures/chart.ts';
import type { Series } from '../decoders/metrics.ts';
import { isPercent, MOST_ROWS } from '../job-metrics/facts.ts';
import type { MetricWindow } from '../job-metrics/sources.ts';

/** Outliers of many pods that get a line of their own. */
const MOST_OUTLIERS = 4;

/** What one metric's values are, as far as that is known (api-notes: metrics). */
export function unitOf(metric: string): string {
  if (isPercent(metric)) return '%';
  return /Rate$/.test(metric) ? 'MB/s' : '';
}

export const titleOf = (metric: string): string => [metric, unitOf(metric)].filter((part) => part !== '').join(', ');

/** Percent, of which all is drawn, unless a value is beyond it. */
const PERCENT = [0, 100] as const;

const rangeOf = (metric: string, series: readonly Series[]): Pick<Panel, 'range'> => {
  const beyond = series.some(({ points }) => points.some(({ value }) => value < PERCENT[0] || value > PERCENT[1]));
  return isPercent(metric) && !beyond ? { range: PERCENT } : {};
};

/** Missing points are a gap where they are more than this many times as far apart as usual. */
const GAP = 3;

/** A line of points in their order, in seconds since `start`, broken where there are no data. */
export function placesOf(points: readonly Point[], start: number): LinePoint[] {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const steps = sorted.slice(1).map(({ at }, index) => at - (sorted[index]?.at ?? at));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return sorted.flatMap(({ at, value }, index): LinePoint[] => {
    const place = [(at - start) / 1000, value] as const;
    const before = sorted[index - 1]?.at ?? at;
    return at - before > usual * GAP ? [[(before + usual - start) / 1000, null], place] : [place];
  });
}

/** The lowest, middle and highest value of many series at each time, and their mean. */
function together(series: readonly Series[], start: number) {
  const byTime = new Map<number, number[]>();
  for (const { points } of series)
    for (const { at, value } of points) {
      const known = byTime.get(at);
      if (known === undefined) byTime.set(at, [value]);
      else known.push(value);
    }
  return [...byTime]
    .toSorted(([a], [b]) => a - b)
    .map(([at, values]) => {
      const sorted = values.toSorted((a, b) => a - b);
      const [low = 0, middle = 0, high = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { x: (at - start) / 1000, low, middle, high, mean };
    });
}

/** Short names of series, such as `w3` or `w3 card 1`. */
function namesOf(jobId: string, series: readonly Series[]): string[] {
  const tags = tagsOf(
    series.map(({ pod }) => pod ?? ''),
    jobId,
  );
  return series.map(({ pod, card }, index) =>
    pod === undefined ? 'job' : `${tags[index]}${card === undefined ? '' : ` card ${card}`}`,
  );
}

/**
 * One metric of a job: a line per pod, or where they are many the room between them, the middle, and the outliers. No
 * panel where there are no data.
 */
export function metricPanels(
  jobId: string,
  metric: string,
  series: readonly Series[],
  { from }: Pick<MetricWindow, 'from'>,
): Panel[] {
  if (series.length === 0) return [];
  const start = from.getTime();
  const names = namesOf(jobId, series);
  const lines = series.map(
    ({ points }, index): ChartLine => ({ name: names[index] ?? '', places: placesOf(points, start) }),
  );
  const head = { title: titleOf(metric), over: 'seconds', ...rangeOf(metric, series) } as const;
  if (series.length <= MOST_ROWS) return [{ ...head, lines }];
  const each = series.map(({ points }, index) => ({ index, mean: seriesFacts(points)?.mean ?? 0 }));
  const outliers = outliersOf(each, ({ mean }) => mean, isPercent(metric) ? 100 : undefined);
  const out = outliers.slice(0, MOST_OUTLIERS).flatMap(({ index }): ChartLine[] => {
    const line = lines[index];
    return line === undefined ? [] : [{ ...line, name: `${line.name} (outlier)` }];
  });
  const odd = new Set(outliers.map(({ index }) => index));
  const usual = together(
    series.filter((_, index) => !odd.has(index)),
    start,
  );
  const name = `${odd.size === 0 ? 'all' : 'the other'} ${series.length - odd.size}, lowest to highest`;
  return [
    {
      ...head,
      room: { name, places: usual.map(({ x, low, high }) => [x, low, high]) },
      lines: [{ name: 'their median', places: usual.map(({ x, middle }) => [x, middle]) }, ...out],
    },
  ];
}

/** One metric of several jobs: a line per job, the mean over its pods, each in seconds since its own start. */
export function meanPanel(
  metric: string,
  jobs: readonly { name: string; series: readonly Series[]; start: number }[],
): Panel[] {
  const drawn = jobs.filter(({ series }) => series.length > 0);
  if (drawn.length === 0) return [];
  const lines = drawn.map(({ name, series, start }): ChartLine => {
    const means = together(series, start).map(({ x, mean }) => ({ at: x * 1000, value: mean }));
    return { name, places: placesOf(means, 0) };
  });
  const range = rangeOf(
    metric,
    drawn.flatMap(({ series }) => series),
  );
  return [{ title: `${titleOf(metric)}, mean over the pods`, over: 'seconds', ...range, lines }];
}
