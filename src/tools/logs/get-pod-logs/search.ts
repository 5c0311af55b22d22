import { Fault } from '../../../domain/fault.ts';
import type { Chunk } from '../../kit/pod-log/chunk.ts';
import type { LogReader } from '../../kit/pod-log/reader.ts';
import { hitsIn, KeptLines, type Query } from './hits.ts';
import {
  type FoundPieces,
  type Numbered,
  numberLines,
  type Place,
  piecesOf,
  placeBefore,
  placeBehind,
} from './pieces.ts';

/** Lines of the chunk before that are looked at again, so that an error which spans two chunks is seen as a whole. */
const OVERLAP = 200;
const CHUNK_LINES = 3000;

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

/** How far a search has come. */
interface Progress {
  /** Where it goes on, and where it began. */
  reached: Place;
  begun: Place;
  /** Lines that were read. */
  read: number;
  /** The lines read last, which are looked at again. */
  carried: readonly Numbered[];
  gap: number | undefined;
}

/** A search under way: what it has found, and how far it has come. */
class Search {
  readonly #start: SearchStart;
  readonly #query: Query;
  readonly #back: boolean;
  readonly kept = new KeptLines();
  /** Absent until the first chunk was looked through. */
  progress: Progress | undefined;

  constructor(start: SearchStart, query: Query) {
    this.#start = start;
    this.#query = query;
    this.#back = start.direction === 'older';
  }

  next(reader: LogReader): Promise<Chunk> {
    return readChunk(reader, this.#start.direction, this.progress?.reached ?? this.#start.place);
  }

  /** Looks through a chunk, together with what is looked at again of the one before. */
  async look(chunk: Chunk, signal: AbortSignal): Promise<Progress> {
    const { length } = chunk.lines;
    const { begun, read = 0, carried = [], gap } = this.progress ?? {};
    const own = await numberLines(chunk, this.#back ? -read - length : read);
    const lines = this.#back ? [...own, ...carried] : [...carried, ...own];
    this.kept.take(lines, await hitsIn(lines, this.#query, signal), this.#query.context);
    const [older, newer] = [placeBefore(chunk, 0), placeBehind(chunk, length)];
    this.progress = {
      reached: this.#back ? older : newer,
      begun: begun ?? (this.#back ? newer : older),
      read: read + length,
      carried: this.#back ? own.slice(0, OVERLAP) : own.slice(-OVERLAP),
      gap: gap ?? chunk.gap,
    };
    return this.progress;
  }

  /** Whether there is nothing beyond a chunk on the way of the search. */
  endsWith(chunk: Chunk): boolean {
    return this.#back ? chunk.first : chunk.last;
  }

  /** What a search that ends with this chunk cannot know: the cloud may have cut its beginning off. */
  async capOf(reader: LogReader, chunk: Chunk): Promise<number | undefined> {
    const proven = !(this.#back && chunk.first) || (await reader.proves(chunk));
    return proven ? undefined : chunk.lines.length;
  }

  /** @param capped lines of the chunk at the beginning, where that cannot be proven */
  found(
    { reached, begun, read, gap }: Progress,
    { ended, stopped, capped }: { ended: boolean; stopped: boolean; capped?: number | undefined },
  ): FoundPieces {
    const back = this.#back;
    return {
      pieces: this.kept.runs.flatMap((run) => piecesOf(run, this.#start.near)),
      keep: back ? 'tail' : 'head',
      older: back ? (ended ? undefined : reached) : begun,
      newer: back ? begun : reached,
      last: back ? this.#start.place === undefined : ended,
      read,
      first: back && ended,
      capped,
      gap,
      hits: this.kept.hits,
      stopped,
    };
  }
}

/**
 * Whether a search answers with what it has found in spite of a failed read: an error that stays meets the next call as
 * well.
 */
const mayGoOn = (error: unknown): boolean => error instanceof Fault && error.details.retryable === true;

/**
 * Searches a log chunk by chunk, back from its end or a place, or on from a place, until enough is found, the log ends
 * or the budget does. Only the lines that are found are kept.
 */
export async function searchLog(
  reader: LogReader,
  start: SearchStart,
  query: Query,
  limit: SearchLimit,
): Promise<FoundPieces> {
  const search = new Search(start, query);
  for (;;) {
    limit.signal.throwIfAborted();
    let chunk: Chunk;
    try {
      chunk = await search.next(reader);
    } catch (error) {
      if (search.progress === undefined || !mayGoOn(error)) throw error;
      return search.found(search.progress, { ended: false, stopped: true });
    }
    const progress = await search.look(chunk, limit.signal);
    const ended = search.endsWith(chunk);
    const enough = search.kept.isEnough(limit);
    const stopped = !ended && !enough && (limit.spent() || chunk.lines.length === 0);
    if (ended || enough || stopped)
      return search.found(progress, { ended, stopped, capped: await search.capOf(reader, chunk) });
  }
}
