import { endsWith } from './position.ts';
import { type LogSource, type LogWindow, MOST_LINES } from './source.ts';

/**
 * Finds a window of time that holds as many lines as are wanted, and no more than one answer can give. The cloud tells
 * neither how many lines a window has nor their times, so the width is found by trying, from the one that a steady log
 * would need.
 */
export interface Reach {
  /** The window. */
  second: number;
  until: number;
  lines: readonly string[];
  /** Lines at the beginning and at the end of the window that are not among `lines`. */
  before: number;
  behind: number;
  /** The window has more lines before these, which the cloud does not give. */
  fromEnd: boolean;
}

/** How many lines are wanted, and how many one request may ask for. */
export interface Want {
  want: number;
  most: number;
}

export const wantOf = (want: number): Want => ({ want, most: Math.min(MOST_LINES, Math.max(500, want * 5)) });

const FIRST_WIDTH = 120;

/** The width in seconds to try first. @param pace lines a second that the log was seen to have */
const firstWidth = (want: number, pace: number | undefined): number =>
  pace === undefined ? FIRST_WIDTH : clamp(Math.ceil((1.2 * want) / pace), 1, 64 * FIRST_WIDTH);

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** How much wider a window must be to hold the wanted lines, if they keep coming as they do in it. */
const factor = (want: number, found: number): number => clamp((1.5 * want) / Math.max(1, found), 2, 64);

/** A width between one that is too small and one that is too large. */
function between(small: number, large: number, guess: number): number {
  if (guess > small && guess < large) return guess;
  return clamp(Math.round(Math.sqrt(Math.max(1, small) * large)), small + 1, large - 1);
}

export interface Back extends Want {
  /** No line is older. */
  lower: number;
  /** Where the lines are expected to end. */
  base: number;
  /** The last second of the window; the end of the log without it. */
  end: number | undefined;
  /** Lines that the window is known to end with and that are not wanted, as they were read before. */
  tail: readonly string[];
  /** The latest start there can be. */
  latest: number;
  /** Lines a second near here, where it is known. */
  pace?: number | undefined;
}

/**
 * The newest lines of a log, or those before its known tail: at least `want` of them, unless the log begins earlier or
 * a single second has too many.
 *
 * @returns `undefined` where the window did not end with its tail: lines came in between two answers
 */
export async function reachBack(source: LogSource, back: Back): Promise<Reach | undefined> {
  const { lower, base, end, tail, want } = back;
  let most = Math.min(MOST_LINES, back.most + tail.length);
  const closed = (second: number): number => end ?? Math.max(base, second) + 2;
  const reach = (second: number, { lines }: LogWindow, fromEnd: boolean): Reach | undefined => {
    if (!endsWith(lines, tail)) return undefined;
    const found = lines.slice(0, lines.length - tail.length);
    return { second, until: closed(second), lines: found, before: 0, behind: tail.length, fromEnd };
  };

  let short: Reach | undefined;
  let full: { second: number; answer: LogWindow } | undefined;
  let second = clamp(base - firstWidth(want, back.pace), lower, Math.max(lower, back.latest));
  for (;;) {
    const answer = await source.ask(second, end, Math.max(source.fit(most), Math.min(most, tail.length + 1)));
    if (answer.full) {
      full = { second, answer };
      most = Math.min(MOST_LINES, most * 2);
    } else {
      const found = reach(second, answer, false);
      if (found === undefined || found.lines.length >= want || second <= lower) return found;
      short = found;
    }
    if (source.spent()) break;
    if (full === undefined) {
      const width = Math.max(1, base - second);
      const found = short?.lines.length ?? 0;
      second = found === 0 ? lower : Math.max(lower, base - Math.ceil(width * factor(want, found)));
    } else if (short === undefined) {
      if (full.second >= back.latest) break;
      // Where this machine's clock is behind the cloud's, the base is too early, and there may be lines after it.
      const ahead = Math.max(1, full.second - base + 2) * 4;
      const later =
        full.second < base - 1 ? base - Math.max(1, Math.floor((base - full.second) / 8)) : full.second + ahead;
      second = Math.min(later, back.latest);
    } else {
      if (short.second - full.second <= 1) break;
      const [small, large] = [base - short.second, base - full.second];
      const guess = Math.ceil(Math.max(1, small) * factor(want, short.lines.length));
      second = small < 1 ? Math.floor((short.second + full.second) / 2) : base - between(small, large, guess);
    }
  }
  if (full === undefined || (short !== undefined && short.lines.length > 0)) return short;
  // One second has more lines than were asked for: it is read from its end.
  const until = closed(full.second);
  const dense = source.spent() && end !== undefined ? full.answer : await source.ask(full.second, until, MOST_LINES);
  return reach(full.second, dense, dense.full);
}

export interface Forth extends Want {
  second: number;
  /** How many lines of the window were seen before. */
  index: number;
  /** The window up to here is known to hold those. */
  until: number;
  /** Where the seen lines end in those that are answered now; throws where that cannot be told. */
  settle(lines: readonly string[]): number;
  /** The last second that is wanted; the end of the log without it. */
  end: number | undefined;
  /** A second after which nothing can have been written yet. */
  now: number;
}

/**
 * The lines behind a place, the first of them first.
 *
 * @returns `last`: they go to the end; `gap`: a second of which some lines cannot be reached, or come twice
 */
export async function reachForth(
  source: LogSource,
  forth: Forth,
): Promise<{ reach: Reach; last: boolean; gap?: number }> {
  const { second, index, want } = forth;
  const reach = (until: number, lines: readonly string[]): Reach => {
    const before = forth.settle(lines);
    return { second, until, lines: lines.slice(before), before, behind: 0, fromEnd: false };
  };

  const most = source.fit(Math.max(forth.most, Math.min(MOST_LINES, index + want)));
  const whole = await source.ask(second, forth.end, most);
  if (!whole.full) return { reach: reach(forth.end ?? Math.max(forth.until, forth.now), whole.lines), last: true };
  let short: Reach | undefined;
  const final = forth.end ?? Number.POSITIVE_INFINITY;
  let full = final + 1;
  // The widest window that is known not to be full, and how many lines it has.
  let low = { end: second, count: 0 };
  let end = Math.min(Math.max(second + 1, forth.until), full - 1);
  while (end > low.end && end < full) {
    const { lines, full: isFull } = await source.ask(second, end, MOST_LINES);
    if (isFull) full = end;
    else {
      low = { end, count: lines.length };
      if (lines.length >= index) short = reach(end, lines);
      if (short !== undefined && short.lines.length >= want) break;
    }
    if (source.spent()) break;
    const small = low.end - second;
    const guess = Math.ceil(Math.max(1, small) * factor(index + want, low.count));
    if (full === Number.POSITIVE_INFINITY) end = second + guess;
    else if (full - low.end <= 1) break;
    else
      end = second + (small > 0 ? between(small, full - second, guess) : Math.max(1, Math.floor((full - second) / 8)));
  }
  if (short !== undefined && (short.lines.length > 0 || short.until === final || source.spent()))
    return { reach: short, last: short.until === final };
  if (source.spent())
    return { reach: { second, until: forth.until, lines: [], before: index, behind: 0, fromEnd: false }, last: false };
  // All before the last second is seen. A window that begins just before it leaves the most room for its lines.
  full = Math.min(full, final);
  const seen = full - 2 > second ? await source.ask(full - 2, full - 1, MOST_LINES) : undefined;
  if (seen !== undefined && !seen.full) {
    const count = seen.lines.length;
    return reachForth(source, { ...forth, second: full - 2, index: count, until: full - 1, settle: () => count });
  }
  const { lines, full: isFull } = await source.ask(full - 1, full, MOST_LINES);
  if (!isFull && full - 1 === second) return { reach: reach(full, lines), last: full === final };
  const reached = { second: full - 1, until: full, lines, before: 0, behind: 0, fromEnd: isFull };
  return { reach: reached, last: false, gap: full - 1 };
}
