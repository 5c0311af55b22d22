/** Bounds of a window of lines. Bytes are UTF-8, and count one newline per line. */
export interface LineCaps {
  maxLines: number;
  maxBytes: number;
  maxLineBytes?: number;
  /** Which end survives. */
  keep: 'tail' | 'head';
}

export interface CappedLines<T extends string = string> {
  lines: T[];
  /** Lines left out entirely. */
  omitted: number;
  /** Lines that were shortened. */
  truncatedLines: number;
}

const ELLIPSIS = '…';
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The longest beginning of a text that fits in `max` UTF-8 bytes, ellipsis included; characters stay whole. */
function shorten<T extends string>(text: T, max: number): T {
  const mark = max >= bytes(ELLIPSIS) ? ELLIPSIS : '';
  const room = max - bytes(mark);
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += bytes(character);
    if (used > room) break;
    end += character.length;
  }
  // Cut, it is still a text of the same kind.
  return (text.slice(0, end) + mark) as T;
}

/**
 * The last (or first) lines that fit (R11). The line nearest the kept end is shortened rather than dropped, so that a
 * single huge line still shows its beginning.
 */
export function capLines<T extends string>(lines: readonly T[], caps: LineCaps): CappedLines<T> {
  const { maxLines, maxBytes, maxLineBytes = maxBytes, keep } = caps;
  const count = Math.min(maxLines, lines.length);
  const kept: T[] = [];
  let room = maxBytes;
  let truncatedLines = 0;
  for (let index = 0; index < count; index++) {
    const line = lines[keep === 'tail' ? lines.length - 1 - index : index] as T;
    // A text never has more UTF-16 units than bytes in UTF-8, so the bytes of a line
    // that is too long anyway are not counted.
    const whole = line.length <= maxLineBytes && bytes(line) <= maxLineBytes;
    let shown = whole ? line : shorten(line, maxLineBytes);
    if (bytes(shown) + 1 > room) {
      if (kept.length > 0 || room < 1) break;
      shown = shorten(line, room - 1);
    }
    if (shown !== line) truncatedLines++;
    room -= bytes(shown) + 1;
    kept.push(shown);
  }
  return {
    lines: keep === 'tail' ? kept.reverse() : kept,
    omitted: lines.length - kept.length,
    truncatedLines,
  };
}
