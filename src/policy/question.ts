import { brief } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import { en, type Language, type Said, say, zh } from '../domain/said.ts';

/** Characters (code points) of a whole question. */
export const MAX_QUESTION = 2000;
/** Characters of one line. */
export const MAX_QUESTION_LINE = 300;
/** Characters of an image: there is room for a digest. */
export const MAX_IMAGE = 160;
/** Characters kept free for the lines that say how much was left out. */
const RESERVE = 120;

/**
 * What a person is asked, in the order in which it is shown. Claude Code shows three lines of a question
 * and hides the rest (docs/hosts.md), so what makes a person hesitate comes first, where nothing that a
 * model supplies can push it out of sight.
 */
export interface Question {
  /** What is lost, what it takes, what cannot be taken back: one or two lines. */
  consequence: readonly Said[];
  /** What is unusual. Warnings that a model can make many of come last, as the first ones are the first to be shown. */
  warnings?: readonly Said[];
  /** What it is about: ids and names. */
  identity: Said;
  /** What else a person may want to know. */
  details?: readonly Said[];
}

/**
 * All lines of a question. Line breaks within a value become blanks, so that no value can pass for a line of its own.
 */
export const linesOf = (
  { consequence, warnings = [], identity, details = [] }: Question,
  language: Language,
): string[] => [...consequence, ...warnings, identity, ...details].map((line) => line[language].replace(/\s+/g, ' '));

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Characters (code points) of a line and its end. */
const sizeOf = (line: string): number => line.length - (line.match(PAIR)?.length ?? 0) + 1;
const size = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + sizeOf(line), 0);

const leftOut = {
  warnings: (amount: number) =>
    say(en`Not shown: ${count(amount, 'more warning')}.`, zh`另有 ${amount} 条警告未显示。`),
  lines: (amount: number) => say(en`Not shown: ${count(amount, 'more line')}.`, zh`另有 ${amount} 行未显示。`),
};

/** As many lines as fit into `room` characters, and one that counts the rest. */
function fitting(lines: readonly Said[], room: number, what: keyof typeof leftOut, language: Language): string[] {
  const kept: string[] = [];
  let left = room;
  for (const line of lines) {
    const text = brief(line[language], MAX_QUESTION_LINE);
    left -= sizeOf(text);
    if (left < 0) return [...kept, leftOut[what](lines.length - kept.length)[language]];
    kept.push(text);
  }
  return kept;
}

/**
 * The text of a question, of at most `MAX_QUESTION` characters. Where they are
 * too few, details go first, then warnings.
 */
export function questionText(question: Question, language: Language): string {
  const { consequence, warnings = [], identity, details = [] } = question;
  const fixed = [...consequence, identity].map((line) => brief(line[language], MAX_QUESTION_LINE));
  const room = MAX_QUESTION - RESERVE - size(fixed);
  const warned = fitting(warnings, room, 'warnings', language);
  const rest = fitting(details, room - size(warned), 'lines', language);
  return [...fixed.slice(0, -1), ...warned, ...fixed.slice(-1), ...rest].join('\n');
}

/** Whether the text of a question has all of these lines of it, none left out and none cut. */
export function showsAll(question: Question, lines: readonly Said[], language: Language): boolean {
  const shown = new Set(questionText(question, language).split('\n'));
  return lines.every((line) => shown.has(line[language]));
}
