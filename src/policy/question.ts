import { brief } from '../domain/brief.ts';
import { count } from '../domain/count.ts';

/** Characters (code points) of a whole question. */
export const MAX_QUESTION = 2000;
/** Characters of one line. */
export const MAX_QUESTION_LINE = 300;
/** Characters of an image: there is room for a digest. */
export const MAX_IMAGE = 160;
/** What is kept for the lines that say how much was left out. */
const RESERVE = 120;

/**
 * What a person is asked, in the order in which it is shown. Some clients show no more than three lines of it, so what
 * makes a person hesitate comes first, and nothing that a model supplies can push it out of sight.
 */
export interface Question {
  /** What is lost, what it takes, what cannot be taken back: one or two lines. */
  consequence: readonly string[];
  /** What is unusual about it; what a model can multiply comes last. */
  warnings?: readonly string[];
  /** What it is about: ids and names. */
  identity: string;
  /** What else a person may want to know. */
  details?: readonly string[];
}

/** All lines of a question; no part of a line can begin another. */
export const linesOf = ({ consequence, warnings = [], identity, details = [] }: Question): string[] =>
  [...consequence, ...warnings, identity, ...details].map((line) => line.replace(/\s+/g, ' '));

const size = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + [...line].length + 1, 0);

/** As many lines as there is room for; the rest is counted. */
function fitting(lines: readonly string[], room: number, noun: string): string[] {
  const kept: string[] = [];
  let left = room;
  for (const line of lines) {
    const text = brief(line, MAX_QUESTION_LINE);
    left -= size([text]);
    if (left < 0) return [...kept, `Not shown: ${count(lines.length - kept.length, `more ${noun}`)}.`];
    kept.push(text);
  }
  return kept;
}

/** The text of a question, of at most `MAX_QUESTION` characters. */
export function questionText({ consequence, warnings = [], identity, details = [] }: Question): string {
  const fixed = [...consequence, identity].map((line) => brief(line, MAX_QUESTION_LINE));
  const room = MAX_QUESTION - RESERVE - size(fixed);
  const warned = fitting(warnings, room, 'warning');
  const rest = fitting(details, room - size(warned), 'line');
  return [...fixed.slice(0, -1), ...warned, ...fixed.slice(-1), ...rest].join('\n');
}
