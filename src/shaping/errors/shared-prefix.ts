import { withoutNumbers } from '../without-numbers.ts';
import type { Line } from './line.ts';

/**
 * A frame behind what a launcher or logger, of which no tag is known, writes before each line. Before the margin of an
 * exception group stands nothing but blanks.
 */
const FRAME_BEHIND = /^(?!\s{0,40}[|+])(\s{0,8}\S.{0,159}?) {2}File "[^"\n]{1,500}", line \d{1,7}(?:, in .{1,200})?$/;
/** Lines around a frame among which another one of its traceback has the same prefix. */
const NEAR = 8;
const MOST = 64;

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

function pastDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text[at])) at++;
  return at;
}

/** Where in a text a prefix ends that may hold other numbers there, such as a time; -1 for a text without it. */
export function endOfPrefix(text: string, prefix: string): number {
  let at = 0;
  let of = 0;
  while (of < prefix.length) {
    if (isDigit(prefix[of]) && isDigit(text[at])) {
      at = pastDigits(text, at);
      of = pastDigits(prefix, of);
    } else if (text[at++] !== prefix[of++]) return -1;
  }
  return at;
}

interface Prefix {
  text: string;
  /** Its numbers are the same in each line: they may be the rank. */
  fixed: boolean;
}

/** What stands before each line of some tracebacks: found before a frame, and before a line beside it. */
function prefixesOf(lines: readonly Line[]): Prefix[] {
  const found = new Map<string, Prefix>();
  for (const [at, { body }] of lines.entries()) {
    const text = body.includes('  File "') ? FRAME_BEHIND.exec(body)?.[1] : undefined;
    if (text === undefined || found.size >= MOST) continue;
    const near = lines.slice(Math.max(0, at - NEAR), at + NEAR + 1).filter((line) => line !== lines[at]);
    const fixed = near.some((line) => line.body.startsWith(text));
    if (!fixed && !near.some((line) => endOfPrefix(line.body, text) !== -1)) continue;
    found.set(fixed ? text : withoutNumbers(text), { text, fixed });
  }
  return [...found.values()].sort((a, b) => b.text.length - a.text.length);
}

/** Lines whose tracebacks have a prefix in each line, without it; those of one prefix are of one process. */
export function withoutSharedPrefix(lines: readonly Line[]): readonly Line[] {
  const prefixes = prefixesOf(lines);
  if (prefixes.length === 0) return lines;
  return lines.map((line) => {
    for (const { text, fixed } of prefixes) {
      const end = fixed && !line.body.startsWith(text) ? -1 : endOfPrefix(line.body, text);
      if (end === -1) continue;
      return { stream: line.stream + (fixed ? text : withoutNumbers(text)), body: line.body.slice(end) };
    }
    return line;
  });
}
