import { type LogSource, MOST_LINES } from './source.ts';

/** With fewer lines an answer was not cut by the cloud, which is known to give 2,000 unasked (api-notes: logs). */
export const LEAST_CAP = 1000;

/** Seconds from the beginning of a log within which its first lines are looked for. */
const WIDTHS = [60, 900, 14_400, 259_200, 31_536_000] as const;
const MOST_TRIES = 20;

const begins = (lines: readonly string[], part: readonly string[]): boolean =>
  part.every((line, at) => line === lines[at]);

/**
 * Whether lines begin with the first one of a log. How many lines the cloud gives at most is not published. Where it
 * silently gives fewer than were asked for, the newest lines look like the whole log. A shorter window from the same
 * beginning tells: its lines have to be the first ones here.
 *
 * @param lower the beginning of the log, in seconds since the epoch
 */
export async function holdFirst(source: LogSource, lower: number, lines: readonly string[]): Promise<boolean> {
  if (lines.length < LEAST_CAP) return true;
  let empty = 0;
  let all: number | undefined;
  for (let tries = 0; tries < MOST_TRIES && !source.spent(); tries++) {
    const width = all === undefined ? WIDTHS.find((each) => each > empty) : Math.floor((empty + all) / 2);
    if (width === undefined || width === empty) return false;
    const part = (await source.ask(lower, lower + width, MOST_LINES)).lines;
    if (part.length === 0) empty = width;
    else if (!begins(lines, part)) return false;
    else if (part.length < lines.length) return true;
    else all = width;
  }
  return false;
}
