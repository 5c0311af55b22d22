import { asIs, firstOf, type Said } from './said.ts';
import type { Shown } from './shown.ts';

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\s]+/gu;
const SURROGATE = /[\ud800-\udfff]/;

const onOneLine = (text: string): string => text.replace(HIDDEN, ' ').trim();

/**
 * A text on one line; of a long one both ends, of which `brief` keeps less. To look through all of it would take as
 * long as it is, so that is done only where an end consists of what nobody sees.
 */
function endsOf(text: string, max: number): string {
  const [most, reach] = [2 * max, 8 * max];
  const both = (head: string, tail: string): string => head.slice(0, most) + tail.slice(-most);
  if (text.length > 2 * reach) {
    const [head, tail] = [onOneLine(text.slice(0, reach)), onOneLine(text.slice(-reach))];
    if (head.length > most && tail.length > most) return both(head, tail);
  }
  const line = onOneLine(text);
  return line.length > 2 * most ? both(line, line) : line;
}

/**
 * A value of somebody else's, made fit for a line that a person reads: on one line, without what they would not
 * see, and no longer than `max` characters (code points). Of one that is cut, beginning and end stay: a
 * registry and a tag, a bucket and a path.
 */
export function brief(text: Shown, max: number): Shown;
export function brief(text: string, max: number): string;
export function brief(text: string, max: number): string {
  const line = endsOf(text, max);
  if (line.length <= max) return line;
  const head = Math.ceil(((max - 1) * 2) / 3);
  const tail = max - 1 - head;
  // Most texts have a code unit for each code point, and need not be taken apart.
  if (!SURROGATE.test(line)) return `${line.slice(0, head)}…${line.slice(line.length - tail)}`;
  const points = [...line];
  if (points.length <= max) return line;
  return `${points.slice(0, head).join('')}…${points.slice(points.length - tail).join('')}`;
}

/**
 * The same between quotes. Quotes of its own become single ones: a name such as `a" is gone. "b` would end there for
 * whoever reads the sentence around it, and go on in our voice.
 */
export const quoted = (text: string, max: number): string => `"${brief(text, max).replaceAll('"', "'")}"`;

/**
 * The first values of a list, and how many more there are: `a, b and 7 more`.
 * @param most how many are written out
 * @param max characters of each
 */
export const briefNames = (values: readonly string[], most: number, max: number): Said =>
  firstOf(
    values.slice(0, most).map((value) => asIs(brief(value, max))),
    most,
    values.length,
  );

/** `briefNames` for a model. */
export const briefList = (values: readonly string[], most: number, max: number): string =>
  briefNames(values, most, max).en;
