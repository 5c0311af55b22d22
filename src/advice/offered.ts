import { type Hint, MARK } from '../domain/hint.ts';
import { HINTS } from './hints.ts';

/** Whether a word may be said to a model: every one but the name of a tool that the operator's selection leaves out. */
export type Offers = (word: string) => boolean;

/** The form of a tool's name. Other words have it as well, and `Offers` says yes to those. */
const WORD = /(?<![a-z_])[a-z]+(?:_[a-z]+)+/g;
const MARKED = new RegExp(`${MARK.open}([^${MARK.open}${MARK.close}]*)${MARK.close}`, 'g');

/** The first wording that names no tool which is not offered. */
export const firstOffered = (wordings: readonly string[], offers: Offers): string | undefined =>
  wordings.find((wording) => [...wording.matchAll(WORD)].every(([word]) => offers(word)));

/**
 * Words that are only said where the tools that they name are offered, as part of a sentence.
 * @param wordings best first; where none can be said, the sentence goes without
 */
export const ifOffered = (...wordings: readonly string[]): string =>
  `${MARK.open}${wordings.join(MARK.between)}${MARK.close}`;

function wordingsOf(marked: string): readonly string[] {
  const parts = marked.split(MARK.between);
  if (!marked.startsWith('#')) return parts;
  const [name = '', ...values] = parts;
  const hint = name.slice(1);
  // A dry run repeats the arguments of its call, so anything can stand between the marks.
  return Object.hasOwn(HINTS, hint) ? HINTS[hint as Hint](...values) : [];
}

/**
 * Puts the words in place of hints and `ifOffered`. Every text that may name a tool passes here on its way out: a tool
 * that is not offered must not be named, or a model looks for it.
 */
export const asOffered = (text: string, offers: Offers): string =>
  text.includes(MARK.open)
    ? text.replace(MARKED, (_, marked: string) => firstOffered(wordingsOf(marked), offers) ?? '')
    : text;

/** `asOffered` for all texts in an answer or a definition, at any depth. Parts that stay as they are are not copied. */
export function allAsOffered<T>(value: T, offers: Offers): T {
  if (typeof value === 'string') return asOffered(value, offers) as T;
  if (value === null || typeof value !== 'object') return value;
  let copy: T | undefined;
  for (const [key, member] of Object.entries(value)) {
    const said = allAsOffered(member, offers);
    if (said === member) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as T;
    Reflect.set(copy as object, key, said);
  }
  return copy ?? value;
}

/** Next steps without those that begin with a call of a tool that is not offered. */
export const offeredSteps = (steps: readonly string[], offers: Offers): string[] =>
  steps.filter((step) => offers(/^\w+/.exec(step)?.[0] ?? '')).map((step) => asOffered(step, offers));
