import picomatch from 'picomatch';
import { brief } from '../domain/brief.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import type { Machines } from '../domain/machine.ts';
import { jobPricePerHour, type PriceTable } from '../domain/prices.ts';
import { parseCount } from '../domain/quantity.ts';
import { checkOf, exceeds, numeric } from './ceilings.ts';
import type { Check } from './checks.ts';
import type { Refuse } from './decision.ts';
import { gpusEach, mostGpus, mostPods, sum } from './most.ts';

const NO_BOUND = 'How far the job may grow is not known: auto_scaling has no max_replicas';

const matches = (type: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => picomatch.isMatch(type, pattern, { nonegate: true, noextglob: true, windows: false }));

function jobType({ job_type }: JobDraft, { jobTypes }: Ceilings): Refuse | undefined {
  if (jobTypes === undefined || jobTypes.includes(job_type)) return undefined;
  return exceeds(
    'jobTypes',
    `job_type ${job_type} is none that the operator allows`,
    'Use one of these, where it fits.',
    jobTypes,
  );
}

/** R42 for one machine type, or for the first of several that is none of the operator's. */
export function machineCeiling(
  types: string | readonly string[],
  { machineTypes: patterns }: Ceilings,
): Refuse | undefined {
  if (patterns === undefined) return undefined;
  const others = [...new Set([types].flat())].filter((type) => !matches(type, patterns));
  const [first] = others;
  if (first === undefined) return undefined;
  const more = others.length > 1 ? ` (and ${count(others.length - 1, 'other')})` : '';
  return exceeds(
    'machineTypes',
    `Machine type ${brief(first, 60)}${more} is none that the operator allows`,
    `Use one that fits these patterns${hint('or other machines')}.`,
    patterns,
  );
}

const machineTypes = ({ task_specs }: JobDraft, ceilings: Ceilings): Refuse | undefined =>
  machineCeiling(
    task_specs.flatMap(({ ecs_spec }) => ecs_spec ?? []),
    ceilings,
  );

/**
 * Minutes from the start to the last that is paid for, with what its pods may take to end; `undefined` where nothing
 * ends the job.
 */
const minutesOf = ({ job_max_running_time_minutes: minutes, settings }: JobDraft): number | undefined =>
  minutes === undefined
    ? undefined
    : minutes +
      (settings?.job_reserved_minutes ?? 0) +
      Math.ceil((settings?.termination_grace_period_seconds ?? 0) / 60);

/**
 * R42 as far as the draft alone tells: job type, machine types, pods, and how
 * long it runs and is kept. Each on its own.
 */
export const DRAFT_CEILINGS: readonly ((job: JobDraft, ceilings: Ceilings) => Check[])[] = [
  (job, ceilings) => checkOf(ceilings, 'jobTypes', jobType(job, ceilings)),
  (job, ceilings) => checkOf(ceilings, 'machineTypes', machineTypes(job, ceilings)),
  (job, ceilings) => {
    const pods = sum(job.task_specs.map(mostPods));
    return checkOf(ceilings, 'pods', numeric(ceilings, 'pods', pods, { unknown: NO_BOUND, verb: 'may have' }));
  },
  (job, ceilings) => {
    const refusal = numeric(ceilings, 'minutes', minutesOf(job), {
      unknown: 'Nothing ends the job: it has no job_max_running_time_minutes',
      verb: 'may hold its machines for',
      fix: `Set job_max_running_time_minutes, so that it, settings.job_reserved_minutes and settings.termination_grace_period_seconds are at most ${ceilings.minutes} minutes together.`,
    });
    return checkOf(ceilings, 'minutes', refusal);
  },
];

/** Why the GPUs of a job cannot be counted. */
function uncounted({ task_specs, settings }: JobDraft, machines: Machines): string {
  const limit = settings?.data_juicer_config?.resource_limit?.gpu;
  if (limit !== undefined && parseCount(limit) === undefined)
    return `How many GPUs the job may take is not known, as resource_limit.gpu "${brief(limit, 40)}" is no count`;
  const type = task_specs.find((task) => gpusEach(task, machines) === undefined)?.ecs_spec;
  if (type === undefined) return NO_BOUND;
  const listed = machines.sizes.has(type) ? 'the cloud lists it without them' : 'the region does not list it';
  const why = machines.read ? listed : 'the list of machine types could not be read';
  return `How many GPUs ${brief(type, 60)} has is not known, as ${why}`;
}

/** Holds what the job costs per hour at the size that it may grow to against the ceiling on that. */
function mostPrice(
  job: JobDraft,
  machines: Machines,
  region: string,
  prices: PriceTable | undefined,
  ceilings: Ceilings,
): Refuse | undefined {
  if (job.resource_id !== undefined) return undefined;
  const bounded = job.task_specs.every((task) => mostPods(task) !== undefined);
  const task_specs = job.task_specs.map((task) => ({ ...task, pod_count: mostPods(task) ?? 0 }));
  const price = jobPricePerHour({ ...job, task_specs }, machines, region, prices);
  const disk = job.task_specs.some(({ system_disk }) => system_disk !== undefined);
  const why = price.known ? 'a system_disk of its own has a price that the operator cannot give' : price.why;
  return numeric(ceilings, 'pricePerHour', bounded && price.known && !disk ? price.perHour : undefined, {
    unknown: price.known && !disk ? NO_BOUND : `What the job costs per hour is not known: ${why}`,
    verb: 'may cost',
  });
}

/**
 * GPUs at the size that the job may grow to. Data-Juicer may be let estimate its resources by itself, up to a limit of
 * its own; whether that comes on top of the pods is not documented, so the larger of the two is taken.
 */
function gpusOf({ task_specs, settings }: JobDraft, machines: Machines): number | undefined {
  const pods = sum(task_specs.map((task) => mostGpus(task, machines)));
  const limit = settings?.data_juicer_config?.resource_limit?.gpu;
  if (limit === undefined || pods === undefined) return pods;
  const most = parseCount(limit);
  return most === undefined ? undefined : Math.max(pods, most);
}

/**
 * R42 as far as it takes a look at the machines: GPUs at the size that the job may grow to, and its price.
 * @param prices of the operator. What has none in them is refused where the price has a
 * ceiling; a job on a quota costs nothing more.
 */
export const machineCeilings = (
  job: JobDraft,
  machines: Machines,
  { region, prices, ceilings }: { region: string; prices: PriceTable | undefined; ceilings: Ceilings },
): Check[] => [
  ...checkOf(
    ceilings,
    'gpus',
    numeric(ceilings, 'gpus', gpusOf(job, machines), {
      unknown: uncounted(job, machines),
      verb: 'may take',
    }),
  ),
  ...checkOf(ceilings, 'pricePerHour', mostPrice(job, machines, region, prices, ceilings)),
];

/**
 * R42 for the jobs that are alive already.
 * @param alive own ones in the region;
 * @param adding how many a call would add
 */
export const liveCeiling = (alive: number, adding: number, ceilings: Ceilings): Check[] => {
  const { liveJobs: most = Number.POSITIVE_INFINITY } = ceilings;
  const refusal =
    alive + adding <= most
      ? undefined
      : exceeds(
          'liveJobs',
          `${count(alive, 'job')} of these credentials ${alive === 1 ? 'is' : 'are'} alive in this region (waiting, running, stopping, or kept after the end), ${adding} more would be ${alive + adding}, and the operator's ceiling is ${most}`,
          `Wait until one is over${hint('look at jobs')}, or let the user decide which to stop.`,
        );
  return checkOf(ceilings, 'liveJobs', refusal);
};
