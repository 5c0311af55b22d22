import { seedOf } from '../world/ids.ts';
import { scatter } from './draw.ts';
import { chinaPrefix } from './times.ts';

/** What a line is to somebody who looks for the cause: it shows it, or it is the innermost frame of its traceback. */
export type Mark = 'evidence' | 'frame';

export interface MarkedText {
  text: string;
  mark?: Mark;
}

/** A line and the time it was printed at, in milliseconds. */
export interface TimedLine extends MarkedText {
  at: number;
}

const MARKS: Readonly<Record<string, Mark | undefined>> = { '!': 'evidence', '@': 'frame' };

/**
 * The lines of a text with a margin: `|` a line, `!` a line that shows the cause, `@` the innermost frame; one blank
 * separates the margin from the line. What is left of the margin does not count, so that a text can be indented like
 * the code around it.
 */
export function linesOf(block = ''): MarkedText[] {
  return block.split('\n').flatMap((line) => {
    const match = /^\s*([|!@]) ?(.*)$/s.exec(line);
    if (!match) return [];
    const mark = MARKS[match[1] ?? ''];
    return [{ text: match[2] ?? '', ...(mark ? { mark } : {}) }];
  });
}

/** A text that is one line. */
export const lineOf = (block: string): MarkedText => linesOf(block)[0] ?? { text: '' };

/** What the placeholders of a text stand for. */
export interface Fill {
  values: Readonly<Record<string, string>>;
  /** What the choices in a text are drawn from: the same key and choice, the same outcome. */
  key: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Times as programs print them, by placeholder; all in the zone of the log prefixes (api-notes: times). */
const CLOCKS: Readonly<Record<string, (at: number, fraction: string) => string>> = {
  clock: (at) => chinaPrefix(at),
  'clock,': (at, fraction) => `${chinaPrefix(at)},${fraction.slice(0, 3)}`,
  'clock.': (at, fraction) => `${chinaPrefix(at)}.${fraction.slice(0, 6)}`,
  'clock/': (at) => chinaPrefix(at).replaceAll('-', '/'),
  elastic: (at) => chinaPrefix(at).replace(' ', '_'),
  glog: (at, fraction) => `${monthDay(at, '')} ${chinaPrefix(at).slice(11)}.${fraction.slice(0, 6)}`,
  c10: (at, fraction) => `${Number(monthDay(at, ''))} ${chinaPrefix(at).slice(11)}.${fraction}`,
  hour: (at) => chinaPrefix(at).slice(11),
};

function monthDay(at: number, between: string): string {
  const date = new Date(at + 8 * 3_600_000);
  return `${two(date.getUTCMonth() + 1)}${between}${two(date.getUTCDate())}`;
}

/**
 * Fills `{name}` from the values or the clock, `{a|b|c}` with one of the words and `{10..99}` with a number;
 * `{10..99#b}` is another draw than `{10..99}`. Braces around anything else stay.
 */
export function fill(text: string, { values, key }: Fill, at: number): string {
  if (!text.includes('{')) return text;
  return text.replace(/\{([^{}\n]+)\}/g, (whole, body: string) => {
    const clock = CLOCKS[body];
    if (clock) return clock(at, String(Math.floor(scatter(seedOf(key), at % 1_000_003) * 1e9)).padStart(9, '0'));
    const range = /^(\d+)\.\.(\d+)(#\w+)?$/.exec(body);
    if (range) {
      const [least, most] = [Number(range[1]), Number(range[2])];
      return String(least + Math.floor(share(key, body) * (most - least + 1)));
    }
    if (body.includes('|')) {
      const words = body.split('|');
      return words[Math.floor(share(key, body) * words.length)] ?? whole;
    }
    return values[body] ?? whole;
  });
}

/** Filled lines, all of one time. */
export const filled = (lines: readonly MarkedText[], values: Fill, at: number): TimedLine[] =>
  lines.map((line) => ({ ...line, at, text: fill(line.text, values, at) }));

const share = (key: string, body: string): number => scatter(seedOf(`${key}/${body}`), 0);
