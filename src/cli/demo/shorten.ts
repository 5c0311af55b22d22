import { table } from '../../shaping/table.ts';

const CELL = 34;
const VALUE = 44;
const TABLE_LINE = /\S {2,}\S/;

/** Text of at most `most` characters; what is too long loses its middle, since both ends of an id or URI tell it apart. */
export function elide(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.floor((most - 3) / 3);
  return `${text.slice(0, head)}...${text.slice(text.length - (most - 3 - head))}`;
}

/** Text of at most `most` characters, cut at its end. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 3).trimEnd()}...`;

/** A value of a call's arguments as a reader wants it: JSON without its quotes, every text in it shortened. */
export function brief(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(brief).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${brief(item)}`)
      .join(', ')}}`;
  return elide(String(value), VALUE);
}

/** The rows of a table laid out anew with shortened cells; lines that are no table of even rows come back as they are. */
function narrowed(lines: readonly string[]): string[] {
  const [head = [], ...rows] = lines.map((line) => line.split(/ {2,}/).map((cell) => elide(cell, CELL)));
  if (rows.length === 0 || rows.some((row) => row.length !== head.length)) return [...lines];
  return table(head, rows).split('\n');
}

/** Whether a line belongs to a table, by its runs of spaces; an indented line is something else, such as a traceback. */
const tabular = (line: string): boolean => TABLE_LINE.test(line) && !line.startsWith(' ');

/**
 * An answer's lines for a narrow terminal. Tables get shorter cells; what is still wider than the screen is for the caller
 * to wrap (`prose`) or cut.
 */
export function layout(text: string): { line: string; prose: boolean }[] {
  const shown: { line: string; prose: boolean }[] = [];
  let block: string[] = [];
  const flush = (): void => {
    shown.push(...narrowed(block).map((line) => ({ line, prose: false })));
    block = [];
  };
  for (const line of text.split('\n')) {
    if (tabular(line)) block.push(line);
    else {
      if (block.length > 0) flush();
      shown.push({ line, prose: !line.startsWith(' ') });
    }
  }
  if (block.length > 0) flush();
  return shown;
}
