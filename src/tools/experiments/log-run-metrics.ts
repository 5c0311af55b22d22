import * as z from 'zod';
import { count } from '../../domain/count.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkNewPoints } from '../../policy/experiments.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import { fanOut } from '../kit/fan-out.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { pointsOf, runId, runNow } from './experiment.ts';

/** Metrics of one call: each is read before and after. */
const MOST_KEYS = 10;

const metric = z.strictObject({ key: z.string().min(1).max(256), value: z.number(), step: z.int().min(0) });
type Asked = z.output<typeof metric>;

const spot = ({ key, step }: { key: string; step: number | undefined }): string => `${step} ${key}`;

/** Those of the asked points that the run has, by key and step, and whether all its points could be looked at. */
async function pointsThere(ctx: ToolContext, id: string, asked: readonly Asked[], signal = ctx.signal) {
  const keys = [...new Set(asked.map(({ key }) => key))];
  const read = await fanOut(keys, async (key) => {
    const { points, complete } = await pointsOf(ctx, id, key, signal);
    // The key as it was asked for: one that is read is cleaned.
    return { complete, spots: points.map(({ step }) => spot({ key, step })) };
  });
  const spots = new Set(read.flatMap((each) => each.spots));
  return {
    there: asked.filter((each) => spots.has(spot(each))),
    complete: read.every((each) => each.complete),
  };
}

export const logRunMetrics = defineTool({
  name: 'log_run_metrics',
  title: 'Log metrics of a run',
  description:
    'Adds points of metrics to a run, by step. Refuses what the run has already, as nothing takes a point back.',
  inChinese: '记录实验运行指标',
  toolset: 'experiments',
  effect: 'write',
  target: ({ run_id }) => run_id,
  scope: 'region',
  actions: ['LogRunMetrics', 'GetRun', 'ListRunMetrics'],
  input: z.strictObject({
    run_id: runId,
    metrics: z
      .array(metric)
      .min(1)
      .max(100)
      .refine((all) => new Set(all.map(({ key }) => key)).size <= MOST_KEYS, `has more than ${MOST_KEYS} keys`)
      .refine((all) => new Set(all.map(spot)).size === all.length, 'has a key twice at one step')
      .describe('[{"key":"loss","value":0.42,"step":100}]'),
  }),
  output: z.object({
    run_id: z.string(),
    /** `pending`: not all of them show yet. */
    outcome: z.enum(['logged', 'pending']),
    points: z.number(),
    shown: z.number(),
    note: z.string().optional(),
  }),
  async check(ctx, { run_id, metrics }) {
    // The list of points answers for a run that there is not, too.
    await runNow(ctx, run_id);
    const { there, complete } = await pointsThere(ctx, run_id, metrics);
    return { decision: allRefusals(checkNewPoints(run_id, there)) ?? allow(), prepared: complete };
  },
  async run(ctx, { run_id, metrics }, complete) {
    const { seen, settled } = await changeAndLook(
      ctx,
      run_id,
      () =>
        ctx.call('LogRunMetrics', {
          RunId: run_id,
          Metrics: metrics.map(({ key, value, step }) => ({ Key: key, Value: value, Step: step })),
        }),
      (signal) => pointsThere(ctx, run_id, metrics, signal),
      ({ there }) => there.length === metrics.length,
    );
    return {
      run_id,
      outcome: settled ? ('logged' as const) : ('pending' as const),
      points: metrics.length,
      shown: seen?.there.length ?? 0,
      note: complete ? undefined : 'The run has more points than could be looked at before: one may be there twice.',
    };
  },
  render: ({ run_id, outcome, points, shown, note }) =>
    [
      outcome === 'logged'
        ? `${count(points, 'point')} logged to ${run_id} and read back.`
        : `${count(points, 'point')} accepted for ${run_id}; ${shown} show so far.`,
      ...(note === undefined ? [] : [note]),
    ].join('\n'),
  next: ({ run_id, outcome }) =>
    outcome === 'logged'
      ? []
      : [`list_run_metrics run_id=${run_id} in a minute; the same points again are refused where they show.`],
});
