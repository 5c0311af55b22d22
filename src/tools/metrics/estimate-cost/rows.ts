import * as z from 'zod';
import { hourlyWords, jobPricePerHour } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import type { Job } from '../../../jobs/job.ts';
import { shapeless } from '../../kit/fields.ts';
import { machineSizes } from '../../kit/machine-sizes.ts';
import { costOf, costWords, type Spent, spentBy } from '../../kit/spent.ts';
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

/** A row, and what it was made of. */
export interface Estimate {
  row: CostRow;
  spent: Spent;
}

function estimate(what: string, spent: Spent, status?: string): Estimate {
  const { hours, gpus, price } = spent;
  const cost = costWords(spent);
  return {
    row: {
      what,
      ...(status === undefined ? {} : { status }),
      ...(hours === undefined ? {} : { hours: round(hours) }),
      ...(gpus === undefined || hours === undefined ? {} : { gpu_hours: round(gpus * hours) }),
      ...(cost === undefined ? {} : { cost }),
      price: hourlyWords(price),
    },
    spent,
  };
}

/** What jobs have cost so far. */
export async function ofJobs(ctx: ToolContext, jobs: readonly Job[]): Promise<Estimate[]> {
  const spent = await spentBy(ctx, jobs);
  return jobs.flatMap(({ jobId: id, status }, index) => {
    const taken = spent[index];
    return taken === undefined ? [] : [estimate(id, taken, status)];
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
  const gpus = each === undefined ? undefined : each * pod_count;
  return estimate(`${pod_count} x ${ecs_spec}`, { hours, gpus, price, ...costOf(price, hours) });
}
