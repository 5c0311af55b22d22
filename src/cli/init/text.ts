/** Whether a text says nothing at all: it has blanks and line ends only, as every format counts them. */
export const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text);

/** Line end of a text: that of its first line. */
export const eolOf = (text: string): '\r\n' | '\n' => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');

/** 1-based line and column of an offset. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

const BOM = '\ufeff';

/** A text without its byte order mark. */
export const withoutMark = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text);

/** Runs an edit on a text without its byte order mark, which comes back afterwards. */
export function withoutBom<T extends string | undefined>(text: string, edit: (plain: string) => T): T {
  if (!text.startsWith(BOM)) return edit(text);
  const edited = edit(text.slice(1));
  return (edited === undefined ? undefined : BOM + edited) as T;
}
