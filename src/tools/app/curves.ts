import * as z from 'zod';
import { CURVE_OVERS } from '../../diagnosis/health/curves.ts';
import { outliersOf, type Point, seriesFacts } from '../../domain/series.ts';
import type { Job } from '../../jobs/job.ts';
import type { Series } from '../kit/decoders/metrics.ts';
import { shapeless } from '../kit/fields.ts';
import { lacks, windowOf } from '../kit/job-metrics/facts.ts';
import { findMetric } from '../kit/job-metrics/sources.ts';
import { readLogCurves } from '../kit/plot/log-curves.ts';
import type { ToolContext } from '../tool.ts';
import { lacksOf } from './page-parts.ts';

/** Points of one line: more cannot be told apart on a page. */
const MOST_POINTS = 120;
/** Lines that can be told apart. Of more series there is a band, and the outliers. */
const MOST_LINES = 6;

const pair = z.array(z.number());

/** Epoch seconds and a value each; of a band the least, the mean and the most. */
export const gpuCurve = shapeless({
  series: z.int(),
  lines: z.array(shapeless({ name: z.string(), outlier: z.boolean().optional(), points: z.array(pair) })),
  band: z.array(pair).optional(),
});

/** Where the training was, and the loss. */
export const lossCurve = shapeless({ pod: z.string(), x: z.enum(CURVE_OVERS), points: z.array(pair) });

type GpuCurve = z.output<typeof gpuCurve>;
type LossCurve = z.output<typeof lossCurve>;

/** As many digits as a curve can show: a loss can be far below one. */
const figure = (value: number): number => Number(value.toPrecision(4));

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Points in as many groups as can be shown, in the order of their `at`. */
function groupsOf(points: readonly Point[], most = MOST_POINTS): Point[][] {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const [from = 0, to = 0] = [sorted[0]?.at, sorted.at(-1)?.at];
  const width = (to - from) / most || 1;
  const groups = new Map<number, Point[]>();
  for (const point of sorted) {
    const key = Math.floor((point.at - from) / width);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()];
}

const thinned = (points: readonly Point[], at: (value: number) => number): number[][] =>
  groupsOf(points).map((group) => [at(group[0]?.at ?? 0), figure(meanOf(group.map(({ value }) => value)))]);

const seconds = (at: number): number => Math.round(at / 1000);

const nameOf = ({ pod, card }: Series): string =>
  pod === undefined ? '' : `${pod}${card === undefined ? '' : ` #${card}`}`;

function bandOf(series: readonly Series[]): number[][] {
  return groupsOf(series.flatMap(({ points }) => points)).map((group) => {
    const values = group.map(({ value }) => value);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return [seconds(group[0]?.at ?? 0), figure(least), figure(meanOf(values)), figure(most)];
  });
}

/**
 * GPU use since the job runs, in percent: a line per series, or a band and the outliers. A text says why there is none.
 */
export async function readGpuCurve(ctx: ToolContext, job: Job): Promise<GpuCurve | string> {
  const asked = await findMetric(ctx, job, 'GpuCoreUsage', windowOf(job, {}, ctx.now()));
  const series = asked.flatMap((each) => each.series);
  if (series.length === 0) return lacks(asked);
  const lines = (of: readonly Series[], outlier?: true): GpuCurve['lines'] =>
    of.map((one) => ({ name: nameOf(one), ...(outlier && { outlier }), points: thinned(one.points, seconds) }));
  if (series.length <= MOST_LINES) return { series: series.length, lines: lines(series) };
  const out = outliersOf(series, ({ points }) => seriesFacts(points)?.mean ?? 0, 100).slice(0, MOST_LINES);
  return { series: series.length, lines: lines(out, true), band: bandOf(series) };
}

/** Steps are whole numbers; where in an epoch a reading is, is told to a thousandth. */
const place = (at: number): number => Number(at.toFixed(3));

/**
 * The loss as the end of the log tells it; `undefined` where it tells none, a text where the log could not be read.
 */
export async function readLossCurve(ctx: ToolContext, job: Job): Promise<LossCurve | undefined | string> {
  const { curves, podId: pod, fault } = await readLogCurves(ctx, job, 0);
  if (fault !== undefined) return lacksOf(fault);
  const { over: x, points = [] } = curves.loss ?? {};
  const numbers = points.flatMap(({ x: at, value }) => (Number.isFinite(value) ? [{ at, value }] : []));
  if (pod === undefined || x === undefined || numbers.length < 2) return undefined;
  return { pod, x, points: thinned(numbers, place) };
}
