import type { Raised, Traceback } from '../shaping/errors/traceback.ts';
import { CAUSES, SPECIFIC } from './causes/all.ts';
import { firstMatch } from './causes/cause.ts';
import { headOf, NO_NEWS } from './unknown-exception.ts';
import { spelledOut } from './words.ts';

/** Exceptions that launchers raise because a process they started has failed. They do not say why. */
const WRAPPER =
  /(^|\.)(ChildFailedError|ProcessRaisedException|ProcessExitedException|CalledProcessError|SystemExit|RayTaskError|RemoteTraceback|RemoteError|CheckpointException|TrainingFailedError|TuneError|TrainingWorkerError|SubprocessError|CommandError)$/;

const EXIT = /(^|\.)SystemExit$/;

/** What is raised around others: it says that there are some. */
const AROUND = /(^|\.)(\w{0,4}ExceptionGroup|InstantiationException|CancelledError)$/;
const GROUP = /(^|\.)\w{0,4}ExceptionGroup$/;

/** What a data loader and its like say around the exception of a worker, which follows. */
const CARRIED = /^Caught [\w.]{1,80} in \w{1,40}\b/;

/** The same as a line of its own, where the heading of its traceback was cut off. */
const CARRIES_NEXT = /^[\w.]{1,100}(?:Error|Exception|Exit|Interrupt): Caught [\w.]{1,80} in \w/;
const ORIGINAL = /^\s{0,8}Original Traceback \(most recent call last\):/;

/** Whether a line only says where the exception was raised that is printed from the next line on. */
export const carriesNext = (line: string, next = ''): boolean => CARRIES_NEXT.test(line) && ORIGINAL.test(next);

/** Points at what was printed elsewhere. */
const POINTS_AT =
  /\b(?:root cause|stack ?traces?|traceback|(?:previous|original) (?:error|exception|message)s?|error messages?|logs?)\b[^.]{0,40}\babove\b|\b(?:see|check|inspect|look at|refer to)\b[^.]{0,60}\b(?:stack ?trace|traceback|previous|above|worker logs?|logs?)\b[^.]{0,60}\b(?:root cause|cause|reason|details|error)/i;

/** Whether an exception only tells of the one that is printed after it, or somewhere else. */
function isWrapper(raised: Raised, next: Raised | undefined): boolean {
  const { type, message } = raised;
  // What a program says as it exits is its own account.
  if (EXIT.test(type) && /[A-Za-z]{2}/.test(message)) return false;
  if (WRAPPER.test(type) || CARRIED.test(message) || (message === '' && next?.link === 'remote')) return true;
  return POINTS_AT.test(message) && !saysWhy(raised);
}

/** Whether an exception names what went wrong, wherever else it points: in so many words, but for those that point. */
function saysWhy(raised: Raised): boolean {
  if (firstMatch(SPECIFIC, 'exception', headOf(raised)) !== undefined) return true;
  const [own = ''] = raised.message.split(POINTS_AT);
  const words = firstMatch(CAUSES, 'unknown_error', spelledOut(own));
  return words !== undefined && words.category !== 'unknown' && !words.vague && !NO_NEWS.has(words.id);
}

/** The exceptions of a block that may say what happened, in the order in which they are printed. */
export function telling({ raised }: Traceback): Raised[] {
  const said = raised.filter((each, index) => !isWrapper(each, raised[index + 1]));
  const inner = said.filter(({ type }) => !AROUND.test(type));
  return inner.length > 0 ? inner : said;
}

/** Whether the exceptions of a block came side by side. */
export const isGroup = ({ raised }: Traceback): boolean => raised.some(({ type }) => GROUP.test(type));
