import { asIs, firstOf, type Said } from './said.ts';
import type { Shown } from './shown.ts';

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\s]+/gu;

/**
 * A value of somebody else's, made fit for a line that a person reads: on one line, without what they would not
 * see, and no longer than `max` characters (code points). Of one that is cut, beginning and end stay: a
 * registry and a tag, a bucket and a path.
 */
export function brief(text: Shown, max: number): Shown;
export function brief(text: string, max: number): string;
export function brief(text: string, max: number): string {
  const line = text.replace(HIDDEN, ' ').trim();
  if (line.length <= max) return line;
  // Both ends of a long one have more than enough of them; to take all of it apart would take as long as it is.
  const points = line.length > 4 * max ? [...line.slice(0, 2 * max), ...line.slice(-2 * max)] : [...line];
  if (points.length <= max) return line;
  const head = Math.ceil(((max - 1) * 2) / 3);
  return `${points.slice(0, head).join('')}…${points.slice(points.length - (max - 1 - head)).join('')}`;
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
