import { type LogLine, readLogLine } from './lines.ts';
import { unglued } from './unglue.ts';

/** The lines of a log, and the same taken apart. */
export interface ReadLines {
  texts: readonly string[];
  lines: readonly LogLine[];
}

/** A job that runs is asked for its cause and for its health, both by the same lines. They are forgotten with these. */
const known = new WeakMap<readonly string[], ReadLines>();

/**
 * Takes the lines of a log apart, once for each list.
 * @param given cleaned lines, oldest first; never changed afterwards
 */
export function readLines(given: readonly string[]): ReadLines {
  const before = known.get(given);
  if (before !== undefined) return before;
  const texts = unglued(given);
  const read = { texts, lines: texts.map(readLogLine) };
  known.set(given, read);
  return read;
}
