import { ifOffered } from '../../../advice/offered.ts';
import { count } from '../../../domain/count.ts';
import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import type { Shown } from '../../../domain/shown.ts';
import { cloudClock, type Job } from '../../../jobs/job.ts';
import { utcSeconds } from '../../kit/fields.ts';
import { type Matches, matchingLines } from '../../kit/pattern.ts';
import { canHavePassed, outcomeOf, type Passed, passedBy, type Standing, standing, type WaitOutcome } from './judge.ts';
import { type Looker, look, type Seen, searchForPattern } from './look.ts';

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
}

export interface Match {
  podId: string;
  lines: Shown[];
}

/** Milliseconds by which a look goes back: lines can reach the log late, and the cloud's window is in whole seconds. */
const OVERLAP_MS = 10_000;

/** What is known of the jobs of one wait, look by look. */
export class Watch {
  readonly jobs: Watched[];
  match: Match | undefined;
  /** Where the next look at the log begins, in cloud time. */
  since: string | undefined;
  /** The newest lines of a pod that were not all seen. */
  missedLines = false;
  failedLooks = 0;
  /** Why the last of them got none; `undefined` where it came too late. */
  #lastFault: Fault | undefined;
  #pod: string | undefined;
  readonly #ctx: Looker;
  readonly #goal: Goal;

  /** @param seen statuses of an earlier look of the same wait, by job */
  constructor(ctx: Looker, goal: Goal, seen: Readonly<Record<string, string>> = {}) {
    this.#ctx = ctx;
    this.#goal = goal;
    this.since = goal.logSince;
    this.jobs = goal.jobIds.map((jobId) => {
      const status = Object.hasOwn(seen, jobId) ? seen[jobId] : undefined;
      return { jobId, status, job: undefined, seen: status === undefined ? [] : [status], standing: 'waiting' };
    });
  }

  get lastFault(): FaultDetails | undefined {
    return this.#lastFault?.details;
  }

  outcome(): WaitOutcome {
    return outcomeOf(
      this.jobs.map((job) => job.standing),
      this.#goal.until,
    );
  }

  /** Reads once the jobs that are still waited for; returns what changed, in words. */
  async look(): Promise<string[]> {
    const waiting = this.jobs.filter((job) => job.standing === 'waiting');
    const before = new Map(waiting.map((job) => [job, job.status]));
    const seen = await look(
      this.#ctx,
      waiting.map(({ jobId }) => jobId),
      this.#goal.matches !== undefined,
    );
    const changes = waiting.flatMap((job) => this.#take(job, seen.get(job.jobId)));
    if ([...seen.values()].some(({ kind }) => kind === 'failed')) this.failedLooks++;
    await Promise.all(waiting.map((job) => this.#lookBack(job, before.get(job), seen.get(job.jobId))));
    for (const job of waiting) {
      const found = seen.get(job.jobId);
      if (found?.kind === 'job' && this.#goal.matches !== undefined) await this.#matchLog(job, found);
    }
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

  async #matchLog(job: Watched, { job: answer }: Extract<Seen, { kind: 'job' }>): Promise<void> {
    const { matches } = this.#goal;
    const at = cloudClock(answer, this.#ctx.now());
    // Another pod's log is read from its beginning, save for the time that the caller gave.
    const since = (podId: string) => (this.#pod === podId ? this.since : this.#goal.logSince);
    const log = await searchForPattern(this.#ctx, job.jobId, answer, since);
    if (log === undefined || matches === undefined) return;
    const lines = await matchingLines(log.lines, matches, this.#ctx.signal);
    this.#pod = log.podId;
    this.since = utcSeconds(new Date(at.getTime() - OVERLAP_MS));
    if (lines.length === 0) {
      this.missedLines ||= log.full;
      return;
    }
    this.match = { podId: log.podId, lines };
    job.standing = 'reached';
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
      ...(this.missedLines
        ? [
            `The log grew faster than one read: a match in the older lines may have been missed${ifOffered('; get_pod_logs has them')}.`,
          ]
        : []),
    ];
  }
}
