import { Fault } from '../../../domain/fault.ts';
import { endsWith, type Guard, type Position, settle } from './position.ts';
import { holdFirst } from './proof.ts';
import { type Reach, reachBack, reachForth, wantOf } from './reach.ts';
import { type LogSource, type LogWindow, MOST_LINES } from './source.ts';

/** Lines of a log that follow each other, oldest first. */
export interface Chunk {
  lines: readonly string[];
  /** The place before the line of that index, up to and including the number of lines. */
  at(index: number): Position;
  /** No line is older, within the bounds. */
  first: boolean;
  /** No line was newer, within the bounds, when this was read. */
  last: boolean;
  /** A second with more lines than the cloud gives at once: some at this end of the chunk cannot be reached. */
  gap?: number;
}

/** What is wanted of a log. Seconds since the epoch. */
export interface Bounds {
  /** Nothing before this is asked for. */
  from: number;
  /** The last second that is wanted; the end of the log without it. */
  to: number | undefined;
  /** Where the log is expected to end: now, or when the pod finished. Only a guess to start from. */
  base: number;
  /** Waits a second or so: what is being written then lies in the past. */
  pause(): Promise<void>;
}

/** Reads one pod's log in pages that neither overlap nor leave anything out. */
export interface LogReader {
  /** The newest lines: `want` or more, as many as come with them. */
  newest(want: number): Promise<Chunk>;
  /** The lines before a place. */
  before(position: Position, want: number, guard?: Guard): Promise<Chunk>;
  /** The lines behind a place. */
  behind(position: Position, want: number, guard?: Guard): Promise<Chunk>;
  /** Whether the first line of a chunk is certainly the first one of the log, where the chunk says so. */
  proves(chunk: Chunk): Promise<boolean>;
}

/** From this index on a window is too long to be read again for every page. */
const LONG = 1000;
const SHORT = 300;
const TRIES = 3;
/** Seconds by which no clock is behind the cloud's. A cloud that gives lines for any window is not followed beyond. */
const FARTHEST = 366 * 86_400;
/** Seconds within which lines may still come in late, or the clocks be apart. */
const RECENT = 60;

const place = (reach: Reach, index: number): Position => ({
  second: reach.second,
  until: reach.until,
  index: reach.fromEnd ? reach.lines.length - index + reach.behind : reach.before + index,
  fromEnd: reach.fromEnd,
});

/** Reaches that follow each other as one chunk. */
function chunkOf(reaches: readonly Reach[], ends: { first: boolean; last: boolean; gap?: number | undefined }): Chunk {
  const filled = reaches.filter((reach, at) => reach.lines.length > 0 || at === reaches.length - 1);
  const at = (index: number): Position => {
    let rest = index;
    for (const [which, reach] of filled.entries()) {
      // A boundary belongs to the later one, which the way back starts from.
      if (rest < reach.lines.length || which === filled.length - 1) return place(reach, rest);
      rest -= reach.lines.length;
    }
    throw new RangeError('a chunk without lines');
  };
  const { gap, ...rest } = ends;
  return { lines: filled.flatMap(({ lines }) => lines), at, ...rest, ...(gap === undefined ? {} : { gap }) };
}

export function createReader(source: LogSource, bounds: Bounds): LogReader {
  const { from: lower, to, base } = bounds;
  // Lines a second, as the last chunk had them: the next one is likely to have as many.
  let pace: number | undefined;
  const ask = (from: number, until: number | undefined) => source.ask(from, until, MOST_LINES);

  /** The lines of a place's window. Where lines came late it may hold fewer of them than it should. */
  async function hold({ second, until, index }: Position): Promise<LogWindow & { until: number }> {
    const end = index === 0 ? second + 1 : until;
    const held = await ask(second, end);
    if (held.full || held.lines.length >= index) return { ...held, until: end };
    return { ...(await ask(second, to)), until: to ?? Math.max(until, base) + 2 };
  }

  /**
   * Whether lines have come into a window since it was answered. What was told from two answers would be wrong then, and
   * with equal lines nothing else would show it.
   */
  const hasGrown = async (second: number, until: number, lines: readonly string[]): Promise<boolean> =>
    until + RECENT >= base && (await ask(second, until)).lines.length !== lines.length;

  /** The lines before a second. They are told from its own by asking for both and for its own. */
  async function beforeSecond(
    second: number,
    want: number,
    known?: LogWindow,
  ): Promise<{ reach: Reach; gap?: number }> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const { lines, full } = (tries === 1 ? known : undefined) ?? (await ask(second, second + 1));
      // Too many to be told apart from those before: the cut is made a second earlier.
      const cut = full
        ? { end: second - 1, tail: [], latest: second - 2 }
        : { end: second + 1, tail: lines, latest: second - 1 };
      const reach = await reachBack(source, { ...wantOf(want), lower, base: second, pace, ...cut });
      const grown = await hasGrown(second, second + 1, lines);
      if (reach !== undefined && !grown) {
        if (reach.lines.length > 0) pace = reach.lines.length / Math.max(1, second - reach.second);
        return { reach, ...(full ? { gap: second } : {}) };
      }
      await bounds.pause();
    }
    throw new Fault({
      kind: 'unavailable',
      message: 'The log changed faster than it could be read.',
      fix: 'Call again in a few seconds.',
      retryable: true,
    });
  }

  /** The same place, told by a later and shorter window. */
  async function nearer(position: Position, guard: Guard | undefined): Promise<Position> {
    const { lines, full, until } = await hold(position);
    const index = settle(lines, position.index, guard, 'before');
    const same: Position = { ...position, index, until };
    let best = same;
    let high = until;
    for (let tries = 0; !full && tries < 8 && best.index > SHORT && high - best.second > 1; tries++) {
      const held = lines.length - index + best.index;
      const guess = best.second + Math.floor(((high - best.second) * (best.index - SHORT / 2)) / held);
      const second = Math.min(high - 1, Math.max(best.second + 1, guess));
      const part = await ask(second, until);
      const left = index - (lines.length - part.lines.length);
      if (left >= 0 && endsWith(lines, part.lines)) best = { ...best, second, index: left };
      else high = second;
    }
    return (await hasGrown(position.second, until, lines)) ? same : best;
  }

  const reader: LogReader = {
    proves: (chunk) => holdFirst(source, lower, chunk.lines),

    async newest(want) {
      const end = to;
      const start = end === undefined ? base : Math.min(base, end);
      const latest = end === undefined ? start + FARTHEST : Math.max(lower, end - 1);
      const found = await reachBack(source, { ...wantOf(want), lower, base: start, end, tail: [], latest });
      // Every window ends with an empty tail.
      const reach = found as Reach;
      return chunkOf([reach], { first: !reach.fromEnd && reach.second <= lower, last: true });
    },

    async before(position, want, guard) {
      const { second, until, index } = position;
      if (position.fromEnd) {
        const { lines, full } = await source.ask(second, until, Math.min(MOST_LINES, index + want));
        const cut = index >= lines.length ? 0 : settle(lines, lines.length - index, guard, 'behind');
        if (cut > 0) {
          const reach = {
            second,
            until,
            lines: lines.slice(0, cut),
            before: 0,
            behind: lines.length - cut,
            fromEnd: full,
          };
          return chunkOf([reach], { first: !full && second <= lower, last: false });
        }
        const { reach } = await beforeSecond(second, want);
        const first = !reach.fromEnd && reach.second <= lower;
        return chunkOf([reach], { first, last: false, gap: full ? second : undefined });
      }
      const held = await hold(position);
      const cut = held.full && index === 0 ? 0 : settle(held.lines, index, guard, 'behind');
      const within: Reach = {
        second,
        until: held.until,
        lines: held.lines.slice(0, cut),
        before: 0,
        behind: 0,
        fromEnd: false,
      };
      if (cut >= want || second <= lower) return chunkOf([within], { first: second <= lower, last: false });
      const { reach, gap } = await beforeSecond(second, want - cut, held.until === second + 1 ? held : undefined);
      return chunkOf([reach, within], { first: !reach.fromEnd && reach.second <= lower, last: false, gap });
    },

    async behind(position, want, guard) {
      const { second, until } = position;
      if (position.fromEnd) {
        const { lines, full } = await source.ask(
          second,
          until,
          Math.min(MOST_LINES, position.index + (guard?.count ?? 0)),
        );
        const cut = settle(lines, lines.length - position.index, guard, 'before');
        if (cut < lines.length) {
          const reach = { second, until, lines: lines.slice(cut), before: cut, behind: 0, fromEnd: full };
          return chunkOf([reach], { first: false, last: false });
        }
        const last = await ask(until - 1, until);
        const next = last.full
          ? { second: until, until: until + 1, index: 0, fromEnd: false }
          : { second: until - 1, until, index: last.lines.length, fromEnd: false };
        const chunk = await reader.behind(next, want);
        return last.full ? { ...chunk, gap: until } : chunk;
      }
      const near = position.index > LONG ? await nearer(position, guard) : position;
      const { reach, last, gap } = await reachForth(source, {
        ...near,
        ...wantOf(want),
        end: to,
        now: base + 2,
        settle: (lines) => settle(lines, near.index, guard, 'before'),
      });
      return chunkOf([reach], { first: false, last, gap });
    },
  };
  return reader;
}
