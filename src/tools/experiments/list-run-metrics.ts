import * as z from 'zod';
import { seriesFacts } from '../../domain/series.ts';
import { table } from '../../shaping/table.ts';
import { isoTime } from '../../shaping/times.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { MOST_POINTS, pointsOf, runId } from './experiment.ts';

/** Points that are shown; of more, some that are evenly apart, the first and the last among them. */
const SHOWN = 40;

const text = z.string();

const thinned = <T>(rows: readonly T[]): T[] =>
  rows.length <= SHOWN
    ? [...rows]
    : Array.from({ length: SHOWN }, (_, index) => rows[Math.round((index * (rows.length - 1)) / (SHOWN - 1))]).filter(
        (row) => row !== undefined,
      );

const round = (value: number): number => Number(value.toPrecision(6));

export const listRunMetrics = defineTool({
  name: 'list_run_metrics',
  title: 'Metric of a run',
  description: 'One metric of a run: least, mean, most, last and trend over all its points, and the course of it.',
  inChinese: '实验运行的指标',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['ListRunMetrics'],
  input: z.strictObject({ run_id: runId, key: z.string().min(1).max(256).describe('e.g. loss') }),
  output: z.object({
    run_id: text,
    key: text,
    total_points: z.number(),
    complete: z.boolean(),
    min: z.number().optional(),
    mean: z.number().optional(),
    max: z.number().optional(),
    last: z.number().optional(),
    trend: z.number().optional(),
    points: z.array(z.object({ step: z.number().optional(), value: z.number(), time: text.optional() })),
  }),
  check: null,
  async run(ctx, { run_id, key }) {
    const { points, complete } = await pointsOf(ctx, run_id, key);
    const course = points
      .map((point, index) => ({ ...point, place: point.step ?? point.at ?? index }))
      .toSorted((a, b) => a.place - b.place);
    const sums = seriesFacts(course.map(({ place, value }) => ({ at: place, value })));
    return {
      run_id,
      key: shownOrEmpty(key, 256),
      total_points: points.length,
      complete,
      ...(sums && {
        min: round(sums.min),
        mean: round(sums.mean),
        max: round(sums.max),
        last: round(sums.last),
        trend: round(sums.trend),
      }),
      points: thinned(course).map(({ step, value, at }) => ({
        step,
        value,
        time: at === undefined ? undefined : isoTime(new Date(at)),
      })),
    };
  },
  render: ({ run_id, key, total_points, complete, min, mean, max, last, trend, points }) =>
    total_points === 0
      ? `Run ${run_id} has no points of ${key}; that is no zero.`
      : [
          `${key} of ${run_id}: last ${last}, min ${min}, mean ${mean}, max ${max}, trend ${trend} from the first to the last third, over ${total_points} points${complete ? '' : ` (the first ${MOST_POINTS}; there are more)`}.`,
          ...(points.length < total_points ? [`${points.length} of ${total_points} points:`] : []),
          table(
            ['step', 'value', 'time'],
            points.map(({ step, value, time }) => [String(step ?? ''), String(value), time ?? '']),
          ),
        ].join('\n'),
  next: ({ run_id, total_points }) =>
    total_points === 0 ? [`get_run run_id=${run_id} shows which metrics it has.`] : [],
});
