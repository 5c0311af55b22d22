import { Fault } from '../../../domain/fault.ts';

/**
 * A place between two lines of a log. Lines have no numbers and often no times, so a place is told by a window of whole
 * seconds: it is behind the first `index` lines that the cloud answers for it. As the window starts in the past and new
 * lines come at the end of a log, the place stays where it is.
 */
export interface Position {
  /** First second of the window, since the epoch. */
  second: number;
  /** Last second of the window, wide enough for `index` lines. */
  until: number;
  index: number;
  /** The window has more lines than the cloud gives at once: `index` counts from its end. */
  fromEnd: boolean;
}

/** A digest of the lines beside a position when it was taken. It tells whether late lines have moved the log since. */
export interface Guard {
  count: number;
  digest: string;
}

/** Lines a guard covers. */
const GUARD_LINES = 3;

/**
 * Digests lines of one pod's log, in four characters. By a key, as they are those of the cloud, of which a reader is
 * shown some masked.
 */
export type LineDigest = (lines: readonly string[]) => string;

/** The guard of what was shown beside a position: behind it for paging back, before it for paging on. */
export function guardOf(
  digestOf: LineDigest,
  lines: readonly string[],
  index: number,
  side: 'before' | 'behind',
): Guard {
  const shown =
    side === 'behind' ? lines.slice(index, index + GUARD_LINES) : lines.slice(Math.max(0, index - GUARD_LINES), index);
  return { count: shown.length, digest: digestOf(shown) };
}

const moved = (): Fault =>
  new Fault({
    kind: 'invalid_input',
    message:
      'The log is no longer as it was when this cursor was made: its lines moved or have expired, or the server was started anew and could not keep its key.',
    fix: 'Call again without cursor; start_time and end_time choose the time you were reading.',
  });

/**
 * Where a position is in the lines as they are answered now: at its index, or, if lines that came late have moved them,
 * where the guarded lines are.
 *
 * @throws Fault `invalid_input` where the lines beside it are gone or cannot be told apart
 */
export function settle(
  digestOf: LineDigest,
  lines: readonly string[],
  index: number,
  guard: Guard | undefined,
  side: 'before' | 'behind',
): number {
  const inside = index >= 0 && index <= lines.length;
  if (guard === undefined || guard.count === 0) {
    if (!inside) throw moved();
    return index;
  }
  const start = (at: number): number => (side === 'behind' ? at : at - guard.count);
  const matches = (at: number): boolean => {
    const from = start(at);
    return (
      from >= 0 &&
      from + guard.count <= lines.length &&
      digestOf(lines.slice(from, from + guard.count)) === guard.digest
    );
  };
  // Where the window does not hold all guarded lines, there is nothing to compare.
  const held = start(index) >= 0 && start(index) + guard.count <= lines.length;
  if (inside && (!held || matches(index))) return index;
  const found = lines.flatMap((_, at) => (matches(at) ? [at] : [])).concat(matches(lines.length) ? [lines.length] : []);
  const [only] = found;
  if (only === undefined || found.length > 1) throw moved();
  return only;
}

/** Whether a list ends with another one. */
export const endsWith = (lines: readonly string[], end: readonly string[]): boolean =>
  end.length <= lines.length && end.every((line, at) => line === lines[lines.length - end.length + at]);
