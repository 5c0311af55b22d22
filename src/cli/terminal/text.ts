import wrapAnsi from 'wrap-ansi';
import { widthOf } from '../../shaping/width.ts';

/** A text with spaces behind it, up to so many columns. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/**
 * A line may end beside a Chinese character, which no space parts from the next: not after an opening mark, not before
 * a closing one.
 */
const BREAKS =
  /(?<=[\u3000-\u9fff\uff00-\uffef])(?<![（「《“])(?![，。、：；？！）」》”])|(?<=[\w ])(?=[\u3007-\u9fff（])|(?<= )/;
const HAS_CHINESE = /[\u3007-\u9fff]/;

/** A line with Chinese in it, wrapped. @param hard whether a longer word is broken */
function wrappedChinese(text: string, columns: number, hard: boolean): string {
  const lines = [''];
  // Each character may be a part: the width of a line grows with it, since measuring the line again takes far longer.
  let width = 0;
  for (const part of text.split(BREAKS)) {
    const word = part.trimEnd();
    if (word === '' || width + widthOf(word) <= columns) {
      lines.push((lines.pop() ?? '') + part);
      width += widthOf(part);
    } else {
      lines.push(...wrapAnsi(part, columns, { hard, trim: false }).split('\n'));
      width = widthOf(lines.at(-1) ?? '');
    }
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

const inLines = (text: string, columns: number, hard: boolean): string =>
  text
    .split('\n')
    .map((line) => (HAS_CHINESE.test(line) ? wrappedChinese(line, columns, hard) : wrapAnsi(line, columns, { hard })))
    .join('\n');

/** Prose in lines of at most so many columns; a longer word is broken. */
export const wrapped = (text: string, columns: number): string => inLines(text, columns, true);

/** The same, but a longer word, such as a path that somebody will copy, stays whole. */
export const wrappedWhole = (text: string, columns: number): string => inLines(text, columns, false);

/**
 * A text wrapped behind its head; further lines are indented to the same column.
 * @param wrap `wrappedWhole` where a longer word stays whole
 */
export function hanging(head: string, text: string, indent: number, columns: number, wrap = wrapped): string {
  return wrap(text, Math.max(1, columns - indent))
    .split('\n')
    .map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line)
    .join('\n');
}

const segmenter = new Intl.Segmenter();

/** What a reader takes for one character each, such as an emoji of several code points. */
const characters = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** How many of the first characters take at most so many columns together. */
function fitting(all: readonly string[], columns: number): number {
  let taken = 0;
  const end = all.findIndex((character) => {
    taken += widthOf(character);
    return taken > columns;
  });
  return end < 0 ? all.length : end;
}

/** Text of at most `most` columns, cut at its end. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const all = characters(text);
  return `${all
    .slice(0, fitting(all, most - 3))
    .join('')
    .trimEnd()}...`;
}

/** Text of at most `most` columns; what is too long loses its middle, since both ends of an id or URI tell it apart. */
export function elide(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  const all = characters(text);
  const head = all.slice(0, fitting(all, Math.floor((most - 3) / 3))).join('');
  const tail = fitting([...all].reverse(), most - 3 - widthOf(head));
  return `${head}...${all.slice(all.length - tail).join('')}`;
}
