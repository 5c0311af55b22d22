import { setTimeout as delay } from 'node:timers/promises';
import pTimeout from 'p-timeout';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { waitPauses } from '../../tools/workflows/wait-for-job/judge.ts';
import type { Watch } from '../../tools/workflows/wait-for-job/watch.ts';

/** A wait can last for days, so its looks become rarer than those of a tool. */
const LONGEST_PAUSE_MS = 30_000;
/** Milliseconds that a look which is under way when the time is up may still take. */
const GRACE_MS = 5_000;
/** Milliseconds of a look that are left for the last read of a log. */
const ANSWER_MS = 1_000;
/**
 * Looks in a row without an answer after which the cloud counts as out of reach: a quarter of an hour of them, at
 * least.
 */
const MOST_LOST = 30;
/** The same before the first answer: what never worked will hardly begin to. */
const MOST_LOST_AT_FIRST = 3;

/** Why the looks ended before the wait was decided. */
export type Cut =
  | { kind: 'timeout' }
  | { kind: 'lost'; fault: FaultDetails | undefined }
  | { kind: 'refused'; fault: FaultDetails };

/** What is told on the way. */
export interface Told {
  changed(changes: readonly string[]): void;
  /** Looks in a row that got no answer; 0 after one that did. */
  lost(looks: number): void;
}

/** Milliseconds that pass, and how they are waited for. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

const CLOCK: Clock = { now: () => performance.now(), sleep: (ms) => delay(ms) };

type Watched = Pick<Watch, 'look' | 'outcome' | 'isBehind' | 'failedLooks' | 'lastFault' | 'jobs'>;

/**
 * Looks once at a time, and counts those in a row that got no answer: a failed look is no end, since networks come
 * back.
 */
function looker(watch: Watched, told: Told): (ms: number) => Promise<Cut | undefined> {
  let lost = 0;
  return async (ms) => {
    const before = watch.failedLooks;
    try {
      told.changed(await watch.look(ms));
    } catch (thrown) {
      if (thrown instanceof Fault) return { kind: 'refused', fault: thrown.details };
      throw thrown;
    }
    const failed = watch.failedLooks > before;
    if (failed || lost > 0) told.lost(failed ? lost + 1 : 0);
    lost = failed ? lost + 1 : 0;
    const most = watch.jobs.some(({ status }) => status !== undefined) ? MOST_LOST : MOST_LOST_AT_FIRST;
    return lost < most ? undefined : { kind: 'lost', fault: watch.lastFault };
  };
}

/**
 * Looks until the wait is decided, its time is over, or the cloud cannot be asked any more.
 * @param seconds may be infinite
 * @returns `undefined` where the wait is decided, else why it is not
 */
export async function follow(watch: Watched, seconds: number, told: Told, clock = CLOCK): Promise<Cut | undefined> {
  const end = clock.now() + seconds * 1000;
  const look = looker(watch, told);
  const pauses = waitPauses(Number.POSITIVE_INFINITY, LONGEST_PAUSE_MS);
  // A log that is not searched to its end is read on without a pause.
  for (let pause = 0; ; pause = watch.isBehind ? 0 : pauses.next().value) {
    if (pause > 0) await clock.sleep(Math.min(pause, end - clock.now()));
    const ms = Math.max(end - clock.now(), GRACE_MS);
    const cut = await pTimeout(look(ms - ANSWER_MS), {
      milliseconds: ms,
      fallback: () => ({ kind: 'timeout' as const }),
    });
    if (cut !== undefined || watch.outcome() !== 'waiting') return cut;
    // Where a log is read on, nothing is won by a look that has no time for it.
    if (end - clock.now() <= (watch.isBehind ? GRACE_MS : 0)) return { kind: 'timeout' };
  }
}
