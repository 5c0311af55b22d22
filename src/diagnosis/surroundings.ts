import { signatureOf } from '../shaping/errors/signatures.ts';
import { guessesIn, isFrame } from './accounts.ts';
import { CAUSES } from './causes/all.ts';
import { aroundMatch, type Cause, firstMatch, MOST_SHOWN } from './causes/cause.ts';
import { BESIDE, COMPLAINS, goesOn, isNoise, isNoiseLine, LAUNCHER, type LogLine, signatureOfLine } from './lines.ts';
import { saidIn } from './words.ts';

/** How far before the telling line an error may stand that says more of it. */
const LEADS = 3;
/** Lines after a traceback in which its program may say what it means. */
const FOLLOWING = 14;
/** How far around it errors may stand that are shown with what does not say why. */
const NEAR = 12;

interface Place {
  start: number;
  end: number;
}

const streamAt = (lines: readonly LogLine[], index: number): string | undefined => lines[index]?.stream;

/** Lines of a stack that may stand between an error and what tells that nothing caught it. */
const MOST_STACK = 40;

/** A check of native code that does not hold, whether or not it says that it failed: `Check  notnull: ...`. */
const CHECK = /\.(?:cc|cpp|cxx|cu|h|hpp|c|rs|go):\d{1,6}:? ?\W{0,2}Check\b/;
const isTelling = (body: string): boolean => signatureOf(body) === 'error' || CHECK.test(body);

/** The runtime of C++ tells with it that an exception was not caught; the program's own error stands before it. */
const UNCAUGHT = /\bterminate called (?:after throwing|without an active)/;

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
  const before = lines
    .slice(Math.max(0, start - MOST_STACK), start)
    .filter(({ body }) => body.trim() === '' || !isFrame(body))
    .slice(-LEADS)
    .filter(
      ({ body, stream, index }) =>
        stream === streamAt(lines, start) && !marked.has(index) && !isNoise(body) && isTelling(body),
    );
  const last = before.at(-1);
  // A command of the shell may stand there too, but it has no level.
  const own = last && UNCAUGHT.test(last.body) ? before.findLast(({ level }) => level === 'error') : undefined;
  return (own ?? last)?.body.slice(0, MOST_SHOWN);
}

/** Whether a line is an error that something else does not tell already. */
const isError = (line: LogLine, marked: ReadonlySet<number>): boolean =>
  !marked.has(line.index) &&
  signatureOfLine(line) === 'error' &&
  !isNoiseLine(line) &&
  !LAUNCHER.test(line.body) &&
  !goesOn(line.body) &&
  !BESIDE.test(line.body);

const shown = ({ body }: LogLine): string => body.slice(0, MOST_SHOWN);

/**
 * Lines of errors around a place, of whatever process: up to two before it, one after it.
 *
 * @param marked lines that belong to tracebacks, or are known by themselves
 */
export function errorsAround({ start, end }: Place, lines: readonly LogLine[], marked: ReadonlySet<number>): string[] {
  const before = lines.slice(Math.max(0, start - NEAR), start).filter((line) => isError(line, marked));
  const after = lines.slice(end + 1, end + 1 + NEAR).find((line) => isError(line, marked));
  return [...before.slice(-2), ...(after ? [after] : [])].map(shown);
}

/** The first error before a place: what broke first is often told long before what ended the program. */
export function firstError({ start }: Place, lines: readonly LogLine[], marked: ReadonlySet<number>): string[] {
  const first = lines.slice(0, start).find((line) => isError(line, marked));
  return first ? [shown(first)] : [];
}

/** How many lines a program may have said right before it broke. */
const SAID_BEFORE = 2;
/** What a shell or another command warns of, it goes on after. */
export const OF_COMMAND = /^[\w./+-]{1,60}: warning ?: /i;

/**
 * What the process said right before a place, in whatever tone: a program often prints what is wrong and then raises
 * something that does not say it. What it warned of stands further off where more warnings follow; advice says nothing.
 *
 * @param marked lines that belong to tracebacks, or are known by themselves
 */
export function saidBefore({ start }: Place, lines: readonly LogLine[], marked: ReadonlySet<number>): string[] {
  const recent = lines.slice(Math.max(0, start - NEAR), start);
  const advice = guessesIn(recent);
  const own = recent
    .filter(({ index }) => !advice.has(index))
    .map((line, at, all) => ({ line, right: at >= all.length - LEADS }))
    .filter(
      ({ line: { body, stream, index, progress } }) =>
        stream === streamAt(lines, start) &&
        progress === undefined &&
        !marked.has(index) &&
        !isNoise(body) &&
        !LAUNCHER.test(body) &&
        /\w/.test(body),
    );
  const warned = own.findLast(
    ({ line: { level, body }, right }) =>
      (right || level === 'warning') &&
      !OF_COMMAND.test(body) &&
      COMPLAINS.test(body) &&
      !goesOn(body) &&
      !BESIDE.test(body),
  );
  const said = own.filter(({ right }) => right).slice(-SAID_BEFORE);
  return [...new Set([...(warned ? [warned] : []), ...said])].map(({ line }) => shown(line));
}

/** What a line announces that ends with a colon: the next one of the same process. */
export function announced(at: number, lines: readonly LogLine[]): string | undefined {
  if (!/[:\uff1a]\s*$/.test(lines[at]?.body ?? '')) return undefined;
  const next = lines
    .slice(at + 1, at + 3)
    .find(({ body, stream }) => stream === streamAt(lines, at) && /\w/.test(body));
  return next?.body.slice(0, MOST_SHOWN);
}

/**
 * What the lines around a traceback say whose exception says nothing itself: the account below it, else the error right
 * before it, else what stands right before an exception without any words.
 *
 * @param mute the exception has no words at all
 * @param taken lines that belong to tracebacks and to the tables of launchers
 */
export function wordsAround(
  { start, end }: Place,
  lines: readonly LogLine[],
  taken: ReadonlySet<number>,
  mute: boolean,
): { cause: Cause; text: string } | undefined {
  const after = lines
    .slice(end + 1, end + 1 + FOLLOWING)
    .filter(
      ({ stream, index, level }) =>
        stream === streamAt(lines, start) && !taken.has(index) && level !== 'warning' && level !== 'quiet',
    )
    .map(({ body }) => body);
  const place = { start, end };
  const before = [errorBefore(place, lines, taken) ?? [], mute ? saidBefore(place, lines, taken).reverse() : []].flat();
  for (const body of [...after, ...before]) {
    const cause = isNoise(body) ? undefined : firstMatch(CAUSES, 'unknown_error', saidIn(body));
    if (cause && cause.category !== 'unknown' && !goesOn(body) && !BESIDE.test(body) && !LAUNCHER.test(body))
      return { cause, text: aroundMatch(cause, body) };
  }
  return undefined;
}
