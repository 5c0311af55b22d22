import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import { record } from '../../../jobs/wire.ts';
import { type Check, refusalOf } from '../../../policy/checks.ts';
import { codeOf } from '../../../policy/create-details.ts';
import { decideCreates, sweepNotes } from '../../../policy/create-jobs.ts';
import { allow } from '../../../policy/decision.ts';
import { checkQuotaTogether } from '../../../policy/quota-fit.ts';
import { leavesOf, type Varying, varyingOf } from '../../../policy/varying.ts';
import { cleanLine } from '../../../shaping/clean.ts';
import { maskDocument, maskEnvs, maskSecrets } from '../../../shaping/mask.ts';
import { MASK } from '../../../shaping/spans.ts';
import { readSource } from '../../kit/create/again/propose.ts';
import { findQuota } from '../../kit/create/find-quota.ts';
import { CHECK_READS } from '../../kit/create/findings.ts';
import { fingerprint, judgeCreate } from '../../kit/create/judge.ts';
import { liveJobsCheck } from '../../kit/create/live-jobs.ts';
import { type Hide, jobTotal, type PreparedCreate, type Total } from '../../kit/create/preview.ts';
import { fanOut } from '../../kit/fan-out.ts';
import type { Checked, ToolContext } from '../../tool.ts';
import type { Sweep, Varied } from './variations.ts';

interface Wanted {
  again: Varied;
  state: 'wanted';
  prepared: PreparedCreate;
}
type Found =
  | Wanted
  /** An earlier call has made it. */
  | { again: Varied; state: 'there'; jobId: string }
  /** An earlier call may have made it. */
  | { again: Varied; state: 'open'; fault: FaultDetails };

/** One job of the call, judged, with the words on what it has that the others have not. */
export type Judged = Found & { varies: string };

export interface PreparedSweep {
  /** All are of one. */
  workspaceId: string;
  judged: readonly Judged[];
  /** What is said of those that are wanted, for the caller. */
  told: readonly string[];
  varying: Varying;
  total: Total;
  hide: Hide;
}

/** The context with each read of a check made once, however many jobs ask for it. */
export function sharing(ctx: ToolContext): ToolContext {
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(asked: unknown, read: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(asked);
    const answer = made.get(key) ?? read();
    made.set(key, answer);
    return answer as Promise<T>;
  };
  return {
    ...ctx,
    call: (action, input, options) =>
      CHECK_READS.some((read) => read === action)
        ? once([action, input], () => ctx.call(action, input, options))
        : ctx.call(action, input, options),
    // What is looked for follows from the input, so that one answer serves all who ask with it.
    cached: (action, input, found) => once(['cached', action, input], () => ctx.cached(action, input, found)),
  };
}

/**
 * Whether a job that is there has the variables of the one that is wanted, which tell the jobs of a sweep apart. Of one
 * that nobody is shown it is enough that it is there: the answer would tell a caller who tries many which one it is.
 */
async function hasEnvs(ctx: ToolContext, jobId: string, { envs = {} }: CreateJobInput): Promise<boolean> {
  const there = record((await readSource(ctx, jobId)).args.envs);
  const isShown = (name: string, value: unknown): boolean =>
    maskEnvs({ [name]: String(value) }, ctx.operator.showEnvs)[name] === value;
  return Object.entries(envs).every(([name, value]) => {
    const other = there[name];
    return other === value || (other !== undefined && !(isShown(name, value) && isShown(name, other)));
  });
}

/** @throws Fault as the checks of a create, but for an earlier one whose outcome is not known */
async function judge(ctx: ToolContext, again: Varied, whole: boolean): Promise<Found> {
  const own = { ...ctx, workspaceId: again.ctx.workspaceId };
  try {
    const { prepared } = await judgeCreate(own, { ...again.proposal, whole });
    const { once } = prepared;
    const there = once?.kind === 'made' ? once.job.jobId : once?.kind === 'refused' ? once.twin : undefined;
    const others = prepared.checks.filter(({ rule }) => rule !== 'R29');
    if (there !== undefined && refusalOf(others) === undefined && (await hasEnvs(own, there, again.proposal.job)))
      return { again, state: 'there', jobId: there };
    return { again, state: 'wanted', prepared };
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.details.kind !== 'unknown_outcome') throw thrown;
    return { again, state: 'open', fault: thrown.details };
  }
}

const sumOf = (totals: readonly Total[]): Total =>
  totals.reduce((sum, each) => ({
    pods: sum.pods + each.pods,
    gpus: sum.gpus + each.gpus,
    cpus: sum.cpus + each.cpus,
    memory_gib: sum.memory_gib + each.memory_gib,
    complete: sum.complete && each.complete,
  }));

/** What all jobs on one quota take of it together. The quota was read for the first of them, and is not read again. */
async function checkTogether(ctx: ToolContext, wanted: readonly Wanted[]): Promise<Check[]> {
  const jobs = wanted.map(({ prepared: { job } }) => job);
  const quotas = [...new Set(jobs.flatMap(({ resource_id }) => resource_id ?? []))];
  const workspaceId = wanted[0]?.prepared.facts.workspaceId ?? '';
  const checks = await fanOut(quotas, async (quotaId) => {
    const its = jobs.filter(({ resource_id }) => resource_id === quotaId);
    return its.length < 2 ? [] : checkQuotaTogether(its, await findQuota(ctx, quotaId, workspaceId));
  });
  return checks.flat();
}

const NOTHING: Total = { pods: 0, gpus: 0, cpus: 0, memory_gib: 0, complete: true };

/**
 * A value of a job as a person may read it: cleaned, without secrets; what is carried over unseen says only that it
 * differs.
 */
function shownValue(hide: Hide, path: string, value: unknown, showEnvs: readonly string[]): string {
  const name = /[^.]*$/.exec(path)?.[0] ?? '';
  const masked = path.startsWith('envs.')
    ? maskEnvs({ [path.slice('envs.'.length)]: String(value) }, showEnvs)[path.slice('envs.'.length)]
    : maskDocument(String(value), [], name);
  // Whole, as what is left out could be what differs; a line break can be all of it.
  return cleanLine(maskSecrets(String(hide(masked ?? '***'))).replaceAll('\n', ' ⏎ '), Number.POSITIVE_INFINITY);
}

/**
 * Judges all jobs of a call. Those that an earlier call has made, or may have made, are left: the call can be repeated
 * after it was cut short, and makes each job once (R29).
 * @throws Fault `unknown_outcome` where nothing but such jobs is asked for
 */
export async function judgeAll(
  asked: ToolContext,
  { jobs: all, base }: Sweep,
  whole: boolean,
): Promise<Checked<PreparedSweep>> {
  const ctx = sharing(asked);
  const found = await fanOut(all, (again) => judge(ctx, again, whole));
  const wanted = found.flatMap((each) => (each.state === 'wanted' ? [each] : []));
  const hide: Hide = (shown) => all.reduce((text, each) => each.hide(text), shown);
  // What a variation has of the job that it is made from, others may have written: it is told apart, and not repeated.
  const before = new Map(leavesOf(all[0]?.from ?? {}));
  const varying = varyingOf(
    all.map(({ proposal, told = proposal.job }) => told),
    (path, value, at) =>
      all[at]?.isGiven?.(path) === false && (value === MASK || before.get(path) === value)
        ? 'as before'
        : shownValue(all[at]?.hide ?? hide, path, value, ctx.operator.showEnvs),
  );
  const words = varying.rows.map((row) => row.map((value, at) => `${varying.columns[at]}=${value}`).join(', '));
  const judged = found.map((each, at): Judged => ({ ...each, varies: words[at] ?? '' }));
  const total = wanted.length === 0 ? NOTHING : sumOf(wanted.map(({ prepared }) => prepared.total));
  const workspaceId = all[0]?.ctx.workspaceId ?? '';
  const prepared = { workspaceId, judged, told: [], varying, total, hide };
  if (wanted.length === 0) {
    for (const each of found) if (each.state === 'open') throw new Fault(hide(each.fault));
    return { decision: allow(), prepared };
  }
  const [live, together] = await Promise.all([liveJobsCheck(ctx, wanted.length), checkTogether(ctx, wanted)]);
  const rows = found.flatMap((each, at) => (each.state === 'wanted' ? [varying.rows[at] ?? []] : []));
  const drafts = wanted.map(({ again: { place }, prepared: { job, checks, facts } }, at) => ({
    job,
    place,
    // What is held against all of them together, as the ceiling on live jobs is, is said with the first.
    checks: [
      ...(at === 0 ? [...together, ...live] : []),
      ...checks.filter(({ what }) => !live.some((each) => each.what === what)),
    ],
    facts,
  }));
  const decision = decideCreates(drafts, {
    total: jobTotal(total),
    varying: { ...varying, rows },
    fingerprint: fingerprint(wanted.map(({ prepared: { job, facts } }) => [job, codeOf(job, facts)])),
    left: found.length - wanted.length,
    base,
  });
  return { decision: hide(decision), prepared: { ...prepared, told: hide(sweepNotes(drafts)) } };
}
