import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Columns a text takes: none for a colour, two for a Chinese character or an emoji. */
export const widthOf = (text: string): number => stringWidth(text);

/** A text with spaces behind it, up to so many columns. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** Prose in lines of at most so many columns; a longer word is broken. */
export const wrapped = (text: string, columns: number): string => wrapAnsi(text, columns, { hard: true });

/** A text wrapped behind its head; further lines are indented to the same column. */
export function hanging(head: string, text: string, indent: number, columns: number): string {
  return wrapped(text, Math.max(1, columns - indent))
    .split('\n')
    .map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line)
    .join('\n');
}

/** The longest beginning of a text, in whole characters, that takes at most so many columns. */
function beginning(points: readonly string[], columns: number): string {
  let kept = '';
  for (const point of points) {
    if (widthOf(kept + point) > columns) break;
    kept += point;
  }
  return kept;
}

const reversed = (text: string): string[] => [...text].reverse();

/** Text of at most `most` columns, cut at its end. */
export const cut = (text: string, most: number): string =>
  widthOf(text) <= most ? text : `${beginning([...text], most - 3).trimEnd()}...`;

/** Text of at most `most` columns; what is too long loses its middle, since both ends of an id or URI tell it apart. */
export function elide(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const head = beginning([...text], Math.floor((most - 3) / 3));
  const tail = beginning(reversed(text), most - 3 - widthOf(head));
  return `${head}...${reversed(tail).join('')}`;
}
