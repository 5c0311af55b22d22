import * as z from 'zod';
import type { Curve, LogCurve } from '../../../diagnosis/health/curves.ts';
import { seriesFacts } from '../../../domain/series.ts';
import { sparkline } from '../../../domain/sparkline.ts';
import type { Series } from '../decoders/metrics.ts';
import { shapeless } from '../fields.ts';
import { figureCells, figuresOf, fourDigits, type MetricRow, metricRows, seriesName } from '../job-metrics/rows.ts';

const figure = z.number();

/** What one line of a picture comes to, so that an answer is complete without the picture. */
export const lineRow = shapeless({
  curve: z.string(),
  of: z.string(),
  min: figure,
  mean: figure,
  max: figure,
  last: figure,
  trend: figure,
  /** The line in sixteen characters. */
  shape: z.string(),
  /** What it is drawn over, and where its best value is. */
  over: z.string(),
});
export type LineRow = z.output<typeof lineRow>;

const inOrder = (points: Series['points']): number[] =>
  points.toSorted((a, b) => a.at - b.at).map(({ value }) => value);

function shapeOf(series: readonly Series[], row: MetricRow): string {
  const own = series.find((one) => seriesName(one) === row.of);
  return sparkline(inOrder(own === undefined ? series.flatMap(({ points }) => points) : own.points));
}

/** Rows of a metric: one per pod; of many, one over all and one per outlier. */
export const metricLines = (metric: string, series: readonly Series[]): LineRow[] =>
  metricRows(metric, series).map(({ metric: curve, outlier, ...row }) => ({
    ...row,
    curve,
    shape: shapeOf(series, { metric, ...row }),
    over: outlier ? 'time; outlier' : 'time',
  }));

/** The row of one job among several: a metric over all its pods. */
export function jobLine(metric: string, of: string, series: readonly Series[]): LineRow[] {
  const points = series.flatMap((one) => one.points);
  const sums = seriesFacts(points);
  if (sums === undefined) return [];
  return [{ curve: metric, of, ...figuresOf(sums), shape: sparkline(inOrder(points)), over: 'time' }];
}

/** The best value of a loss, and where it is. */
export function bestOf({ points }: Curve): { x: number; value: number } | undefined {
  const numbers = points.filter(({ value }) => Number.isFinite(value));
  return numbers.reduce<(typeof numbers)[number] | undefined>(
    (best, point) => (best === undefined || point.value < best.value ? point : best),
    undefined,
  );
}

/** The row of a curve of a log; none where it has no number. */
export function curveLine(kind: LogCurve, of: string, curve: Curve): LineRow[] {
  const { over, points, unit } = curve;
  const sums = seriesFacts(points.flatMap(({ x, value }) => (Number.isFinite(value) ? [{ at: x, value }] : [])));
  if (sums === undefined) return [];
  const best = kind === 'loss' ? bestOf(curve) : undefined;
  const reach = `${over} ${fourDigits(points[0]?.x ?? 0)} to ${fourDigits(points.at(-1)?.x ?? 0)}`;
  return [
    {
      curve: unit === undefined ? kind : `${kind} (${unit})`,
      of,
      ...figuresOf(sums),
      shape: sparkline(points.map(({ value }) => value)),
      over: best === undefined ? reach : `${reach}; best at ${fourDigits(best.x)}`,
    },
  ];
}

/** What is said of values that are no numbers, which a picture shows as a gap. */
export function notNumbers(kind: LogCurve, of: string, { over, points }: Curve): string[] {
  const first = points.find(({ value }) => !Number.isFinite(value));
  if (first === undefined) return [];
  const many = points.filter(({ value }) => !Number.isFinite(value)).length;
  return [
    `${kind} of ${of} is nan or inf in ${many} of ${points.length} readings, first at ${over} ${fourDigits(first.x)}.`,
  ];
}

/** The cells of a row, without its `curve` and `of`. */
export const lineCells = (row: LineRow): string[] => [...figureCells(row), row.shape, row.over];
