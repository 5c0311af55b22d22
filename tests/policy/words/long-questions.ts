import { asIs } from '../../../src/domain/said.ts';
import { linesOf, type Question, questionText } from '../../../src/policy/question.ts';
import type { Scenes } from './scenes.ts';

const numbered = (what: string, amount: number, length: number): string[] =>
  Array.from({ length: amount }, (_, index) => `${what} ${index} `.padEnd(length, '.'));
const frame = { consequence: ['What is lost.', 'What it costs.'], identity: 'What it is about.' };

/** A question whose lines are the same in all languages. */
interface Plain {
  consequence: readonly string[];
  warnings?: readonly string[];
  identity: string;
  details?: readonly string[];
}
const question = ({ consequence, warnings = [], identity, details = [] }: Plain): Question => ({
  consequence: consequence.map(asIs),
  warnings: warnings.map(asIs),
  identity: asIs(identity),
  details: details.map(asIs),
});
const textOf = (plain: Plain): string => questionText(question(plain), 'en');
const inChinese = (plain: Plain): string => questionText(question(plain), 'zh');

export const questions = (): Scenes => ({
  'without anything more': textOf(frame),
  'with warnings and details': textOf({ ...frame, warnings: ['A warning.'], details: ['A detail.'] }),
  'a line cannot begin another one': linesOf(
    question({
      consequence: ['What\nis  lost.'],
      warnings: ['\tAgreed.'],
      identity: 'a\r\nb',
      details: ['c\u2028d'],
    }),
    'en',
  ),
  'lines that are cut': textOf({
    consequence: ['c'.repeat(301)],
    warnings: ['w'.repeat(301)],
    identity: 'i'.repeat(301),
    details: ['d'.repeat(301)],
  }),
  'a line that just fits': textOf({ ...frame, details: ['d'.repeat(300)] }),
  'more details than there is room for': textOf({ ...frame, details: numbered('Detail', 20, 150) }),
  'more than there is room for, in Chinese': [
    inChinese({ ...frame, warnings: numbered('Warning', 20, 150) }),
    inChinese({ ...frame, details: numbered('Detail', 20, 150) }),
  ],
  'one detail more than there is room for': textOf({ ...frame, details: numbered('Detail', 13, 150) }),
  'more warnings than there is room for, and then no details': textOf({
    ...frame,
    warnings: numbered('Warning', 20, 150),
    details: numbered('Detail', 2, 150),
  }),
  'details that fill the room to the last character': textOf({
    ...frame,
    // What is left of 2000 characters beside 120 for the count and 47 for the lines that are always there.
    details: [...numbered('Detail', 6, 299), '.'.repeat(32)],
  }),
  'details of one character more': textOf({ ...frame, details: [...numbered('Detail', 6, 299), '.'.repeat(33)] }),
  'of characters that take two places each, as many fit': textOf({
    ...frame,
    details: [...numbered('Detail', 6, 299), '😀'.repeat(32)],
  }),
  'and one more of them does not': textOf({ ...frame, details: [...numbered('Detail', 6, 299), '😀'.repeat(33)] }),
});
