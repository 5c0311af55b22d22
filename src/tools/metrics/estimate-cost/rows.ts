import * as z from 'zod';
import { Fault } from '../../../domain/fault.ts';
import { hint } from '../../../domain/hint.ts';
import { hourlyWords, jobPricePerHour } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import type { Job } from '../../../jobs/job.ts';
import { findMachines } from '../../kit/create/find-machines.ts';
import { shapeless } from '../../kit/fields.ts';
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

/**
 * What machines would cost for some hours.
 * @throws Fault `invalid_input` for a type that neither the region nor the operator's prices have
 */
export async function ofMachines(
  ctx: ToolContext,
  ecs_spec: string,
  pod_count: number,
  hours: number,
): Promise<Estimate> {
  const { machines, nearest } = await findMachines(ctx, [ecs_spec]);
  const price = jobPricePerHour(
    { resource_id: undefined, task_specs: [{ ecs_spec, pod_count }] },
    machines,
    ctx.region,
    await ctx.prices(),
  );
  const near = nearest.get(ecs_spec);
  if (near !== undefined && !price.known)
    throw new Fault({
      kind: 'invalid_input',
      message: `ecs_spec "${ecs_spec}" is no machine type of ${ctx.region}.`,
      fix: `${near.length > 0 ? `Use one of the nearest real types${hint('or other machines')}` : `Take one${hint('from machines')}`}.`,
      ...(near.length > 0 ? { valid: near } : {}),
    });
  const each = machines.sizes.get(ecs_spec)?.gpus;
  const gpus = each === undefined ? undefined : each * pod_count;
  return estimate(`${pod_count} x ${ecs_spec}`, { hours, gpus, price, ...costOf(price, hours) });
}
