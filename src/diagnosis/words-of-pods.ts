import { signatureOf } from '../shaping/errors/signatures.ts';
import { withoutNumbers } from '../shaping/without-numbers.ts';
import { isFrame } from './accounts.ts';
import type { Evidence } from './finding.ts';
import { COMPLAINS, isNoise, LAUNCHER, type LogLine, readLogLine } from './lines.ts';

/** Lines of the pod that counts which come before those of others: a verdict shows no more than a few lines. */
const OF_LEADING = 4;
/** Lines of other pods that are shown beside them. */
const OF_OTHERS = 2;

const lineOf = ({ text }: Evidence): LogLine => readLogLine(text, 0);

/** Whether a line is an error by its form. */
export const soundsWrong = (line: Evidence): boolean => signatureOf(lineOf(line).body) === 'error';

const complains = ({ body }: LogLine): boolean =>
  COMPLAINS.test(body) && !LAUNCHER.test(body) && !isNoise(body) && !isFrame(body);

/** A line without its numbers and its pod: what ranks say alike is one thing. */
const shape = (line: Evidence): string => withoutNumbers(lineOf(line).body);

/** Whether a line is a sentence of a program, with which it may say why it leaves, and no progress or source. */
const isSentence = ({ body, progress }: LogLine): boolean =>
  progress === undefined && /^[A-Z[][^=(){}]{20,300}[\w.!]$/.test(body) && !LAUNCHER.test(body) && !isNoise(body);

/**
 * The line by which one tells most of a pod: an error by its form, else a complaint that is no warning, else what it
 * said last.
 */
function complaintIn(words: readonly Evidence[]): Evidence | undefined {
  const own = words.filter((line) => complains(lineOf(line)));
  const last = words.slice(-1).filter((line) => isSentence(lineOf(line)));
  return own.find(soundsWrong) ?? own.find((line) => lineOf(line).level !== 'warning') ?? own[0] ?? last[0];
}

/**
 * The last words of several pods, for a verdict that does not know what came first: those of the pod that counts, and
 * beside them one complaint of each of a few others.
 *
 * @param others in the order they were read
 */
export function wordsOfPods(leading: readonly Evidence[], others: readonly (readonly Evidence[])[]): Evidence[] {
  const told = others.map(complaintIn).filter((line) => line !== undefined);
  const shapes = [...leading, ...told].map(shape);
  const beside = told.filter((_, at) => shapes.indexOf(shapes[leading.length + at] ?? '') === leading.length + at);
  return [...leading.slice(0, OF_LEADING), ...beside.slice(0, OF_OTHERS), ...leading.slice(OF_LEADING)];
}
