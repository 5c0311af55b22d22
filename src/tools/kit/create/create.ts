import { randomUUID } from 'node:crypto';
import { ifOffered } from '../../../advice/offered.ts';
import type { CreateEntry } from '../../../domain/create-ledger.ts';
import { Fault, type FaultKind } from '../../../domain/fault.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { Job } from '../../../jobs/job.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import { createRequest, withTag } from '../../../jobs/job-request.ts';
import type { OfTemplate } from '../../../jobs/template.ts';
import { type KnownJob, lookAlikes, madeBy, SEND_WITHIN_MS, searchPauses } from '../../../policy/create-once.ts';
import { refusalFault } from '../../../policy/decision.ts';
import type { ToolContext } from '../../tool.ts';
import { type Assessment, assess, keyOf, stillOpen } from './assess.ts';
import { openWithin } from './live-jobs.ts';
import { findByName, findByTag } from './search.ts';

/** The one job that there is now. `notes` say what the caller should know of how it came to be. */
export interface Created {
  jobId: string;
  /** False: an earlier call made it, and this call created nothing. */
  created: boolean;
  notes: readonly string[];
}

/** Kinds of faults that say that a write was certainly not carried out. With any other it may have been. */
const NOT_DONE: ReadonlySet<FaultKind> = new Set([
  'throttled',
  'permission_denied',
  'invalid_input',
  'credentials',
  'not_found',
  'unavailable',
  // A locked scope holds a call before it is sent.
  'refused',
]);

/**
 * Whether a create was certainly not carried out. `api/` throws the signal's own reason only if nothing had been sent.
 */
const wasNotDone = (thrown: unknown, signal: AbortSignal): boolean =>
  thrown instanceof Fault ? NOT_DONE.has(thrown.details.kind) : signal.aborted && thrown === signal.reason;

/**
 * Ends an entry of the ledger. What became of the job is known by now, so a ledger that fails here is noted and not
 * thrown. The entry then stays open, and the next create of this name searches first.
 */
async function close({ creates }: ToolContext, requestId: string, jobId?: string): Promise<string[]> {
  try {
    await creates.close(requestId, jobId);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return [
      `${thrown.details.message} There, this create stays marked as open, and the next one of its name searches first. Tell the operator.`,
    ];
  }
}

/** Looks once for the job of a create whose answer got lost. Where it is not found: jobs that look like it. */
async function look(ctx: ToolContext, entry: CreateEntry, job: CreateJobInput) {
  const tagged = await findByTag(ctx, entry);
  if (tagged !== undefined) return { made: tagged, alike: [] };
  const named = await findByName(ctx, entry);
  return { made: madeBy(entry, named), alike: lookAlikes(entry, job, named) };
}

/** Looks again and again until the job is found or the operator's time is up; a look that fails is repeated. */
async function search(
  ctx: ToolContext,
  entry: CreateEntry,
  job: CreateJobInput,
): Promise<{ made: KnownJob | undefined; alike: readonly KnownJob[] }> {
  const total = ctx.operator.createSearchMs;
  const started = performance.now();
  let alike: readonly KnownJob[] = [];
  for (const pause of [0, ...searchPauses(total)]) {
    if (pause > 0) {
      if (performance.now() - started > total) break;
      await ctx.sleep(pause);
    }
    try {
      const seen = await look(ctx, entry, job);
      if (seen.made !== undefined) return seen;
      alike = seen.alike;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
    }
  }
  return { made: undefined, alike };
}

/** Sends a create that is in the ledger, once, and finds out what became of it. */
async function send(
  ctx: ToolContext,
  entry: CreateEntry,
  job: CreateJobInput,
  template: OfTemplate | undefined,
): Promise<Created> {
  const request = withTag(createRequest(job, entry.workspace_id, template), entry.request_id);
  try {
    const answer = await ctx.call('CreateJob', request, { expires: Date.parse(entry.at) + SEND_WITHIN_MS });
    const { jobId } = new Job(answer);
    return { jobId, created: true, notes: await close(ctx, entry.request_id, jobId) };
  } catch (thrown) {
    if (wasNotDone(thrown, ctx.signal)) {
      await close(ctx, entry.request_id);
      throw thrown;
    }
    // The call was cancelled, so nobody waits for a search. The entry stays open, and the next call searches.
    if (ctx.signal.aborted || !(thrown instanceof Fault)) throw thrown;
    const { made, alike } = await search(ctx, entry, job);
    if (made === undefined) throw stillOpen(entry, alike, thrown.details);
    return {
      jobId: made.jobId,
      created: true,
      notes: [
        'The answer to the create got lost; the job was found by its tag.',
        ...(await close(ctx, entry.request_id, made.jobId)),
      ],
    };
  }
}

/** Answers with the job that an earlier call made, instead of making it twice. */
async function take(ctx: ToolContext, entry: CreateEntry, { jobId, status }: KnownJob): Promise<Created> {
  const over = statusFacts(status).phase === 'terminal';
  return {
    jobId,
    created: false,
    notes: [
      `It was created by an earlier call, begun at ${entry.at}, whose outcome was not known; this call created nothing. Type, quota, tasks and command are those of this call, the rest was not compared.${over ? ' It is over: if the user wants to run it again, make the call once more.' : ''}`,
      ...(await close(ctx, entry.request_id, jobId)),
    ],
  };
}

/**
 * Creates a job exactly once (R29): enters it in the ledger, sends it once, and finds out what became of it.
 * @param found what `checkOnce` found just before
 * @param template of which the job is made
 * @throws Fault of the create where it was certainly not carried out; `unknown_outcome` where that is not known, and
 *   then creates of this name stay blocked; `refused` where another create of this name came first
 */
export async function createOnce(
  ctx: ToolContext,
  job: CreateJobInput,
  found: Assessment,
  template?: OfTemplate,
): Promise<Created> {
  return ctx.creates.inTurn(keyOf(ctx, job), async () => {
    ctx.signal.throwIfAborted();
    for (let tries = 0, now = found; tries < 3; tries++, now = await assess(ctx, job)) {
      if (now.kind === 'made') return take(ctx, now.entry, now.job);
      if (now.kind === 'refused') throw refusalFault(now.decision);
      const entry = { ...keyOf(ctx, job), request_id: randomUUID(), at: new Date().toISOString() };
      if (await openWithin(ctx, entry, now.seen)) {
        const sent = await send(ctx, entry, job, template);
        return { ...sent, notes: [...now.notes.map((note) => note.en), ...sent.notes] };
      }
      // Another process has entered a create of this name since: assess again, with what it did.
    }
    throw new Fault({
      kind: 'unavailable',
      message: `Others create jobs named "${job.display_name}" at the same time; nothing was created.`,
      fix: `Look${ifOffered(' with list_jobs')} what is there now, then call again.`,
      retryable: true,
    });
  });
}
