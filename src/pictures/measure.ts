// Advance widths of the font in thousandths of its size, by the letters that have about that width. They round up, so that a text
// is never wider than what is kept free for it.
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!]/, 300],
  [/[ftrI()[\]{}/\\ "-]/, 410],
  [/[mwMW@%]/, 940],
  [/[A-Z&+=<>~#$]/, 700],
  [/[\u2000-\u206f]/, 1000],
  [/[\x20-\u04ff]/, 600],
];
const WIDE = 1000;

const widthOfOne = (character: string): number => WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? WIDE;

/** Width of a text, in pixels, at a size of the font in pixels. */
export const textWidth = (text: string, size: number): number =>
  ([...text].reduce((sum, character) => sum + widthOfOne(character), 0) * size) / 1000;

/** The beginning of a text that is no wider than `most` pixels, with an ellipsis where something is cut off. */
export function fitted(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) return text;
  const room = most - textWidth('\u2026', size);
  let width = 0;
  const kept = [...text].filter((character) => {
    width += textWidth(character, size);
    return width <= room;
  });
  return `${kept.join('').trimEnd()}\u2026`;
}
