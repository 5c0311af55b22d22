import { ifOffered } from '../../../advice/offered.ts';
import { type CreateEntry, type CreateKey, REQUEST_TAG } from '../../../domain/create-ledger.ts';
import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import type { Said } from '../../../domain/said.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import {
  checkRequestTag,
  judgeTwins,
  type KnownJob,
  lookAlikes,
  madeBy,
  notShownYet,
  sameSpec,
  settlesAt,
  wasNeverCarriedOut,
} from '../../../policy/create-once.ts';
import type { Refuse } from '../../../policy/decision.ts';
import type { ToolContext } from '../../tool.ts';
import { readJob } from '../read-job.ts';
import { findByName, findByTag, knownJob } from './search.ts';

/**
 * What stands in the way of a create: nothing (`clear`), a rule (`refused`), or an earlier call that made this job
 * (`made`).
 */
export type Assessment =
  | {
      kind: 'clear';
      /** The entries of the ledger that were taken into account. */
      seen: readonly CreateEntry[];
      /** For the person and the result. */
      notes: readonly Said[];
    }
  | {
      kind: 'refused';
      decision: Refuse;
      /** The job that is there already, where that is why. */
      twin?: string | undefined;
    }
  | { kind: 'made'; entry: CreateEntry; job: KnownJob };

export const keyOf = ({ region, workspaceId }: ToolContext, { display_name }: CreateJobInput): CreateKey => {
  if (workspaceId === undefined) throw new Error('a create is assessed without a workspace');
  return { region, workspace_id: workspaceId, display_name };
};

/**
 * The fault of an open create whose job is not found. It may still appear, so creates of this name stay blocked.
 * @param alike jobs that the create may have made
 * @param cause of the create's own failure, where it has failed in this call
 */
export function stillOpen(entry: CreateEntry, alike: readonly KnownJob[], cause?: FaultDetails): Fault {
  const { display_name, workspace_id, region, request_id, at } = entry;
  const hint = alike.map(({ jobId, status }) => `${jobId} (${status})`).join(', ');
  return new Fault({
    kind: 'unknown_outcome',
    rule: 'R29',
    message: `Whether the create of "${display_name}" in workspace ${workspace_id}, ${region}, begun at ${at}, made a job is not known: no job with its tag ${REQUEST_TAG}=${request_id} is found so far.${hint === '' ? '' : ` Same name and spec, but no such tag: ${hint}.`} Creates of this name are blocked.`,
    fix: `Do not create it another way. Repeat the call without changes in a minute or later: it searches again before it creates anything; after ${settlesAt(entry)} a search that finds nothing settles it. ${ifOffered(`Or look for it with list_jobs tags={"${REQUEST_TAG}":"${request_id}"} and list_jobs display_name=${display_name}; if`, 'If')} the user has verified that it does not exist, use another display_name.`,
    retryable: true,
    ...(cause?.requestId === undefined ? {} : { requestId: cause.requestId }),
    ...(cause?.httpStatus === undefined ? {} : { httpStatus: cause.httpStatus }),
    ...(cause?.code === undefined ? {} : { code: cause.code }),
  });
}

/**
 * Reads a job that this server made a moment ago by its id, as a list may not have it yet. `undefined`: the cloud has
 * it not.
 */
async function readMade(ctx: ToolContext, jobId: string): Promise<KnownJob | undefined> {
  try {
    return knownJob(await readJob(ctx, jobId), ctx.now());
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return undefined;
    throw thrown;
  }
}

/**
 * Finds out what must be known before a create is sent (R29): how an earlier one of this name ended, and whether the
 * same job is there already. It only reads. Call it within `inTurn` of its key, so that no other create of the name
 * runs meanwhile.
 * @throws Fault `unknown_outcome` while an earlier create may still have an effect; that of a search which failed
 */
export async function assess(ctx: ToolContext, job: CreateJobInput): Promise<Assessment> {
  const seen = await ctx.creates.find(keyOf(ctx, job));
  const open = seen.find((entry) => entry.job_id === undefined);
  const tagged = open && (await findByTag(ctx, open));
  const named = await findByName(ctx, keyOf(ctx, job));
  if (open !== undefined) {
    const made = tagged ?? madeBy(open, named);
    if (made !== undefined && sameSpec(job, made)) return { kind: 'made', entry: open, job: made };
    if (made === undefined && !wasNeverCarriedOut(open, Date.now()))
      throw stillOpen(open, lookAlikes(open, job, named));
    if (made !== undefined && !named.some(({ jobId }) => jobId === made.jobId)) named.push(made);
  }
  for (const entry of seen) {
    if (entry.job_id === undefined || named.some(({ jobId }) => jobId === entry.job_id)) continue;
    const made = await readMade(ctx, entry.job_id);
    if (made === undefined) return { kind: 'refused', decision: notShownYet(entry), twin: entry.job_id };
    named.push(made);
  }
  const { refusal, twin, notes } = judgeTwins(job, named);
  return refusal === undefined ? { kind: 'clear', seen, notes } : { kind: 'refused', decision: refusal, twin };
}

/** `assess` before a person is asked. Waits for creates of the same name that are under way in this process (R29). */
export async function checkOnce(ctx: ToolContext, job: CreateJobInput): Promise<Assessment> {
  const decision = checkRequestTag(job);
  if (decision !== undefined) return { kind: 'refused', decision };
  return ctx.creates.inTurn(keyOf(ctx, job), async () => {
    ctx.signal.throwIfAborted();
    return assess(ctx, job);
  });
}
