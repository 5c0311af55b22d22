/** Hand-written scanning for masking: each character is looked at a bounded number of times, whatever the text is. */

export const MASK = '***';

/** The time that the cloud, or this server, has put before a line of a log: what it says begins behind it. */
export const TIME_OF_LINE =
  '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?[ \\t]{1,2}';

/** Part of a text, the end not included. */
export interface Span {
  start: number;
  end: number;
}

export interface Value extends Span {
  text: string;
  /** It stood in quotes, which are not part of it. */
  quoted: boolean;
}

/** What is done about a match: which parts are masked, and where the search goes on. */
export interface Found {
  mask?: readonly Span[];
  next: number;
}

/** Longest value in quotes; one that is not closed by then ends there. */
const MOST_QUOTED = 4096;

/**
 * A value without quotes, as assignments and documents have it, and as command
 * lines have it: as much as tells what it is.
 */
export const PLAIN_VALUE = /[^\s"'\\,;&}\])]{1,256}/y;
export const PLAIN_ARGUMENT = /[^\s"']{1,256}/y;

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at++;
  return at;
}

/** Backslashes before a quote in a document that is nested four deep in others, as JSON doubles them each time. */
const MOST_BACKSLASHES = 15;

/** The quote that opens at a place, with the backslashes of the documents it is nested in; empty where none does. */
export function quoteAt(text: string, from: number): string {
  let end = from;
  while (end < from + MOST_BACKSLASHES && text[end] === '\\') end++;
  return text[end] === '"' || text[end] === "'" ? text.slice(from, end + 1) : '';
}

/** A text in quotes that begins at a place; it ends with the same quote, or with the line. */
export function quotedAt(text: string, from: number, quote: string): Value {
  const start = from + quote.length;
  const room = text.slice(start, start + MOST_QUOTED);
  const line = room.indexOf('\n');
  const close = (line < 0 ? room : room.slice(0, line)).indexOf(quote);
  const length = close >= 0 ? close : line >= 0 ? line : room.length;
  return { start, end: start + length, text: room.slice(0, length), quoted: true };
}

/**
 * The value that begins at a place: in quotes, which only what it was quoted
 * with closes, or what a plain pattern takes.
 * @param plain sticky
 */
export function valueAt(text: string, from: number, plain: RegExp): Value | undefined {
  const open = text[from] === 'b' && quoteAt(text, from + 1) !== '' ? from + 1 : from;
  const quote = quoteAt(text, open);
  if (quote !== '') return quotedAt(text, open, quote);
  plain.lastIndex = from;
  const [value] = plain.exec(text) ?? [];
  return value === undefined ? undefined : { start: from, end: from + value.length, text: value, quoted: false };
}

/**
 * The whole of a value, which can be longer than what was looked at. It is only asked for where the value is masked.
 */
export function whole(text: string, value: Value, plain: RegExp): Span {
  let { end } = value;
  for (let more = !value.quoted; more; ) {
    plain.lastIndex = end;
    const next = plain.exec(text)?.[0].length ?? 0;
    end += next;
    more = next > 0;
  }
  return { start: value.start, end };
}

/** A text with the parts that a search finds masked; parts that are masked already stay as they are. */
export function replaceSpans(text: string, pattern: RegExp, of: (match: RegExpExecArray) => Found): string {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { mask = [], next } = of(match);
    spans.push(...mask);
    pattern.lastIndex = Math.max(next, match.index + 1);
  }
  return maskSpans(text, spans);
}

/** A text with parts replaced by `***`. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  let masked = '';
  let at = 0;
  for (const { start, end } of ordered) {
    if (end <= start || start < at) continue;
    masked += text.slice(at, start) + MASK;
    at = end;
  }
  return masked + text.slice(at);
}
