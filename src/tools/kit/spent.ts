import type { Machines } from '../../domain/machine.ts';
import { type HourlyPrice, jobPricePerHour, money } from '../../domain/prices.ts';
import { endOfJob, type Job } from '../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../jobs/job-size.ts';
import type { ToolContext } from '../tool.ts';
import { machineSizes } from './machine-sizes.ts';

/** What a job has taken so far, from when it ran, as the time in a queue costs nothing, to its end or now. */
export interface Spent {
  /** Of its own; `undefined` where the cloud does not tell since when it runs, or when it ended. */
  hours: number | undefined;
  /** `undefined` where it is not known. */
  gpus: number | undefined;
  price: HourlyPrice;
  /** By the operator's prices (R44); absent where they do not know it. */
  cost?: { value: number; currency: string };
}

/** A part of time, in epoch milliseconds. */
export interface TimeSpan {
  from: number;
  to: number;
}
const ALWAYS: TimeSpan = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The price of some hours, where it is known. */
export const costOf = (price: HourlyPrice, hours: number | undefined): Pick<Spent, 'cost'> =>
  price.known && hours !== undefined ? { cost: { value: price.perHour * hours, currency: price.currency } } : {};

/** `at most 12.50 CNY`; `undefined` where the operator's prices do not know it. */
export const costWords = ({ cost, price }: Spent): string | undefined =>
  cost && `${price.known && price.atMost ? 'at most ' : ''}${money(cost.value, cost.currency)}`;

/** Hours that a job ran within a span; `undefined` where the cloud does not tell since when, or until when. */
function hoursWithin(job: Job, now: Date, { from, to }: TimeSpan): number | undefined {
  const { running } = job.times;
  if (running === undefined) return job.status === 'Running' ? undefined : 0;
  const end = endOfJob(job, now);
  return end && Math.max(0, Math.min(end.getTime(), to) - Math.max(Date.parse(running), from)) / 3_600_000;
}

/** Sizes of machine types, by one call of ListEcsSpecs for those that were not asked for before. */
export function rememberedSizes(ctx: ToolContext): (types: readonly (string | undefined)[]) => Promise<Machines> {
  const asked = new Set<string | undefined>();
  const sizes = new Map<string, NonNullable<ReturnType<Machines['sizes']['get']>>>();
  return async (types) => {
    const { sizes: found, read } = await machineSizes(
      ctx,
      types.filter((type) => !asked.has(type)),
    );
    for (const type of types) asked.add(type);
    for (const [type, size] of found) sizes.set(type, size);
    return { sizes, read };
  };
}

/**
 * What jobs have taken so far, in their order. The sizes of all their machine types are one call of ListEcsSpecs.
 * @param within the part of time that counts
 * @throws Fault where that call would fail for any reason that has nothing to do with it (no credentials, a wrong
 *   region)
 */
export async function spentBy(
  ctx: ToolContext,
  jobs: readonly Job[],
  within: TimeSpan = ALWAYS,
  sizesOf = rememberedSizes(ctx),
): Promise<Spent[]> {
  const table = await ctx.prices();
  const machines = await sizesOf(jobs.flatMap(({ tasks }) => tasks.map(({ ecsSpec }) => ecsSpec?.line(80))));
  const now = ctx.now();
  return jobs.map((job) => {
    const task_specs = job.tasks.map(({ ecsSpec, pods = 0, spot }) => ({
      ecs_spec: ecsSpec?.line(80),
      pod_count: pods,
      // Its limits are not read: what spot capacity costs is at most the list price.
      spot: spot ? {} : undefined,
    }));
    const { gpus, complete } = totalOf(sizedTasks(job.tasks), machines);
    const hours = hoursWithin(job, now, within);
    const resource_id = job.resourceId === undefined ? undefined : 'quota';
    const price = jobPricePerHour({ resource_id, task_specs }, machines, ctx.region, table);
    return { hours, gpus: complete ? gpus : job.gpus, price, ...costOf(price, hours) };
  });
}
