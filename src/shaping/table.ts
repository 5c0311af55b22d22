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

/**
 * Plain monospaced columns, two spaces apart, without trailing spaces: one header line, then one line per row. An empty
 * cell is shown as `-`. The cells must have been cleaned and masked before.
 */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows].map((row) => headers.map((_, column) => cellOf(row[column])));
  const widths = headers.map((_, column) => Math.max(...lines.map((line) => line[column]?.width ?? 0)));
  return lines
    .map((line) =>
      line
        .map(({ text, width }, column) => text + ' '.repeat((widths[column] ?? 0) - width))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
