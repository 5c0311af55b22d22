import pLimit from 'p-limit';
import { Fault } from '../../../domain/fault.ts';
import { boundsOf } from '../../kit/pod-log/bounds.ts';
import { createReader, type LogReader } from '../../kit/pod-log/reader.ts';
import { createSource, type LogSource } from '../../kit/pod-log/source.ts';
import type { ToolContext } from '../../tool.ts';
import { type Cursor, MOST_PODS, podKey } from './cursor.ts';
import type { Query } from './hits.ts';
import { type FoundPieces, numberLines, type Place, piecesOf, placeBefore, placeBehind } from './pieces.ts';
import { searchLog } from './search.ts';
import type { LogTarget } from './targets.ts';
import { tellingLines } from './telling.ts';

/** What one call reads at most, of all pods together; what is shown is bounded apart from this (R11). */
const MOST_BYTES_READ = 16 * 1024 * 1024;
const MOST_REQUESTS = 96;
const LEAST_REQUESTS = 16;
const MOST_MS = 20_000;
const AT_A_TIME = 4;
/** Lines that are read of a pod that failed, to find what ended it before what came after. */
const FAILED_LINES = 3000;
/**
 * Lines that are read at least, even where fewer are shown: the lines around one tell whether it is part of a private
 * key.
 */
const LEAST_LINES = 100;

/** What is read of each log. */
export interface Reading {
  job_id: string;
  /** Seconds since the epoch: now, where the job began, and what the caller wants. */
  now: number;
  oldest: number;
  from: number | undefined;
  to: number | undefined;
  cursor: Cursor | undefined;
  query: Query | undefined;
  max_lines: number;
  max_bytes: number;
}

/** What was found of a target, or why nothing was. */
export interface LogResult {
  target: LogTarget;
  found?: FoundPieces;
  fault?: Fault;
  bytes: number;
}

async function readOne(
  reader: LogReader,
  reading: Reading,
  target: LogTarget,
  place: Place | undefined,
  near: number,
): Promise<FoundPieces> {
  const failed = target.status === 'Failed' && place === undefined;
  const want = Math.max(failed ? FAILED_LINES : LEAST_LINES, reading.max_lines);
  const newer = reading.cursor?.direction === 'newer';
  const chunk =
    place === undefined
      ? await reader.newest(want)
      : await reader[newer ? 'behind' : 'before'](place.position, want, place.guard);
  const proven = !chunk.first || (await reader.proves(chunk));
  const lines = await numberLines(chunk, 0);
  const telling = failed
    ? tellingLines(
        lines.map(({ text }) => text),
        target.pod_id,
      )
    : [];
  return {
    pieces: piecesOf(lines, near),
    ...(telling.length > 0 ? { telling: new Set(telling.map((at) => lines[at]?.number ?? -1)) } : {}),
    keep: newer ? 'head' : 'tail',
    older: chunk.first ? undefined : placeBefore(chunk, 0),
    newer: placeBehind(chunk, chunk.lines.length),
    last: chunk.last,
    read: chunk.lines.length,
    first: chunk.first,
    capped: proven ? undefined : chunk.lines.length,
    gap: chunk.gap,
  };
}

/** Of a search for errors in a pod that failed: which of them ended it. Errors that it got over are found as well. */
function withTelling(found: FoundPieces, { pod_id, status }: LogTarget, { cursor, query }: Reading): FoundPieces {
  if (status !== 'Failed' || cursor !== undefined || query?.errors !== true) return found;
  const telling = tellingLines(
    found.pieces.map(({ text }) => text),
    pod_id,
  );
  return telling.length === 0
    ? found
    : { ...found, telling: new Set(telling.map((at) => found.pieces[at]?.from ?? -1)) };
}

/**
 * Reads the logs of several pods, some at a time, within one budget that is shared between them. A pod whose log cannot
 * be read does not keep the others from being shown.
 *
 * @throws Fault where no log could be read
 */
export async function readLogs(
  ctx: ToolContext,
  reading: Reading,
  targets: readonly LogTarget[],
): Promise<LogResult[]> {
  const digest = await ctx.digest();
  const limit = pLimit(AT_A_TIME);
  const share = 1 / Math.max(1, Math.min(targets.length, MOST_PODS));
  const budget = {
    bytes: MOST_BYTES_READ * share,
    requests: Math.max(LEAST_REQUESTS, Math.floor(MOST_REQUESTS * share)),
    deadline: Date.now() + MOST_MS,
  };

  const read = async (target: LogTarget): Promise<LogResult> => {
    const source: LogSource = createSource(ctx, { job_id: reading.job_id, ...target }, budget);
    const bounds = boundsOf(reading, target);
    const reader = createReader(source, {
      ...bounds,
      digest: (lines) => digest({ log: [reading.job_id, podKey(target)], lines }).slice(0, 4),
      pause: () => ctx.sleep(1000),
    });
    const place = reading.cursor?.bookmarks.find(({ pod }) => pod === podKey(target));
    const near = bounds.base * 1000;
    try {
      const found =
        reading.query === undefined
          ? await readOne(reader, reading, target, place, near)
          : await searchLog(reader, { direction: reading.cursor?.direction ?? 'older', place, near }, reading.query, {
              lines: reading.max_lines,
              bytes: reading.max_bytes,
              spent: source.spent,
              signal: ctx.signal,
            });
      return { target, found: withTelling(found, target, reading), bytes: source.used.bytes };
    } catch (error) {
      if (!(error instanceof Fault) || targets.length === 1) throw error;
      return { target, fault: error, bytes: source.used.bytes };
    }
  };

  let done = 0;
  const results = await Promise.all(
    targets.map((target) =>
      limit(async () => {
        const result = await read(target);
        done++;
        if (targets.length > 1) await ctx.progress(`${done} of ${targets.length} logs read`, done, targets.length);
        return result;
      }),
    ),
  );
  const [fault] = results.flatMap((result) => result.fault ?? []);
  if (fault !== undefined && results.every((result) => result.fault !== undefined)) throw fault;
  return results;
}
