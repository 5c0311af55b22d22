import { statusFacts } from '../../../domain/job-status.ts';

export const STANDINGS = ['reached', 'waiting', 'searching', 'ended', 'unknown', 'not_found'] as const;

/**
 * How far one job is from what is waited for. `searching`: it is over, and its log, in which a line is looked for, is
 * not searched to its end; `unknown`: a part of that could not be searched. `ended`: it cannot get there any more.
 * `not_found`: the cloud has no such job, which must never be told as still running.
 */
export type Standing = (typeof STANDINGS)[number];

/** Whether more looks can bring a job there. */
export const isOpen = (standing: Standing): boolean => standing === 'waiting' || standing === 'searching';

/** How far a wait is as a whole; `impossible`: it would never end; `unknown`: nobody can tell whether it is reached. */
export type WaitOutcome = 'reached' | 'waiting' | 'impossible' | 'unknown';

/** What a reservation ends in. */
const AFTER: Readonly<Record<string, string>> = { SucceededReserving: 'Succeeded', FailedReserving: 'Failed' };

/** How the work of a job ended, where it is over: a reservation has the end that it comes to. */
export const settledStatus = (status: string): string => AFTER[status] ?? status;

/**
 * @param wanted statuses that end the wait; `undefined`: every one in which the work is over
 * @param status as the cloud spells it; an unknown one is live
 */
export function standing(status: string, wanted: readonly string[] | undefined): Standing {
  const { phase } = statusFacts(status);
  if (wanted === undefined) return phase === 'live' ? 'waiting' : 'reached';
  if (wanted.includes(status)) return 'reached';
  if (phase === 'live') return 'waiting';
  return phase === 'reserving' && wanted.includes(settledStatus(status)) ? 'waiting' : 'ended';
}

/** A status that a job was in, as its history has it. */
export interface Passed {
  status?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
}

/**
 * The last time that a job was in a wanted status, and whether it came to it after `before`, the status that was seen
 * last, and so between two looks. By the order of the history: clocks differ.
 */
export function passedBy(
  history: readonly Passed[],
  wanted: readonly string[],
  before: string | undefined,
): { passed: Passed; between: boolean } | undefined {
  const last = history.findLastIndex(({ status }) => status !== undefined && wanted.includes(status));
  const passed = history[last];
  if (passed === undefined) return undefined;
  const seen = before === undefined ? -1 : history.findLastIndex(({ status }) => status === before);
  return { passed, between: seen >= 0 && seen < last };
}

/** Whether a job that is over can have been in one of these: the others are ends themselves. */
export const canHavePassed = (wanted: readonly string[]): boolean =>
  wanted.some((status) => statusFacts(status).phase !== 'terminal');

/**
 * `all` fails with the first job that cannot get there, `any` with the last. Only a wait for one job can be unknown.
 */
export function outcomeOf(standings: readonly Standing[], until: 'any' | 'all'): WaitOutcome {
  if (standings.includes('unknown')) return 'unknown';
  const reached = standings.filter((each) => each === 'reached').length;
  const waiting = standings.filter(isOpen).length;
  if (until === 'any') {
    if (reached > 0) return 'reached';
    return waiting > 0 ? 'waiting' : 'impossible';
  }
  if (reached === standings.length) return 'reached';
  return reached + waiting === standings.length ? 'waiting' : 'impossible';
}

const FIRST_MS = 2_000;
const LONGEST_MS = 10_000;

/**
 * Pauses in milliseconds between looks, from 2 s growing to the longest, that add up to `seconds`: their number bounds
 * the calls of a wait.
 */
export function* waitPauses(seconds: number, longestMs = LONGEST_MS): Generator<number> {
  let left = seconds * 1000;
  for (let next = FIRST_MS; left > 0; next = Math.min(longestMs, next * 1.5)) {
    const pause = Math.min(next, left);
    yield pause;
    left -= pause;
  }
}
