/** Words by pattern. Each is said where its pattern is made, so none is made without. */
const WORDS = new Map<string, string>();

/**
 * A pattern that a parameter is held to, with words for whoever wrote something else: a regular expression tells a
 * model little, and a person nothing.
 * @param words what matches, as the end of "Pass X as"
 */
export function formed(pattern: RegExp, words: string): RegExp {
  WORDS.set(pattern.source, words);
  return pattern;
}

/** The words of a pattern; `undefined` for one that has none. */
export const formWords = (source: string): string | undefined => WORDS.get(source);
