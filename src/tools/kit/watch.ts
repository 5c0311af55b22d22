import { Fault } from '../../domain/fault.ts';
import type { ToolContext } from '../tool.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;
/** Milliseconds that a read which is under way when the time is up may still take. */
const GRACE_MS = 5000;

/** Pauses in milliseconds that grow by a second each, up to the longest, and add up to `budgetMs`. */
export function pauses(budgetMs: number): number[] {
  const list: number[] = [];
  for (let left = budgetMs, next = FIRST_PAUSE_MS; left > 0; next = Math.min(next + 1000, LONGEST_PAUSE_MS)) {
    list.push(Math.min(next, left));
    left -= next;
  }
  return list;
}

/**
 * Reads back what a write did, again and again, until it is settled or the operator's time is up: the cloud takes 10 to
 * 60 s to show some changes (api-notes: changes without effect). The first read is made at once; one that fails for the
 * moment is skipped.
 * @returns the last reading; `undefined` where none succeeded
 * @throws the signal's reason when the call is cancelled
 */
export async function watch<T>(
  ctx: Pick<ToolContext, 'sleep' | 'signal' | 'operator'>,
  read: (signal: AbortSignal) => Promise<T>,
  settled: (seen: T) => boolean,
): Promise<T | undefined> {
  const { readBackMs } = ctx.operator;
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(readBackMs + GRACE_MS)]);
  let seen: T | undefined;
  for (const pause of [0, ...pauses(readBackMs)]) {
    if (pause > 0) await ctx.sleep(pause);
    try {
      seen = await read(signal);
    } catch (thrown) {
      ctx.signal.throwIfAborted();
      if (signal.aborted) return seen;
      if (!(thrown instanceof Fault)) throw thrown;
      if (!thrown.details.retryable) return seen;
    }
    if (seen !== undefined && settled(seen)) return seen;
  }
  return seen;
}
