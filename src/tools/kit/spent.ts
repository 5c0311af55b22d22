import { type HourlyPrice, jobPricePerHour } from '../../domain/prices.ts';
import { type Job, secondsBetween } from '../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../jobs/job-size.ts';
import type { ToolContext } from '../tool.ts';
import { cloudClock } from './cloud-clock.ts';
import { machineSizes } from './machine-sizes.ts';

/** What a job has taken so far, from when it ran, as the time in a queue costs nothing, to its end or now. */
export interface Spent {
  /** Of its own; `undefined` where the cloud does not tell since when it runs. */
  hours: number | undefined;
  /** `undefined` where it is not known. */
  gpus: number | undefined;
  price: HourlyPrice;
  /** By the operator's prices (R44); absent where they do not know it. */
  cost?: { value: number; currency: string };
}

/** The price of some hours, where it is known. */
export const costOf = (price: HourlyPrice, hours: number | undefined): Pick<Spent, 'cost'> =>
  price.known && hours !== undefined ? { cost: { value: price.perHour * hours, currency: price.currency } } : {};

/**
 * What jobs have taken so far, in their order. The sizes of all their machine types are one call of ListEcsSpecs.
 * @throws Fault where that call would fail for any reason that has nothing to do with it (no credentials, a wrong region)
 */
export async function spentBy(ctx: ToolContext, jobs: readonly Job[]): Promise<Spent[]> {
  const table = await ctx.prices();
  const machines = await machineSizes(
    ctx,
    jobs.flatMap(({ tasks }) => tasks.map(({ ecsSpec }) => ecsSpec?.line(80))),
  );
  return jobs.map((job) => {
    const task_specs = job.tasks.map(({ ecsSpec, pods = 0, spot }) => ({
      ecs_spec: ecsSpec?.line(80),
      pod_count: pods,
      // Its limits are not read: what spot capacity costs is at most the list price.
      spot: spot ? {} : undefined,
    }));
    const { gpus, complete } = totalOf(sizedTasks(job.tasks), machines);
    const seconds = secondsBetween(job.times.running, job.times.finished ?? cloudClock(job, ctx.now()));
    const hours = seconds === undefined && job.status === 'Running' ? undefined : (seconds ?? 0) / 3600;
    const resource_id = job.resourceId === undefined ? undefined : 'quota';
    const price = jobPricePerHour({ resource_id, task_specs }, machines, ctx.region, table);
    return { hours, gpus: complete ? gpus : job.gpus, price, ...costOf(price, hours) };
  });
}
