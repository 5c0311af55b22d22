import { signatureOf } from '../shaping/errors/signatures.ts';
import { CAUSES } from './causes/all.ts';
import { aroundMatch, type Cause, firstMatch } from './causes/cause.ts';
import { BESIDE, goesOn, isNoise, LAUNCHER, type LogLine } from './lines.ts';
import { saidIn } from './words.ts';

/** How far before the telling line an error may stand that says more of it. */
const LEADS = 3;
/** Lines after a traceback in which its program may say what it means. */
const FOLLOWING = 14;
const MOST_SHOWN = 300;

interface Place {
  start: number;
  end: number;
}

const streamAt = (lines: readonly LogLine[], index: number): string | undefined => lines[index]?.stream;

/**
 * The error right before a place, in the lines of the same process: what broke is told there, here that it did.
 *
 * @param marked lines that belong to tracebacks, or are known by themselves
 */
export function errorBefore(
  { start }: Place,
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
): string | undefined {
  return lines
    .slice(Math.max(0, start - LEADS), start)
    .findLast(
      ({ body, stream, index }) =>
        stream === streamAt(lines, start) && !marked.has(index) && !isNoise(body) && signatureOf(body) === 'error',
    )
    ?.body.slice(0, MOST_SHOWN);
}

/**
 * What the lines around a traceback say whose exception says nothing itself: the account below it, else the error right
 * before it.
 *
 * @param taken lines that belong to tracebacks and to the tables of launchers
 */
export function wordsAround(
  { start, end }: Place,
  lines: readonly LogLine[],
  taken: ReadonlySet<number>,
): { cause: Cause; text: string } | undefined {
  const after = lines
    .slice(end + 1, end + 1 + FOLLOWING)
    .filter(
      ({ stream, index, level }) =>
        stream === streamAt(lines, start) && !taken.has(index) && level !== 'warning' && level !== 'quiet',
    )
    .map(({ body }) => body);
  for (const body of [...after, errorBefore({ start, end }, lines, taken) ?? []].flat()) {
    const cause = isNoise(body) ? undefined : firstMatch(CAUSES, 'unknown_error', saidIn(body));
    if (cause && cause.category !== 'unknown' && !goesOn(body) && !BESIDE.test(body) && !LAUNCHER.test(body))
      return { cause, text: aroundMatch(cause, body) };
  }
  return undefined;
}
