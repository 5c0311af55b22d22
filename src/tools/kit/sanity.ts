import * as z from 'zod';
import { brief, briefList } from '../../domain/brief.ts';
import { readSanityChecks, type SanityCheck } from '../../jobs/sanity.ts';
import { Foreign } from '../../shaping/foreign.ts';
import { inOurWords, NO_TEXT } from '../../shaping/shown.ts';
import { table } from '../../shaping/table.ts';
import { durationWords } from '../../shaping/times.ts';
import type { ToolContext } from '../tool.ts';
import { fenced } from './cloud-lines.ts';
import { foreignText, shapeless } from './fields.ts';
import { readJob } from './read-job.ts';

const opt = z.string().optional();

const sanityRow = shapeless({
  /** Absent where the cloud does not say. */
  check_number: z.number().optional(),
  phase: z.string(),
  status: z.string(),
  started: opt,
  finished: opt,
  message: foreignText.optional(),
});

export const sanityRows = z.array(sanityRow);

type SanityRow = z.output<typeof sanityRow>;

/** Characters of a message that are shown. */
export const MOST_SANITY_MESSAGE = 1000;

export const sanityRowOf = ({ round, message, phase, status, started, finished }: SanityCheck): SanityRow => ({
  check_number: round,
  phase,
  status,
  started,
  finished,
  message: message?.line(MOST_SANITY_MESSAGE),
});

/** Why a job has no sanity-check results (R13); reads the job. */
export async function whyNoSanity(ctx: ToolContext, jobId: string): Promise<string> {
  const { sanityCheck, status } = await readJob(ctx, jobId);
  if (!sanityCheck)
    return 'EnableSanityCheck is off for this job, so nothing was checked. It can only be set when a job is created (PyTorchJob on Lingjun, whole machines).';
  return `EnableSanityCheck is on, but there is no result (job ${status}): checks run after EnvPreparing, or after a fault with --sanity-check-timing=AfterJobFaultTolerant.`;
}

/** Checks that are named where another one was asked for. */
const MOST_NAMED = 20;

/** Why a check of a job has no result: which have some, or why none has. */
export async function whyNoSuchCheck(ctx: ToolContext, jobId: string): Promise<string> {
  const checks = readSanityChecks(await ctx.call('ListJobSanityCheckResults', { JobId: jobId, Order: 'desc' }));
  if (checks.length === 0) return whyNoSanity(ctx, jobId);
  const phases = new Map<string, string[]>();
  for (const { round, phase } of checks) {
    const name = String(round ?? '?');
    phases.set(name, [...(phases.get(name) ?? []), phase]);
  }
  const named = [...phases].map(([name, its]) => `check ${name} (${its.join(', ')})`);
  return `There are results of ${briefList(named, MOST_NAMED, 120)}.`;
}

const took = ({ started, finished }: SanityRow): string => {
  const span = (Date.parse(finished ?? '') - Date.parse(started ?? '')) / 1000;
  return Number.isNaN(span) ? '' : durationWords(span);
};

/** Characters of the message of a phase that succeeded: the figures of a few nodes. */
const SUCCEEDED = 200;

/**
 * The verdict, the phases and their messages, fenced. Of a phase that succeeded only the beginning of the message is
 * shown.
 */
export function renderSanity(jobId: string, rows: readonly SanityRow[]): string {
  const bad = rows.filter(({ status }) => status !== 'Succeeded');
  const verdict = bad.length === 0 ? 'all succeeded' : `${bad.length} not succeeded`;
  const messages = rows.flatMap(({ check_number, phase, status, message }) => {
    const name = Foreign.of(phase)?.line() ?? NO_TEXT;
    const told = message && status === 'Succeeded' ? brief(message, SUCCEEDED) : message;
    return told ? [inOurWords`${check_number ?? NO_TEXT} ${name}: ${told}`] : [];
  });
  return [
    `${jobId}: ${rows.length} phases of sanity checks, ${verdict}.`,
    table(
      ['check', 'phase', 'status', 'started', 'took'],
      rows.map((row) => [String(row.check_number ?? '?'), row.phase, row.status, row.started ?? '', took(row)]),
    ),
    ...fenced('messages of the checks', messages),
  ].join('\n');
}
