import * as z from 'zod';
import { ifOffered } from '../../../advice/offered.ts';
import { Fault } from '../../../domain/fault.ts';
import { type CreateJobInput, createJobInput } from '../../../jobs/job-fields.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';
import type { InCall } from '../../../policy/places.ts';
import { applyChanges, changes } from '../../kit/create/again/changes.ts';
import { type Again, besides, nameOf, propose, readSource, wholeJob } from '../../kit/create/again/propose.ts';
import { checkSameWorkspace } from '../../kit/create/again/stays.ts';
import { jobId } from '../../kit/fields.ts';
import type { ToolContext } from '../../tool.ts';
import { placeOfBase, placeOfVariation, variationName } from './places.ts';

const text = z.string();

export const MOST_VARIATIONS = 20;

/** What is changed most from one variation to the next. All other parameters of `create_job` are taken too. */
const advertised = z.object({ display_name: text, command: text, envs: z.record(text, text) }).partial();

export const sweepInput = z.strictObject({
  from_job: jobId.optional().describe('Job to vary; or job'),
  job: createJobInput
    .omit({ dry_run: true })
    .meta({ advertised: z.object({ display_name: text }) })
    .optional()
    .describe(`All arguments ${ifOffered('of create_job', 'of a create')}`),
  variations: z
    .array(changes.meta({ advertised }) as typeof changes)
    .min(1)
    .max(MOST_VARIATIONS)
    .describe(`What differs: any parameter${ifOffered(' of create_job')}; objects by name, null removes`),
  dry_run: z.boolean().optional(),
});

export type SweepInput = z.output<typeof sweepInput>;

const wrong = (message: string, fix: string): Fault =>
  new Fault({ kind: 'invalid_input', message: `${message} Nothing was created.`, fix });

/** The place of the first value that stands in a list before; `undefined` where each is another one. */
function repeated(values: readonly string[]): [first: number, again: number] | undefined {
  const again = values.findIndex((value, at) => values.indexOf(value) < at);
  return again < 0 ? undefined : [values.indexOf(values[again] ?? ''), again];
}

/** @throws Fault `invalid_input` where two variations would be the same job, or have one name */
function checkDistinct(jobs: readonly CreateJobInput[]): void {
  const names = repeated(jobs.map(({ display_name }) => display_name));
  if (names !== undefined)
    throw wrong(
      `${names.map(variationName).join(' and ')} have the same display_name.`,
      'Give each its own, or none: then they are numbered.',
    );
  const same = repeated(jobs.map(({ display_name: _, ...job }) => JSON.stringify(job)));
  if (same !== undefined)
    throw wrong(
      `${same.map(variationName).join(' and ')} are the same job.`,
      'Let something differ, such as a seed in envs, or leave one out.',
    );
}

/** @throws Fault `invalid_input` for no base, and for two */
export function checkBase({ from_job, job }: Pick<SweepInput, 'from_job' | 'job'>): void {
  if ((from_job === undefined) === (job === undefined))
    throw wrong('A base is needed, and one only.', 'Pass from_job (a job to vary) or job (all arguments of a create).');
}

/** A job that a call asks for, and what of the call it is made from. */
export type Varied = Again & { place: InCall };

export interface Sweep {
  jobs: readonly Varied[];
  /** What all are made from, where the call gives it. */
  base?: InCall;
}

/** The same work, which says of what is wrong with a variation which one it is. */
async function ofVariation<T>(at: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || !['invalid_input', 'refused'].includes(thrown.details.kind)) throw thrown;
    throw new Fault({ ...thrown.details, message: `${variationName(at)}: ${thrown.details.message}` });
  }
}

const suffixes = (variations: readonly Arguments[]): string[] => variations.map((_, at) => `-${at + 1}`);

/**
 * The jobs that a call asks for, complete, each with what was found of it before the checks of a create. It only reads.
 * @throws Fault `invalid_input` for what makes no whole job, and for two that are one
 */
export async function variationsOf(ctx: ToolContext, { from_job, job, variations }: SweepInput): Promise<Sweep> {
  checkBase({ from_job, job });
  const numbered = suffixes(variations);
  const named = (stem: string) =>
    variations.map((change, at) => ({ ...change, display_name: change.display_name ?? `${stem}${numbered[at]}` }));
  const jobs: Varied[] = [];
  const add = (at: number, from: Arguments, again: Again): void => {
    jobs.push({ ...again, place: placeOfVariation(at, variations[at] ?? {}, from, again.proposal.job) });
  };
  if (from_job !== undefined) {
    const source = await readSource(ctx, from_job);
    const elsewhere = checkSameWorkspace(ctx, source);
    const stem = await nameOf(besides(ctx, source), source, numbered);
    for (const [at, change] of named(stem).entries()) {
      const { proposal, ...again } = await ofVariation(at, () => propose(ctx, source, change, variations));
      const checks = [...elsewhere, ...(proposal.checks ?? [])];
      add(at, source.args, { ...again, proposal: { ...proposal, checks } });
    }
  } else if (job !== undefined)
    for (const [at, change] of named(job.display_name).entries()) {
      const whole = await ofVariation(at, () => wholeJob('This job', applyChanges(job, change)));
      add(at, job, { ctx, proposal: { job: whole }, notes: [], hide: (shown) => shown });
    }
  checkDistinct(jobs.map(({ proposal, told = proposal.job }) => told));
  return { jobs, ...(job && { base: placeOfBase(job) }) };
}
