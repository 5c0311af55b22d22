import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { PLAIN } from '../../domain/identifiers.ts';
import { BILLED_FROM, type HourlyPrice, hourlyWords, jobPricePerHour, money } from '../../domain/prices.ts';
import { round } from '../../domain/quantity.ts';
import type { Job } from '../../jobs/job.ts';
import { table } from '../../shaping/table.ts';
import { fanOut } from '../kit/fan-out.ts';
import { jobId, shapeless } from '../kit/fields.ts';
import { machineSizes } from '../kit/machine-sizes.ts';
import { readJob } from '../kit/read-job.ts';
import { costOf, spentBy } from '../kit/spent.ts';
import { defineTool, type ToolContext } from '../tool.ts';

const row = shapeless({
  what: z.string(),
  status: z.string().optional(),
  hours: z.number().optional(),
  gpu_hours: z.number().optional(),
  cost: z.string().optional(),
  price: z.string(),
});
type Row = z.output<typeof row>;

/** A row and its sum of money, which is not shown twice. */
interface Estimate {
  row: Row;
  amount?: { value: number; currency: string };
}

function estimate(
  what: string,
  hours: number | undefined,
  gpus: number | undefined,
  price: HourlyPrice,
  status?: string,
): Estimate {
  const { cost: amount } = costOf(price, hours);
  return {
    row: {
      what,
      ...(status === undefined ? {} : { status }),
      ...(hours === undefined ? {} : { hours: round(hours) }),
      ...(gpus === undefined || hours === undefined ? {} : { gpu_hours: round(gpus * hours) }),
      ...(amount === undefined ? {} : { cost: money(amount.value, amount.currency) }),
      price: hourlyWords(price),
    },
    ...(amount === undefined ? {} : { amount }),
  };
}

/** What jobs have cost so far. */
async function ofJobs(ctx: ToolContext, jobs: readonly Job[]): Promise<Estimate[]> {
  const spent = await spentBy(ctx, jobs);
  return jobs.flatMap(({ jobId: id, status }, index) => {
    const taken = spent[index];
    return taken === undefined ? [] : [estimate(id, taken.hours, taken.gpus, taken.price, status)];
  });
}

/** What machines would cost for some hours. */
async function ofMachines(ctx: ToolContext, ecs_spec: string, pod_count: number, hours: number): Promise<Estimate> {
  const machines = await machineSizes(ctx, [ecs_spec]);
  const price = jobPricePerHour(
    { resource_id: undefined, task_specs: [{ ecs_spec, pod_count }] },
    machines,
    ctx.region,
    await ctx.prices(),
  );
  const each = machines.sizes.get(ecs_spec)?.gpus;
  return estimate(`${pod_count} x ${ecs_spec}`, hours, each === undefined ? undefined : each * pod_count, price);
}

/** The sum, where all rows have one and in one currency. */
function totalWords(all: readonly Estimate[]): string | undefined {
  const amounts = all.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  const [first] = amounts;
  if (first === undefined || amounts.some(({ currency }) => currency !== first.currency)) return undefined;
  const sum = money(
    amounts.reduce((total, { value }) => total + value, 0),
    first.currency,
  );
  return amounts.length === all.length ? sum : `${sum} for ${amounts.length} of ${all.length}`;
}

export const estimateCost = defineTool({
  name: 'estimate_cost',
  title: 'Estimate cost',
  description:
    "What jobs have cost so far, or machines would cost for some hours, by the operator's prices with date and assumptions; without prices, GPU-hours.",
  inChinese: '费用估算、卡时',
  toolset: 'metrics',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'ListEcsSpecs'],
  input: z.strictObject({
    job_ids: z.array(jobId).min(1).max(20).optional(),
    ecs_spec: z.string().regex(PLAIN).optional().describe('In place of job_ids'),
    pod_count: z.int().min(1).default(1),
    hours: z.number().min(0).max(100_000).default(1),
  }),
  output: z.object({ rows: z.array(row), total: z.string().optional(), notes: z.array(z.string()) }),
  check: null,
  async run(ctx, { job_ids, ecs_spec, pod_count, hours }) {
    if ((job_ids === undefined) === (ecs_spec === undefined))
      throw new Fault({
        kind: 'invalid_input',
        message: 'estimate_cost takes either job_ids or ecs_spec.',
        fix: 'Pass job_ids for what jobs have cost so far, or ecs_spec with pod_count and hours for machines.',
      });
    const all =
      ecs_spec === undefined
        ? await ofJobs(ctx, await fanOut([...new Set(job_ids)], (id) => readJob(ctx, id)))
        : [await ofMachines(ctx, ecs_spec, pod_count, hours)];
    const total = totalWords(all);
    return {
      rows: all.map((each) => each.row),
      ...(total === undefined ? {} : { total }),
      notes: [
        ...(total === undefined
          ? []
          : [`an estimate, ${BILLED_FROM}; restarts and changed pod counts are not taken into account.`]),
        ...(all.some(({ amount }) => amount === undefined)
          ? ['money is told only by prices that the operator supplies (--prices FILE); GPU-hours are told without.']
          : []),
      ],
    };
  },
  render: ({ rows, total, notes }) =>
    [
      ...(total === undefined ? [] : [`Estimated: ${total}.`]),
      table(
        ['what', 'status', 'hours', 'gpu_hours', 'cost', 'price'],
        rows.map((each) => [
          each.what,
          each.status ?? '',
          String(each.hours ?? 'unknown'),
          String(each.gpu_hours ?? 'unknown'),
          each.cost ?? '',
          each.price,
        ]),
      ),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: () => [],
});
