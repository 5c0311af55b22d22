import type { Shown } from '../../../domain/shown.ts';
import { errorBlocks } from '../../../shaping/errors/blocks.ts';
import { lineTime } from '../../../shaping/line-time.ts';

/** A line of one of several logs: what is shown of it, and its text without a tag. */
export interface MergeLine {
  text: string;
  shown: readonly Shown[];
}

/** Milliseconds by which times may go back within one log: loggers of several threads write a little out of order. */
const MOST_STEP_MS = 5000;

interface Timed {
  at: number[];
  zoned: boolean;
}

/**
 * The time of each line, never going back. A line without one gets that of the line before, which it mostly continues.
 * Where too many others have none, or times leap, the lines cannot be put in order: `undefined`.
 */
function timesOf(lines: readonly MergeLine[], near: number): Timed | undefined {
  const times = lines.map(({ text }) => lineTime(text, near));
  const known = times.filter((time) => time !== undefined);
  const [first] = known;
  if (first === undefined || known.some(({ zoned }) => zoned !== first.zoned)) return undefined;
  const continuing = new Set(errorBlocks(lines.map(({ text }) => text)).flatMap((block) => block.lines.slice(1)));
  const untimed = times.filter(
    (time, index) => time === undefined && !continuing.has(index) && !/^\s|^$/.test(lines[index]?.text ?? ''),
  );
  if (untimed.length > known.length) return undefined;
  const at: number[] = [];
  let latest = first.at;
  for (const time of times) {
    if (time !== undefined && time.at < latest - MOST_STEP_MS) return undefined;
    latest = Math.max(latest, time?.at ?? latest);
    at.push(latest);
  }
  return { at, zoned: first.zoned };
}

/**
 * The lines of several logs as one list: by time where the lines of all of them say theirs in a way that can be
 * compared, else log by log. The order within a log stays as it is.
 *
 * @param near milliseconds, as for `lineTime`
 */
export function mergeLogs(logs: readonly (readonly MergeLine[])[], near: number): { lines: Shown[]; byTime: boolean } {
  const filled = logs.filter((lines) => lines.length > 0);
  const times = filled.map((lines) => timesOf(lines, near));
  const [zoned] = times.map((time) => time?.zoned);
  const byTime = filled.length > 1 && times.every((time) => time !== undefined && time.zoned === zoned);
  const rows = filled.flatMap((lines, log) =>
    lines.map((line, index) => ({ shown: line.shown, at: times[log]?.at[index] ?? 0 })),
  );
  // Sorting is stable: equal times keep the order of the logs and of their lines.
  if (byTime) rows.sort((a, b) => a.at - b.at);
  return { lines: rows.flatMap(({ shown }) => shown), byTime };
}
