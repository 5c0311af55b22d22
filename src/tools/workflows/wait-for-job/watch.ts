import { ifOffered } from '../../../advice/offered.ts';
import { count } from '../../../domain/count.ts';
import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import type { Shown } from '../../../domain/shown.ts';
import type { Job } from '../../../jobs/job.ts';
import { tellingPod } from '../../../jobs/pods.ts';
import type { Matches } from '../../kit/pattern.ts';
import {
  canHavePassed,
  isOpen,
  outcomeOf,
  type Passed,
  passedBy,
  type Standing,
  standing,
  type WaitOutcome,
} from './judge.ts';
import { isPassing, type Looker, look, type Seen } from './look.ts';
import { type LogSearch, searchPodLog } from './search-log.ts';

export interface Goal {
  jobIds: readonly string[];
  until: 'any' | 'all';
  /** `undefined`: every status in which the work is over. */
  statuses: readonly string[] | undefined;
  matches: Matches | undefined;
  /** Cloud time from which the log counts. */
  logSince: string | undefined;
}

export interface Watched {
  jobId: string;
  /** The last status that was read; `undefined`: none was. */
  status: string | undefined;
  /** As it was read last. */
  job: Job | undefined;
  /** Every status that was seen, in order. */
  seen: string[];
  standing: Standing;
  /** The wanted status that it was in and left, where it is over. */
  passed?: Passed | undefined;
  /** How far its log was searched, where a line of it is waited for. */
  log?: SearchedLog | undefined;
}

/** How far the log of the pod that tells most of a job was searched. */
export interface SearchedLog extends Pick<LogSearch, 'whole' | 'written' | 'doubts'> {
  podId: string;
  /** Cloud time from which and up to which it was; absent: from its first line, and not at all yet. */
  since: string | undefined;
  until: string | undefined;
}

export interface Match {
  podId: string;
  lines: Shown[];
}

/** Milliseconds for which one look reads a log: the status of the job counts as well. */
const MOST_READING_MS = 20_000;

const noLog = (since: string | undefined, doubt: string): SearchedLog => ({
  podId: '',
  since,
  until: undefined,
  whole: true,
  written: true,
  doubts: [doubt],
});

/** Why it is not certain that a job that is over wrote no line that matches; empty where it is. */
export function doubtsOf({ standing, log }: Pick<Watched, 'standing' | 'log'>): string[] {
  if (log === undefined) return standing === 'searching' ? ['its log could not be read'] : [];
  const { podId, since, until, whole, written, doubts } = log;
  if (!whole) return [...doubts, `the log of ${podId} is searched up to ${until}, and not beyond`];
  return written || since !== undefined
    ? doubts
    : [...doubts, `the log of ${podId} is empty: nothing was written, or it is no longer kept`];
}

/** What was searched of a log without a match: it was whole, or why not. */
function logNotes(job: Watched): string[] {
  const { standing, log } = job;
  if (standing === 'ended' && log !== undefined) {
    const since = log.since === undefined ? '' : ` since ${log.since}`;
    return [`No line matches: the log of ${log.podId} was searched whole${since}.`];
  }
  const doubts = standing === 'waiting' && log?.whole ? log.doubts : doubtsOf(job);
  return standing === 'reached' ? [] : doubts.map((doubt) => `A line that matches may be there: ${doubt}.`);
}

/** What is known of the jobs of one wait, look by look. */
export class Watch {
  readonly jobs: Watched[];
  match: Match | undefined;
  /** The last look has got on in a log and not come to its end, so that the next one is wanted at once. */
  isBehind = false;
  failedLooks = 0;
  /** Why the last of them got none; `undefined` where it came too late. */
  #lastFault: Fault | undefined;
  readonly #ctx: Looker;
  readonly #goal: Goal;

  /** @param seen statuses of an earlier look of the same wait, by job */
  constructor(ctx: Looker, goal: Goal, seen: Readonly<Record<string, string>> = {}) {
    this.#ctx = ctx;
    this.#goal = goal;
    this.jobs = goal.jobIds.map((jobId) => {
      const status = Object.hasOwn(seen, jobId) ? seen[jobId] : undefined;
      return { jobId, status, job: undefined, seen: status === undefined ? [] : [status], standing: 'waiting' };
    });
  }

  get lastFault(): FaultDetails | undefined {
    return this.#lastFault?.details;
  }

  /** Where the next look at the log begins, in cloud time. */
  get since(): string | undefined {
    return this.jobs[0]?.log?.until ?? this.#goal.logSince;
  }

  outcome(): WaitOutcome {
    return outcomeOf(
      this.jobs.map((job) => job.standing),
      this.#goal.until,
    );
  }

  /**
   * Reads once the jobs that are still waited for; returns what changed, in words.
   * @param ms how long a log may be read
   */
  async look(ms = MOST_READING_MS): Promise<string[]> {
    const waiting = this.jobs.filter((job) => isOpen(job.standing));
    const before = new Map(waiting.map((job) => [job, job.status]));
    const seen = await look(
      this.#ctx,
      waiting.map(({ jobId }) => jobId),
      this.#goal.matches !== undefined,
    );
    const changes = waiting.flatMap((job) => this.#take(job, seen.get(job.jobId)));
    let failed = [...seen.values()].some(({ kind }) => kind === 'failed');
    await Promise.all(waiting.map((job) => this.#lookBack(job, before.get(job), seen.get(job.jobId))));
    this.isBehind = false;
    const { matches } = this.#goal;
    for (const job of waiting) {
      const found = seen.get(job.jobId);
      if (found?.kind !== 'job' || matches === undefined) continue;
      const searched = await this.#searchLog(job, found.job, matches, Math.min(ms, MOST_READING_MS));
      failed ||= !searched;
      if (job.standing !== 'ended') continue;
      if (!searched || job.log?.whole === false) job.standing = 'searching';
      else if (doubtsOf(job).length > 0) job.standing = 'unknown';
    }
    if (failed) this.failedLooks++;
    return changes;
  }

  #take(job: Watched, found: Seen | undefined): string[] {
    if (found === undefined) return [];
    if (found.kind === 'failed') {
      this.#lastFault = found.fault;
      return [];
    }
    if (found.kind === 'not_found') {
      job.standing = 'not_found';
      return [`${job.jobId}: not found`];
    }
    const { status } = found;
    job.job = found.job;
    const { statuses, matches } = this.#goal;
    // Where only a line of the log is waited for, no status reaches the goal: the end of the job is then no success.
    job.standing = standing(status, matches !== undefined && statuses === undefined ? [] : statuses);
    if (job.status === status) return [];
    const change = job.status === undefined ? `${job.jobId}: ${status}` : `${job.jobId}: ${job.status} -> ${status}`;
    job.status = status;
    job.seen.push(status);
    return [change];
  }

  /**
   * A wanted status can come and go between two looks, or before the first: the history of a job that is over tells.
   */
  async #lookBack(job: Watched, before: string | undefined, found: Seen | undefined): Promise<void> {
    const { statuses = [] } = this.#goal;
    if (job.standing !== 'ended' || found?.kind !== 'job' || !canHavePassed(statuses)) return;
    const whole =
      found.job.statusHistory.length > 0 ? found : (await look(this.#ctx, [job.jobId], true)).get(job.jobId);
    if (whole?.kind !== 'job') return;
    const back = passedBy(whole.job.statusHistory, statuses, before);
    job.passed = back?.passed;
    if (back?.between) job.standing = 'reached';
  }

  /** Searches on in the log of a job; resolves to `false` where it cannot be read for the moment. */
  async #searchLog(job: Watched, answer: Job, matches: Matches, ms: number): Promise<boolean> {
    const { logSince } = this.#goal;
    const pod = tellingPod(answer.pods)?.pod;
    if (pod === undefined) {
      job.log =
        answer.times.running === undefined ? undefined : noLog(logSince, 'it lists no pods, so there is no log');
      return true;
    }
    const { podId } = pod;
    // Another pod's log is searched from its beginning, save for the time that the caller gave.
    const before = job.log?.podId === podId ? job.log : undefined;
    try {
      const found = await searchPodLog(this.#ctx, answer, pod, { matches, since: before?.until ?? logSince }, ms);
      job.log = {
        podId,
        since: logSince,
        until: found.until,
        whole: found.whole,
        written: found.written || before?.written === true,
        doubts: [...new Set([...(before?.doubts ?? []), ...found.doubts])],
      };
      this.isBehind = !found.whole && found.until !== before?.until;
      if (found.lines.length > 0) {
        this.match = { podId, lines: found.lines };
        job.standing = 'reached';
      }
      return true;
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.details.kind === 'not_found') {
        job.log = job.standing === 'ended' ? noLog(logSince, `the log of ${podId} is gone`) : undefined;
        return true;
      }
      if (!isPassing(thrown)) throw thrown;
      this.#lastFault = thrown;
      return false;
    }
  }

  /**
   * Makes a wait that has learnt nothing an error, so that it does not pass for one that still goes on.
   * @throws Fault where no job exists, and where nothing could be read
   */
  assertSomethingSeen(): void {
    if (this.jobs.every((job) => job.standing === 'not_found'))
      throw new Fault({
        kind: 'not_found',
        message: `No job ${this.jobs.map(({ jobId }) => jobId).join(', ')} in ${this.#ctx.region}: there is nothing to wait for.`,
        fix: `Check id and region${ifOffered('; list_jobs all_workspaces=true days=90 shows what exists')}.`,
      });
    if (this.jobs.some(({ status, standing }) => status !== undefined || standing === 'not_found')) return;
    throw (
      this.#lastFault ??
      new Fault({
        kind: 'unavailable',
        message: 'The cloud did not answer within the time of this wait.',
        fix: 'Call again in a moment.',
        retryable: true,
      })
    );
  }

  notes(): string[] {
    return [
      ...(this.failedLooks > 0
        ? [
            `${count(this.failedLooks, 'look')} got no answer (${this.#lastFault?.details.kind ?? 'too late'}); what is shown is from the others.`,
          ]
        : []),
      ...this.jobs.flatMap((job) => logNotes(job)),
    ];
  }
}
