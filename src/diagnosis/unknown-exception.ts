import { isOwn, type Raised } from '../shaping/errors/traceback.ts';
import { CAUSES } from './causes/all.ts';
import { type Cause, firstMatch, MAX_LINE } from './causes/cause.ts';
import { LAST_RESORTS } from './causes/last-resorts.ts';

/** Type and message of an exception, and both with the lines that follow them. */
export const headOf = ({ type, message }: Raised): string => `${type}: ${message}`.slice(0, MAX_LINE);
export const wholeOf = (raised: Raised): string => `${headOf(raised)} ${raised.detail.join(' ')}`.slice(0, MAX_LINE);

/** A class of Python itself: whoever raises it may mean anything. */
const BUILT_IN = /^[A-Za-z]\w{0,60}$/;

const raisedByProgram = (raised: Raised): boolean => {
  const last = raised.frames.at(-1);
  return last !== undefined && isOwn(last);
};

/** Last resorts that say no more than that something was raised: an earlier exception of the chain may say why. */
export const UNSPECIFIC: ReadonlySet<string> = new Set(
  [LAST_RESORTS.unclear, LAST_RESORTS.uncaught, LAST_RESORTS.foreign].map(({ id }) => id),
);

/** Concepts that say no more than that something broke off: a known line that says so is not outdone by them. */
export const NO_NEWS: ReadonlySet<string> = new Set([
  'network_words',
  'communication_words',
  'lost_process_words',
  'bare_failure_words',
]);

const textOf = (raised: Raised): string => (raised.message === '' ? wholeOf(raised) : headOf(raised));

/**
 * What the words of an exception name. What comes up in a call of the program may be about anything. What it raises in
 * so many words, and what a library says, tells.
 */
export function causeInWords(raised: Raised): Cause | undefined {
  const stated =
    !raisedByProgram(raised) ||
    !BUILT_IN.test(raised.type) ||
    /^(?:raise|assert)\b/.test(raised.frames.at(-1)?.code ?? '');
  return stated ? firstMatch(CAUSES, 'unknown_error', textOf(raised)) : undefined;
}

/**
 * What is said of an exception that no cause knows.
 * @param ownBlock whether a frame of the program stands anywhere in its traceback
 */
export function lastResort(raised: Raised, ownBlock: boolean): Cause {
  const { mistake, misfit, unclear, uncaught, refused, foreign } = LAST_RESORTS;
  const text = textOf(raised);
  const foreignOnly = raised.frames.length > 0 && !raised.frames.some(isOwn);
  if (foreignOnly && firstMatch([misfit], 'exception', text)) return misfit;
  const strange = foreignOnly && !ownBlock;
  if (mistake.match.test(text)) return raisedByProgram(raised) ? mistake : strange ? foreign : uncaught;
  const words = causeInWords(raised);
  if (words !== undefined) return words;
  if (strange) return refused.match.test(text) ? refused : foreign;
  return firstMatch([unclear], 'exception', text) ?? uncaught;
}
