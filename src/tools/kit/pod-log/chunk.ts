import type { LineDigest, Position } from './position.ts';
import type { Reach } from './reach.ts';

/** Lines of a log that follow each other, oldest first. */
export interface Chunk {
  lines: readonly string[];
  /** The place before the line of an index; with the number of lines, the place behind the last one. */
  at(index: number): Position;
  /** For the guards of its places. */
  digest: LineDigest;
  /** Within the bounds there is no older line. */
  first: boolean;
  /** Within the bounds there was no newer line when this was read. */
  last: boolean;
  /**
   * A second that has more lines than the cloud gives at once, so that some at this end of the chunk cannot be reached.
   */
  gap?: number;
}

const place = (reach: Reach, index: number): Position => ({
  second: reach.second,
  until: reach.until,
  index: reach.fromEnd ? reach.lines.length - index + reach.behind : reach.before + index,
  fromEnd: reach.fromEnd,
});

/** Whether a reach begins with the first line of the log. */
export const isFirst = ({ second, fromEnd }: Reach, lower: number): boolean => !fromEnd && second <= lower;

/** Reaches that follow each other as one chunk. */
export function chunkOf(
  digest: LineDigest,
  reaches: readonly Reach[],
  ends: { first: boolean; last: boolean; gap?: number | undefined },
): Chunk {
  const filled = reaches.filter((reach, at) => reach.lines.length > 0 || at === reaches.length - 1);
  const at = (index: number): Position => {
    let rest = index;
    for (const [which, reach] of filled.entries()) {
      // The place between two reaches is told by the later one, because paging back starts there.
      if (rest < reach.lines.length || which === filled.length - 1) return place(reach, rest);
      rest -= reach.lines.length;
    }
    throw new RangeError('a chunk without lines');
  };
  const { gap, ...rest } = ends;
  return { lines: filled.flatMap(({ lines }) => lines), at, digest, ...rest, ...(gap === undefined ? {} : { gap }) };
}
