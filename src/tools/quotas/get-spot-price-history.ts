import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { formed } from '../../domain/form.ts';
import { jobPricePerHour, money } from '../../domain/prices.ts';
import { round } from '../../domain/quantity.ts';
import { type Point, seriesFacts } from '../../domain/series.ts';
import { table } from '../../shaping/table.ts';
import { isoTime } from '../../shaping/times.ts';
import { allPages } from '../kit/all-pages.ts';
import { readSpotPrices } from '../kit/decoders/spot-prices.ts';
import { cloudWindow, endTime, instant, shapeless, windowRequest } from '../kit/fields.ts';
import { machineSizes } from '../kit/machine-sizes.ts';
import { defineTool, type ToolContext } from '../tool.ts';

/** The longest window that the cloud takes (api-notes: prices). */
const WEEK_MS = 7 * 86_400_000;

const figure = z.number();
const row = shapeless({
  zone: z.string(),
  points: figure,
  min: figure,
  mean: figure,
  max: figure,
  last: figure,
  last_at: z.string().optional(),
  trend: figure,
});
const output = z.object({
  instance_type: z.string(),
  zones: z.array(row),
  list_price: z.string(),
  /** What the last factor of the cheapest zone comes to, by the operator's prices. */
  now: z.string().optional(),
  notes: z.array(z.string()),
});

/** A row per zone, the cheapest now first. */
function rowsOf(points: readonly (Point & { zone: string })[]): z.output<typeof row>[] {
  return [...new Set(points.map(({ zone }) => zone))]
    .flatMap((zone) => {
      const series = seriesFacts(points.filter((each) => each.zone === zone));
      if (series === undefined) return [];
      const { points: count, min, mean, max, last, lastAt, trend } = series;
      return [
        {
          zone,
          points: count,
          ...{ min: round(min), mean: round(mean), max: round(max), last: round(last), trend: round(trend) },
          last_at: isoTime(new Date(lastAt)),
        },
      ];
    })
    .toSorted((a, b) => a.last - b.last);
}

/** What one machine costs for an hour by the operator's prices: in words, and as a number where it is known. */
async function listPriceOf(ctx: ToolContext, ecs_spec: string) {
  const [machines, prices] = [await machineSizes(ctx, [ecs_spec]), await ctx.prices()];
  const price = jobPricePerHour({ task_specs: [{ pod_count: 1, ecs_spec }] }, machines, ctx.region, prices);
  return price.known
    ? { words: `${money(price.perHour, price.currency)} per hour (operator's prices of ${price.date})`, price }
    : { words: `unknown: ${price.why}`, price: undefined };
}

/** All points of the window. Pages are of Lingjun types only; of others every point comes at once. */
async function readWhole(
  ctx: ToolContext,
  type: string,
  more: object,
): Promise<{ rows: (Point & { zone: string })[]; complete: boolean }> {
  const call = (page: object) => ctx.call('GetSpotPriceHistory', { InstanceType: type, ...more, ...page });
  if (!type.startsWith('ml.')) return { rows: readSpotPrices(await call({})).points, complete: true };
  return allPages(async (page) => {
    const { points, total } = readSpotPrices(await call({ ...page, Order: 'desc' }));
    return { rows: points, total };
  });
}

export const getSpotPriceHistory = defineTool({
  name: 'get_spot_price_history',
  title: 'Get spot price history',
  description:
    'What spot capacity of a machine type cost lately, per zone: the factor of the list price that is paid (0.1 is a tenth). Money only by prices of the operator.',
  inChinese: '抢占式实例历史价格',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['GetSpotPriceHistory', 'ListEcsSpecs'],
  input: z.strictObject({
    instance_type: z
      .string()
      .regex(formed(/^(?:ecs|ml)\.[A-Za-z0-9._-]{1,120}$/, 'a machine type, which begins with ecs. or ml.'))
      .describe('As ecs_spec'),
    start_time: instant.optional().describe('At most 7 days before the end; default 3'),
    end_time: endTime,
    protected_hour: z.boolean().default(false).describe('With a protected first hour (ecs.* only)'),
  }),
  output,
  check: null,
  async run(ctx, { instance_type, start_time, end_time, protected_hour }) {
    const window = cloudWindow({ start_time, end_time });
    const end = window.to === undefined ? ctx.now().getTime() : Date.parse(window.to);
    if (window.from !== undefined && end - Date.parse(window.from) > WEEK_MS)
      throw new Fault({
        kind: 'invalid_input',
        message: `start_time ${window.from} is more than 7 days before the end of the window.`,
        fix: 'Ask for at most 7 days; an earlier week has its own start_time and end_time.',
      });
    const { rows, complete } = await readWhole(ctx, instance_type, {
      ...windowRequest(window),
      ...(protected_hour ? { SpotDuration: 1 } : {}),
    });
    const zones = rowsOf(rows);
    const { words, price } = await listPriceOf(ctx, instance_type);
    const [cheapest] = zones;
    return {
      instance_type,
      zones,
      list_price: words,
      ...(price && cheapest
        ? { now: `about ${money(price.perHour * cheapest.last, price.currency)} per hour in ${cheapest.zone}` }
        : {}),
      notes: complete ? [] : [`only the latest ${rows.length} points were read.`],
    };
  },
  render: ({ instance_type, zones, list_price, now, notes }) =>
    zones.length === 0
      ? `No spot prices of ${instance_type} in the window: it may not be sold as spot capacity here.`
      : [
          `${instance_type} as spot capacity: factor of the list price that was paid, per zone, the cheapest now first`,
          table(
            ['zone', 'min', 'mean', 'max', 'last', 'trend', 'points', 'last_at'],
            zones.map((each) => [
              each.zone,
              ...[each.min, each.mean, each.max, each.last, each.trend, each.points].map(String),
              each.last_at ?? '',
            ]),
          ),
          `List price: ${list_price}.${now === undefined ? '' : ` Spot now: ${now}.`}`,
          ...notes.map((note) => `Note: ${note}`),
        ].join('\n'),
  next: ({ zones, instance_type }) => [
    zones.length === 0
      ? 'list_ecs_specs available_only=false shows which machine types are sold as spot capacity.'
      : `create_job with ecs_spec=${instance_type} and spot.discount_limit, the most of the list price that is paid, as a factor.`,
  ],
});
