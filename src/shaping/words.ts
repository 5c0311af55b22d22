/** Between the parts of a name, a version or a path. */
const SEPARATORS = /[-_.:/+=~|,@\\]+/;
const LAST_SEPARATOR = /[-_.:/+=~|,@\\](?=[^-_.:/+=~|,@\\]*$)/;
const PART = /^(?:[A-Z]?[a-z]*|[A-Z]+)(?:[A-Z][a-z]{2,})*\d{0,4}$|^\d+[A-Za-z]{0,3}$/;
const MOST_PART = 24;

/**
 * Whether a text is made of words and numbers, as names, versions and models are (`bert-base-uncased`, `Qwen2.5-7B`,
 * `scram-sha-256`), rather than of the mixture that a generated secret is.
 */
export const wordLike = (value: string): boolean =>
  value.split(SEPARATORS).every((part) => part.length <= MOST_PART && PART.test(part));

/**
 * `wordLike` for parts of one text that begin ever later. A part of what was found to be made of words is not looked at
 * again: otherwise a text such as `pw=pw=pw=…`, where each value is all the rest, would take quadratic time.
 *
 * @returns asked with the start and the end of a part
 */
export function wordsIn(text: string): (start: number, end: number) => boolean {
  // From a separator on, and up to behind one: what lies between holds whole parts only.
  let known = { start: 0, end: 0 };
  return (start, end) => {
    const inside = start > known.start && start <= known.end && SEPARATORS.test(text[start - 1] ?? '');
    const from = inside && known.end <= end ? known.end : start;
    const rest = text.slice(from, end);
    if (!wordLike(rest)) return false;
    known = { start: inside ? known.start : start, end: from + 1 + (LAST_SEPARATOR.exec(rest)?.index ?? -1) };
    return true;
  };
}
