import stringWidth from 'string-width';

interface Cell {
  text: string;
  /** Columns of a terminal: two for a Chinese character or an emoji, however many code points it has. */
  width: number;
}

/** Plain text takes a column a character, which is most of what there is; the library is loaded for the rest. */
const widthOf = (text: string): number => (/^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text));

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
