/** Code points, not UTF-16 units, so that an emoji does not shift the columns by one. */
const width = (text: string): number => [...text].length;

const cellText = (value: string | undefined): string => {
  const line = (value ?? '').replace(/\s+/g, ' ').trim();
  return line === '' ? '-' : line;
};

/**
 * Plain monospaced columns, two spaces apart, without trailing spaces: one header line, then one line per row. An empty
 * cell is shown as `-`. The cells must have been cleaned and masked before.
 */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows].map((row) => headers.map((_, column) => cellText(row[column])));
  const widths = headers.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
