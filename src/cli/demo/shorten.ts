import { widthOf } from '../../shaping/width.ts';
import { elide, padded } from '../terminal/text.ts';

const CELL = 34;
const VALUE = 44;
/** A column that would have fewer columns of the terminal than this is left out. */
const LEAST_CUT = 12;
const TABLE_LINE = /\S {2,}\S/;

/** A value of a call's arguments as a reader wants it: JSON without its quotes, every text in it shortened. */
export function briefValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(briefValue).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${briefValue(item)}`)
      .join(', ')}}`;
  return elide(String(value), VALUE);
}

const columnWidths = (cells: readonly (readonly string[])[]): number[] =>
  (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));

/**
 * Rows aligned for a terminal, where a Chinese character is two columns wide. The server aligns for a model, by
 * characters.
 */
function aligned(cells: readonly (readonly string[])[]): string[] {
  const widths = columnWidths(cells);
  return cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** How many columns are seen on a line of `most` columns: a last one is cut, but not down to a useless rest. */
function seenColumns(cells: readonly (readonly string[])[], most: number): number {
  const widths = columnWidths(cells);
  let start = 0;
  for (const [column, width] of widths.entries()) {
    if (start + Math.min(width, LEAST_CUT) > most - (column + 1 < widths.length ? 5 : 0)) return column;
    start += width + 2;
  }
  return widths.length;
}

/**
 * The rows of a table laid out anew with shortened cells; lines that are no table of even rows come back as they are.
 */
function narrowed(lines: readonly string[], most: number): string[] {
  const cells = lines.map((line) => line.split(/ {2,}/).map((cell) => elide(cell, CELL)));
  const [head = [], ...rows] = cells;
  if (rows.length === 0 || rows.some((row) => row.length !== head.length)) return [...lines];
  const seen = seenColumns(cells, most);
  return aligned(seen === head.length ? cells : cells.map((row) => [...row.slice(0, seen), '...']));
}

/**
 * Whether a line belongs to a table, by its runs of spaces; an indented line is something else, such as a traceback.
 */
const tabular = (line: string): boolean => TABLE_LINE.test(line) && !/^(\| )? /.test(line);

/**
 * An answer's lines for a narrow terminal. Tables get shorter cells; what is still wider than the screen is for the
 * caller to wrap (`prose`) or cut.
 * @param most columns of the terminal
 */
export function layout(text: string, most: number): { line: string; prose: boolean }[] {
  const shown: { line: string; prose: boolean }[] = [];
  let block: string[] = [];
  const flush = (): void => {
    shown.push(...narrowed(block, most).map((line) => ({ line, prose: false })));
    block = [];
  };
  for (const line of text.split('\n')) {
    if (tabular(line)) block.push(line);
    else {
      if (block.length > 0) flush();
      shown.push({ line, prose: !/^(\| )/.test(line) && !line.startsWith(' ') });
    }
  }
  if (block.length > 0) flush();
  return shown;
}

/** A fence as the server writes it (src/shaping/fence.ts): what it is of, its marker, the lines between. */
const FENCE = /^(.*): what stands between the two (data-[0-9a-f]{16}) lines is .*\n\2\n([\s\S]*?)\n\2$/gm;

/** Where a line of evidence comes from, which is longer than the evidence. */
const SOURCE = /^(\| \[\w+) [^\]]{16,}(\] )/gm;

/** An answer whose evidence names only the kind of its source. */
export const withShortSources = (text: string): string => text.replace(SOURCE, '$1 ...$2');

/** An answer with bars in place of the fences around text of the cloud, for a reader who knows them already. */
export const withBars = (text: string): string =>
  text.replace(FENCE, (_fence, _source, _marker, lines: string) => lines.replace(/^/gm, '| '));

/** Whether an answer carries text of the cloud. */
export const isFenced = (text: string): boolean => text.search(FENCE) >= 0;
