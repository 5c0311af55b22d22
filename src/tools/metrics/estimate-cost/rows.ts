import * as z from 'zod';
import { type HourlyPrice, hourlyWords, jobPricePerHour, money } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import type { Job } from '../../../jobs/job.ts';
import { shapeless } from '../../kit/fields.ts';
import { machineSizes } from '../../kit/machine-sizes.ts';
import { costOf, spentBy } from '../../kit/spent.ts';
import type { ToolContext } from '../../tool.ts';

export const costRow = shapeless({
  what: z.string(),
  name: z.string().optional(),
  jobs: z.number().optional(),
  status: z.string().optional(),
  hours: z.number().optional(),
  gpu_hours: z.number().optional(),
  cost: z.string().optional(),
  price: z.string().optional(),
});
export type CostRow = z.output<typeof costRow>;

/** A row and its sum of money, which is not shown twice. */
export interface Estimate {
  row: CostRow;
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
export async function ofJobs(ctx: ToolContext, jobs: readonly Job[]): Promise<Estimate[]> {
  const spent = await spentBy(ctx, jobs);
  return jobs.flatMap(({ jobId: id, status }, index) => {
    const taken = spent[index];
    return taken === undefined ? [] : [estimate(id, taken.hours, taken.gpus, taken.price, status)];
  });
}

/** What machines would cost for some hours. */
export async function ofMachines(
  ctx: ToolContext,
  ecs_spec: string,
  pod_count: number,
  hours: number,
): Promise<Estimate> {
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
export function estimateTotal(all: readonly Estimate[]): string | undefined {
  const amounts = all.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  const [first] = amounts;
  if (first === undefined || amounts.some(({ currency }) => currency !== first.currency)) return undefined;
  const sum = money(
    amounts.reduce((total, { value }) => total + value, 0),
    first.currency,
  );
  return amounts.length === all.length ? sum : `${sum} for ${amounts.length} of ${all.length}`;
}
