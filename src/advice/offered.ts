import { type Hint, MARK } from '../domain/hint.ts';
import { HINTS } from './hints.ts';

/** Whether a word may be said to a model: every one but the name of a tool that the operator's selection leaves out. */
export type Offers = (word: string) => boolean;

/** Names of tools are words of this form, and so are many others. */
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
  // Arguments of a call come back in a dry run, and can hold anything.
  return Object.hasOwn(HINTS, hint) ? HINTS[hint as Hint](...values) : [];
}

/**
 * A text as this server says it: the one way out of everything that may name a tool. What is not offered is not named, so
 * that no model looks for it.
 */
export const asOffered = (text: string, offers: Offers): string =>
  text.includes(MARK.open)
    ? text.replace(MARKED, (_, marked: string) => firstOffered(wordingsOf(marked), offers) ?? '')
    : text;

/** The same for all texts in an answer or a definition, at any depth; what says nothing else is not copied. */
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
