import { type Chunk, chunkOf, isFirst } from './chunk.ts';
import { type Guard, type Position, settle } from './position.ts';
import { holdFirst } from './proof.ts';
import { type Reach, reachBack, reachForth, wantOf } from './reach.ts';
import { type LogSource, MOST_LINES } from './source.ts';
import { type Bounds, Windows } from './windows.ts';

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

/**
 * From this index on, a place is told by a later window: the old one would be too long to be read again for every page.
 */
const LONG = 1000;
/**
 * Seconds into the future that are asked for at most. No clock is so far behind, and a cloud might give lines for any
 * window.
 */
const FARTHEST = 366 * 86_400;

/** A place is counted from the end of its window where that has more lines than the cloud gives at once. */
class PageReader implements LogReader {
  readonly #source: LogSource;
  readonly #bounds: Bounds;
  readonly #windows: Windows;

  constructor(source: LogSource, bounds: Bounds) {
    this.#source = source;
    this.#bounds = bounds;
    this.#windows = new Windows(source, bounds);
  }

  proves({ lines }: Chunk): Promise<boolean> {
    return holdFirst(this.#source, this.#bounds.from, lines);
  }

  async newest(want: number): Promise<Chunk> {
    const { from: lower, to: end, base } = this.#bounds;
    const start = end === undefined ? base : Math.min(base, end);
    const latest = end === undefined ? start + FARTHEST : Math.max(lower, end - 1);
    const found = await reachBack(this.#source, { ...wantOf(want), lower, base: start, end, tail: [], latest });
    // It is there: without a tail, no window can fail to end with it.
    const reach = found as Reach;
    return chunkOf(this.#bounds.digest, [reach], { first: isFirst(reach, lower), last: true });
  }

  before(position: Position, want: number, guard?: Guard): Promise<Chunk> {
    return position.fromEnd ? this.#beforeFromEnd(position, want, guard) : this.#beforeCounted(position, want, guard);
  }

  behind(position: Position, want: number, guard?: Guard): Promise<Chunk> {
    return position.fromEnd ? this.#behindFromEnd(position, want, guard) : this.#behindCounted(position, want, guard);
  }

  async #beforeFromEnd({ second, until, index }: Position, want: number, guard?: Guard): Promise<Chunk> {
    const { from: lower } = this.#bounds;
    const { lines, full } = await this.#source.ask(second, until, Math.min(MOST_LINES, index + want));
    const cut = index >= lines.length ? 0 : settle(this.#bounds.digest, lines, lines.length - index, guard, 'behind');
    if (cut > 0) {
      const shown = { lines: lines.slice(0, cut), before: 0, behind: lines.length - cut };
      return chunkOf(this.#bounds.digest, [{ second, until, ...shown, fromEnd: full }], {
        first: !full && second <= lower,
        last: false,
      });
    }
    const { reach } = await this.#windows.beforeSecond(second, want);
    return chunkOf(this.#bounds.digest, [reach], {
      first: isFirst(reach, lower),
      last: false,
      gap: full ? second : undefined,
    });
  }

  async #beforeCounted(position: Position, want: number, guard?: Guard): Promise<Chunk> {
    const { second, index } = position;
    const { from: lower } = this.#bounds;
    const held = await this.#windows.hold(position);
    const cut = held.full && index === 0 ? 0 : settle(this.#bounds.digest, held.lines, index, guard, 'behind');
    const lines = held.lines.slice(0, cut);
    const within: Reach = { second, until: held.until, lines, before: 0, behind: 0, fromEnd: false };
    if (cut >= want || second <= lower)
      return chunkOf(this.#bounds.digest, [within], { first: second <= lower, last: false });
    const known = held.until === second + 1 ? held : undefined;
    const { reach, gap } = await this.#windows.beforeSecond(second, want - cut, known);
    return chunkOf(this.#bounds.digest, [reach, within], { first: isFirst(reach, lower), last: false, gap });
  }

  async #behindFromEnd({ second, until, index }: Position, want: number, guard?: Guard): Promise<Chunk> {
    const most = Math.min(MOST_LINES, index + (guard?.count ?? 0));
    const { lines, full } = await this.#source.ask(second, until, most);
    const cut = settle(this.#bounds.digest, lines, lines.length - index, guard, 'before');
    if (cut < lines.length) {
      const reach = { second, until, lines: lines.slice(cut), before: cut, behind: 0, fromEnd: full };
      return chunkOf(this.#bounds.digest, [reach], { first: false, last: false });
    }
    const last = await this.#windows.ask(until - 1, until);
    const next = last.full
      ? { second: until, until: until + 1, index: 0, fromEnd: false }
      : { second: until - 1, until, index: last.lines.length, fromEnd: false };
    const chunk = await this.behind(next, want);
    return last.full ? { ...chunk, gap: until } : chunk;
  }

  async #behindCounted(position: Position, want: number, guard?: Guard): Promise<Chunk> {
    const { to: end, base } = this.#bounds;
    const near = position.index > LONG ? await this.#windows.nearer(position, guard) : position;
    const { reach, last, gap } = await reachForth(this.#source, {
      ...near,
      ...wantOf(want),
      end,
      now: base + 2,
      settle: (lines) => settle(this.#bounds.digest, lines, near.index, guard, 'before'),
    });
    return chunkOf(this.#bounds.digest, [reach], { first: false, last, gap });
  }
}

export const createReader = (source: LogSource, bounds: Bounds): LogReader => new PageReader(source, bounds);
