import * as z from 'zod';
import { outliersOf, type SeriesFacts, seriesFacts } from '../../../domain/series.ts';
import type { Series } from '../decoders/metrics.ts';
import { shapeless } from '../fields.ts';
import { isPercent, lacks, MOST_ROWS } from './facts.ts';
import type { MetricFound } from './sources.ts';

const figure = z.number();

/** What a metric of one pod, or of many, comes to. */
export const metricRow = shapeless({
  metric: z.string(),
  of: z.string(),
  min: figure,
  mean: figure,
  max: figure,
  last: figure,
  trend: figure,
  outlier: z.boolean().optional(),
});
export type MetricRow = z.output<typeof metricRow>;

export const seriesName = ({ pod, card }: Series): string =>
  pod === undefined ? 'job' : `${pod}${card === undefined ? '' : ` card ${card}`}`;

/** To four digits, or to two decimals where that is more. */
export const fourDigits = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value * 100) / 100 : Number(value.toPrecision(4));

export const figuresOf = (facts: SeriesFacts) => ({
  min: fourDigits(facts.min),
  mean: fourDigits(facts.mean),
  max: fourDigits(facts.max),
  last: fourDigits(facts.last),
  trend: fourDigits(facts.trend),
});

/** Figures as cells of a table: min, mean, max, last, trend with its sign. */
export const figureCells = ({ min, mean, max, last, trend }: ReturnType<typeof figuresOf>): string[] => [
  ...[min, mean, max, last].map(String),
  `${trend > 0 ? '+' : ''}${trend}`,
];

/** A row per series, or one over all of them and one per outlier. */
export function metricRows(metric: string, series: readonly Series[]): MetricRow[] {
  const rowOf = (of: string, facts: SeriesFacts, outlier = false): MetricRow => ({
    metric,
    of,
    ...figuresOf(facts),
    ...(outlier ? { outlier } : {}),
  });
  const each = series.flatMap((one) => {
    const facts = seriesFacts(one.points);
    return facts === undefined ? [] : [{ name: seriesName(one), facts }];
  });
  const out = outliersOf(each, ({ facts }) => facts.mean, isPercent(metric) ? 100 : undefined);
  if (each.length <= MOST_ROWS) return each.map((one) => rowOf(one.name, one.facts, out.includes(one)));
  const all = seriesFacts(series.flatMap(({ points }) => points));
  return [
    ...(all === undefined ? [] : [rowOf(`all ${each.length}`, all)]),
    ...out.slice(0, MOST_ROWS).map((one) => rowOf(one.name, one.facts, true)),
  ];
}

export const seriesOf = (asked: readonly MetricFound[]): Series[] => asked.flatMap(({ series }) => series);

/**
 * What says that a metric has no data, and why; nothing where it has some.
 * @param named its name, with what may be meant by it where it is not known
 */
export const lacking = (named: string, asked: readonly MetricFound[]): string[] =>
  seriesOf(asked).length > 0 ? [] : [`${named}: ${lacks(asked)}`];
