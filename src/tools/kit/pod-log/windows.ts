import { Fault } from '../../../domain/fault.ts';
import { endsWith, type Guard, type LineDigest, type Position, settle } from './position.ts';
import { type Reach, reachBack, wantOf } from './reach.ts';
import { type LogSource, type LogWindow, MOST_LINES } from './source.ts';

/** What is wanted of a log. Seconds since the epoch. */
export interface Bounds {
  /** Nothing before this is asked for. */
  from: number;
  /** The last second that is wanted; the end of the log without it. */
  to: number | undefined;
  /** Where the log is expected to end: now, or when the pod finished. Only a guess to start from. */
  base: number;
  digest: LineDigest;
  /** Waits a second or so: what is being written then lies in the past. */
  pause(): Promise<void>;
}

const SHORT = 300;
const TRIES = 3;
/** Windows that are tried for a shorter one. */
const NARROWER = 8;
/** Seconds within which lines may still come in late, or the clocks be apart. */
const RECENT = 60;

const changedTooFast = (): Fault =>
  new Fault({
    kind: 'unavailable',
    message: 'The log changed faster than it could be read.',
    fix: 'Call again in a few seconds.',
    retryable: true,
  });

/** What a window whose lines are known ends with, for one who reads what comes before a second. */
const cutAt = (second: number, { lines, full }: LogWindow) =>
  // Too many to be told apart from those before: the cut is made a second earlier.
  full ? { end: second - 1, tail: [], latest: second - 2 } : { end: second + 1, tail: lines, latest: second - 1 };

/** The windows of one log, as the pages of a reader need them. */
export class Windows {
  readonly #source: LogSource;
  readonly #bounds: Bounds;
  /** Lines a second, as the last chunk had them: the next one is likely to have as many. */
  #pace: number | undefined;

  constructor(source: LogSource, bounds: Bounds) {
    this.#source = source;
    this.#bounds = bounds;
  }

  ask(from: number, until: number | undefined): Promise<LogWindow> {
    return this.#source.ask(from, until, MOST_LINES);
  }

  /** The lines of a place's window. Where lines came late it may hold fewer of them than it should. */
  async hold({ second, until, index }: Position): Promise<LogWindow & { until: number }> {
    const { to, base } = this.#bounds;
    const end = index === 0 ? second + 1 : until;
    const held = await this.ask(second, end);
    if (held.full || held.lines.length >= index) return { ...held, until: end };
    return { ...(await this.ask(second, to)), until: to ?? Math.max(until, base) + 2 };
  }

  /** The lines before a second. They are told from its own by asking for both and for its own. */
  async beforeSecond(second: number, want: number, known?: LogWindow): Promise<{ reach: Reach; gap?: number }> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const own = (tries === 1 ? known : undefined) ?? (await this.ask(second, second + 1));
      const reach = await reachBack(this.#source, {
        ...wantOf(want),
        lower: this.#bounds.from,
        base: second,
        pace: this.#pace,
        ...cutAt(second, own),
      });
      const grown = await this.#hasGrown(second, second + 1, own.lines);
      if (reach !== undefined && !grown) {
        if (reach.lines.length > 0) this.#pace = reach.lines.length / Math.max(1, second - reach.second);
        return { reach, ...(own.full ? { gap: second } : {}) };
      }
      await this.#bounds.pause();
    }
    throw changedTooFast();
  }

  /** The same place, told by a later and shorter window. */
  async nearer(position: Position, guard: Guard | undefined): Promise<Position> {
    const { lines, full, until } = await this.hold(position);
    const index = settle(this.#bounds.digest, lines, position.index, guard, 'before');
    const same: Position = { ...position, index, until };
    const best = full ? same : await this.#narrowed(same, lines);
    return (await this.#hasGrown(position.second, until, lines)) ? same : best;
  }

  /** @param lines of the window of the place */
  async #narrowed(same: Position, lines: readonly string[]): Promise<Position> {
    const { index, until } = same;
    let best = same;
    let high = until;
    for (let tries = 0; tries < NARROWER && best.index > SHORT && high - best.second > 1; tries++) {
      const held = lines.length - index + best.index;
      const guess = best.second + Math.floor(((high - best.second) * (best.index - SHORT / 2)) / held);
      const second = Math.min(high - 1, Math.max(best.second + 1, guess));
      const part = await this.ask(second, until);
      const left = index - (lines.length - part.lines.length);
      if (left >= 0 && endsWith(lines, part.lines)) best = { ...best, second, index: left };
      else high = second;
    }
    return best;
  }

  /**
   * Whether lines have come into a window since it was answered. What was told from two answers would be wrong then,
   * and with equal lines nothing else would show it.
   */
  async #hasGrown(second: number, until: number, lines: readonly string[]): Promise<boolean> {
    return until + RECENT >= this.#bounds.base && (await this.ask(second, until)).lines.length !== lines.length;
  }
}
