import { widthOf } from './width.ts';

interface Cell {
  text: string;
  /** Columns of a terminal. */
  width: number;
}

function cellOf(value: string | undefined): Cell {
  const line = (value ?? '').replace(/\s+/g, ' ').trim();
  const text = line === '' ? '-' : line;
  return { text, width: widthOf(text) };
}

/** Blanks that a column costs in each line, on average: one long name is not worth as many blanks in all others. */
const MOST_PADDING = 24;

/** Where the next column begins: after the longest cell for which that costs little; a longer one shifts its line. */
function widthFor(head: number, cells: readonly Cell[]): number {
  const widths = cells.map(({ width }) => width).toSorted((a, b) => a - b);
  let [best, shorter] = [0, 0];
  for (const [before, width] of widths.entries()) {
    if (before * width - shorter <= MOST_PADDING * widths.length) best = width;
    shorter += width;
  }
  return Math.max(best, head);
}

/**
 * Plain monospaced columns, two spaces apart, without trailing spaces: one header line, then one line per row. An empty
 * cell is shown as `-`. What follows a cell that is much longer than the others of its column is not below theirs. The
 * cells must have been cleaned and masked before.
 */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows].map((row) => headers.map((_, column) => cellOf(row[column])));
  const widths = headers.map((_, column) => {
    const [head, ...cells] = lines.flatMap((line) => line[column] ?? []);
    return widthFor(head?.width ?? 0, cells);
  });
  return lines
    .map((line) =>
      line
        .map(({ text, width }, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
