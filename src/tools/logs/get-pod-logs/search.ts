import { Fault } from '../../../domain/fault.ts';
import { errorBlocks } from '../../../shaping/errors/blocks.ts';
import { eachInSlices } from '../../../shaping/slices.ts';
import type { Matches } from '../../kit/pattern.ts';
import {
  type FoundPieces,
  type Numbered,
  numberLines,
  type Place,
  piecesOf,
  placeBefore,
  placeBehind,
} from './pieces.ts';
import type { Chunk, LogReader } from './reader.ts';

/** What is looked for. */
export interface Query {
  /** Only what looks like an error; with `matches`, only errors with a matching line. */
  errors: boolean;
  matches: Matches | undefined;
  /** Lines shown before and behind. */
  context: number;
}

/** Lines of the neighbouring chunk that are looked at again, so that an error that lies across is seen as a whole. */
const OVERLAP = 200;
const CHUNK_LINES = 3000;

interface Hit {
  /** Lines to show, as indices. */
  lines: readonly number[];
  /** The line it is counted by. */
  at: number;
}

async function hitsIn(lines: readonly Numbered[], { errors, matches }: Query): Promise<Hit[]> {
  const texts = lines.map(({ text }) => text);
  const matching = matches === undefined ? undefined : await eachInSlices(texts, matches);
  const fits = (index: number): boolean => matching?.[index] ?? true;
  if (!errors) return lines.flatMap((_, index) => (fits(index) ? [{ lines: [index], at: index }] : []));
  return errorBlocks(texts)
    .filter((block) => block.lines.some(fits))
    .map((block) => ({ lines: block.lines, at: block.from }));
}

/** Runs of lines that follow each other. */
function runs(lines: readonly Numbered[]): Numbered[][] {
  const found: Numbered[][] = [];
  for (const line of lines) {
    const run = found.at(-1);
    const before = run?.at(-1);
    if (run && before && line.number === before.number + before.span) run.push(line);
    else found.push([line]);
  }
  return found;
}

/** Where a search begins and which way it goes. */
export interface SearchStart {
  direction: 'older' | 'newer';
  /** Absent: the end of the log. */
  place: Place | undefined;
  /** Milliseconds, as for `lineTime`. */
  near: number;
}

/** What is enough, and what ends the search before. */
export interface SearchLimit {
  lines: number;
  bytes: number;
  spent(): boolean;
  signal: AbortSignal;
}

const readChunk = (reader: LogReader, direction: 'older' | 'newer', place: Place | undefined): Promise<Chunk> => {
  if (place === undefined) return reader.newest(CHUNK_LINES);
  const { position, guard } = place;
  return direction === 'older'
    ? reader.before(position, CHUNK_LINES, guard)
    : reader.behind(position, CHUNK_LINES, guard);
};

/**
 * Searches a log chunk by chunk, back from its end or a place, or on from a place, until enough is found, the log ends or
 * the budget does. Only the lines that are found are kept.
 */
export async function searchLog(
  reader: LogReader,
  { direction, place: start, near }: SearchStart,
  query: Query,
  limit: SearchLimit,
): Promise<FoundPieces> {
  const back = direction === 'older';
  const kept = new Map<number, Numbered>();
  const counted = new Set<number>();
  let carried: Numbered[] = [];
  let bytes = 0;
  let read = 0;
  let place = start;
  let gap: number | undefined;
  let end: Place | undefined;

  const found = (
    reached: Place,
    begun: Place,
    ends: { first: boolean; last: boolean; stopped: boolean; capped?: number | undefined },
  ): FoundPieces => {
    const lines = [...kept.values()].sort((a, b) => a.number - b.number);
    return {
      pieces: runs(lines).flatMap((run) => piecesOf(run, near)),
      keep: back ? 'tail' : 'head',
      older: back ? (ends.first ? undefined : reached) : begun,
      newer: back ? begun : reached,
      last: back ? start === undefined : ends.last,
      read,
      first: back && ends.first,
      capped: ends.capped,
      gap,
      hits: counted.size,
      stopped: ends.stopped,
    };
  };

  for (;;) {
    limit.signal.throwIfAborted();
    let chunk: Chunk;
    try {
      chunk = await readChunk(reader, direction, place);
    } catch (error) {
      // What was found so far is worth more than the error, which the next call will meet again if it stays.
      if (end === undefined || place === undefined || !(error instanceof Fault && error.details.retryable)) throw error;
      return found(place, end, { first: false, last: false, stopped: true });
    }
    const size = chunk.lines.length;
    const own = await numberLines(chunk, back ? -read - size : read);
    const lines = back ? [...own, ...carried] : [...carried, ...own];
    for (const hit of await hitsIn(lines, query)) {
      // Part of an error that the last window saw without its beginning was counted by itself.
      for (const index of hit.lines) counted.delete(lines[index]?.number ?? 0);
      counted.add(lines[hit.at]?.number ?? 0);
      for (const index of hit.lines)
        for (let at = Math.max(0, index - query.context); at <= index + query.context; at++) {
          const line = lines[at];
          if (line === undefined || kept.has(line.number)) continue;
          kept.set(line.number, line);
          bytes += line.text.length;
        }
    }
    read += size;
    gap ??= chunk.gap;
    carried = back ? own.slice(0, OVERLAP) : own.slice(-OVERLAP);
    end ??= back ? placeBehind(chunk, size) : placeBefore(chunk, 0);
    place = back ? placeBefore(chunk, 0) : placeBehind(chunk, size);
    const done = back ? chunk.first : chunk.last;
    const enough = kept.size >= limit.lines || bytes >= limit.bytes;
    const stopped = !done && !enough && (limit.spent() || size === 0);
    if (!done && !enough && !stopped) continue;
    const proven = !(back && done) || (await reader.proves(chunk));
    return found(place, end, { first: done, last: done, stopped, capped: proven ? undefined : size });
  }
}
