import { raw } from './wire.ts';

/**
 * The last lines of an array of texts, or of one text, oldest first. What is before them is not taken apart: a cloud that
 * gives more than was asked for costs no more than what it was asked for.
 *
 * @param most how many lines
 * @returns the lines, and whether there are more before them
 */
export function lastLines(value: unknown, most: number): { lines: string[]; more: boolean } {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const newest: string[] = [];
  for (let at = texts.length - 1; at >= 0; at--) {
    const given = texts[at];
    const text = given === '' ? '' : raw(given)?.replace(/\r?\n$/, '');
    if (text === undefined) continue;
    for (let end = text.length; end >= 0; ) {
      if (newest.length === most) return { lines: newest.reverse(), more: true };
      const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
      newest.push(text.slice(start, end));
      end = start - 1;
    }
  }
  return { lines: newest.reverse(), more: false };
}
