import { setImmediate as nextTurn } from 'node:timers/promises';
import { ofKey } from './mask-keys.ts';
import { MOST_ABOVE } from './mask-lines.ts';

/**
 * Characters that are shaped without a pause. That takes far less time than a client waits for the answer to a ping.
 */
export const SLICE = 16 * 1024;
/**
 * Lines around a slice that are shaped with it, because secrets span lines: more
 * where there are keys. And characters of each.
 */
const AROUND_KEYS = 120;
const CONTEXT_LINE = 160;
/** Longest part of a line that is looked at: more than any answer shows of one. */
export const MOST_LINE = 16 * 1024;

/** The ends of slices of items, each of at most `SLICE` characters or of one item. */
export function sliceEnds(sizes: readonly number[]): number[] {
  const ends: number[] = [];
  let room = SLICE;
  for (const [at, size] of sizes.entries()) {
    if (size > room && at > (ends.at(-1) ?? 0)) {
      ends.push(at);
      room = SLICE;
    }
    room -= size;
  }
  return sizes.length === 0 ? [] : [...ends, sizes.length];
}

const sizeOf = (text: string): number => text.length + 1;

/**
 * Shapes lines slice by slice, with a pause between slices in which the process answers others. Each slice is shaped
 * together with the lines around it, whose own result is thrown away.
 *
 * @param shape gives back as many lines as it gets
 */
export async function shapeSlices<T>(
  given: readonly string[],
  shape: (lines: readonly string[]) => readonly T[],
  pause: () => Promise<unknown> = nextTurn,
): Promise<T[]> {
  const lines = given.map((line) => (line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line));
  const context = lines.some(ofKey) ? AROUND_KEYS : MOST_ABOVE;
  const shaped: T[] = [];
  let from = 0;
  for (const to of sliceEnds(lines.map(sizeOf))) {
    if (from > 0) await pause();
    const around = (start: number, end: number) => lines.slice(start, end).map((line) => line.slice(0, CONTEXT_LINE));
    const before = around(Math.max(0, from - context), from);
    const window = [...before, ...lines.slice(from, to), ...around(to, to + context)];
    for (const line of shape(window).slice(before.length, before.length + to - from)) shaped.push(line);
    from = to;
  }
  return shaped;
}

/**
 * What is told of each line, slice by slice, with a pause between slices.
 * @throws the reason of the signal where the caller has given up meanwhile
 */
export async function eachInSlices<T>(
  lines: readonly string[],
  of: (line: string) => T,
  signal: AbortSignal,
): Promise<T[]> {
  const told: T[] = [];
  for (const to of sliceEnds(lines.map(sizeOf))) {
    if (told.length > 0) await nextTurn();
    signal.throwIfAborted();
    for (const line of lines.slice(told.length, to)) told.push(of(line));
  }
  return told;
}
