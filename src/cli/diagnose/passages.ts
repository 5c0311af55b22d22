import { readLine } from '../../shaping/errors/line.ts';
import { signatureOf } from '../../shaping/errors/signatures.ts';

/** A line of a file, from 1. */
export interface NumberedLine {
  number: number;
  text: string;
}

/** Some lines of a file in a row. */
export interface Block {
  /** Number of its first line. */
  first: number;
  count: number;
  /** A line of it, from 0. */
  line(index: number): string;
}

/** Lines before and after one that tells of an error: what it follows from, and whether the program went on. */
const BEFORE = 20;
const AFTER = 30;
const MOST_LINES = 150;
/** How often the same is kept, numbers aside, and how much that is different is remembered to know it again. */
const MOST_ALIKE = 3;
const MOST_KNOWN = 5000;
/** Passages with errors that are kept, the first and the last ones each, and of those that only sound like one. */
const MOST_ERRORS = 60;
const MOST_HINTS = 20;

interface Passage {
  lines: NumberedLine[];
  /** Number of the last line that belongs to it. */
  until: number;
  error: boolean;
  /** What it says, numbers aside. */
  says: string;
}

/** The first and the last ones of a sequence. */
function ends<T>(most: number): { add(item: T): void; all(): T[] } {
  const first: T[] = [];
  const last: T[] = [];
  return {
    add(item) {
      if (first.length < most) first.push(item);
      else {
        last.push(item);
        if (last.length > most) last.shift();
      }
    },
    all: () => [...first, ...last],
  };
}

/** Counts what it is asked about, and forgets what it was asked about longest ago. */
function counter(): (said: string) => number {
  const counts = new Map<string, number>();
  return (said) => {
    const count = (counts.get(said) ?? 0) + 1;
    counts.delete(said);
    counts.set(said, count);
    if (counts.size > MOST_KNOWN) counts.delete(counts.keys().next().value as string);
    return count;
  };
}

/** A line without what differs when the same is said again. */
const gist = (text: string): string => text.slice(0, 240).replace(/\b0x[0-9a-f]+|\b[0-9a-f]{8,}\b|\d+/gi, '#');

const isHeader = (text: string): boolean => text.includes('Traceback (most recent call last)');

/**
 * Keeps the passages of a log around lines that tell of errors: a bounded number, of each kind the first and the last
 * ones.
 */
export interface Passages {
  /** @param telling indices of the lines of the block that may tell of an error, ascending */
  take(block: Block, telling: readonly number[]): void;
  /** What was kept, ascending. */
  lines(): NumberedLine[];
}

export function createPassages(): Passages {
  const errors = ends<Passage>(MOST_ERRORS);
  const hints = ends<Passage>(MOST_HINTS);
  const timesSaid = counter();
  const timesTold = counter();
  let open: Passage | undefined;

  const close = (): void => {
    if (open && timesTold(open.says) <= MOST_ALIKE) (open.error ? errors : hints).add(open);
    open = undefined;
  };

  return {
    take(block, telling) {
      let next = 0;
      const collect = (until: number): void => {
        for (; open && next < block.count && block.first + next <= until; next++)
          open.lines.push({ number: block.first + next, text: block.line(next) });
      };
      for (const index of telling) {
        const number = block.first + index;
        const text = block.line(index);
        const said = gist(text);
        // The same header stands above every traceback; whether those are alike, their last lines tell.
        if (!isHeader(text) && timesSaid(said) > MOST_ALIKE) continue;
        if (open) collect(Math.min(open.until, number - 1));
        if (open === undefined || number > open.until + 1 || open.lines.length >= MOST_LINES) {
          close();
          open = { lines: [], until: number, error: false, says: '' };
          next = Math.max(next, index - BEFORE);
        }
        collect(number);
        open.until = number + AFTER;
        open.error ||= isHeader(text) || signatureOf(readLine(text).body) === 'error';
        if (open.says.length < 2000) open.says += `${said}\n`;
      }
      if (open) collect(open.until);
    },
    lines() {
      close();
      return [...errors.all(), ...hints.all()].flatMap(({ lines }) => lines).sort((a, b) => a.number - b.number);
    },
  };
}
