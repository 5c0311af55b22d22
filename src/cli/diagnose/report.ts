import { ACTOR_WORDS, RESTART_WORDS, type Remedy } from '../../diagnosis/remedy.ts';
import { count } from '../../domain/count.ts';
import type { Paper } from '../terminal/stream.ts';
import { hanging, wrapped } from '../terminal/text.ts';
import type { Opinion } from './opinion.ts';

/** A file that was read. */
export interface FileFacts {
  file: string;
  bytes: number;
  lines: number;
  /** Errors that the program got over. */
  survived: number;
}

/** Characters of a line of evidence that are shown. */
const MOST_TEXT = 400;
const shortened = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text);

const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** Bytes in words, such as `12.3 MB`. */
export function sizeWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}

function filesWords(files: readonly FileFacts[]): string {
  const sum = (of: (file: FileFacts) => number): number => files.reduce((total, file) => total + of(file), 0);
  const survived = sum((file) => file.survived);
  const over = survived > 0 ? ` ${count(survived, 'error')} in them did not end it.` : '';
  return `Read ${count(files.length, 'log')}: ${count(
    sum((file) => file.lines),
    'line',
  )}, ${sizeWords(sum((file) => file.bytes))}.${over}`;
}

const remedyLines = ({ does, actor, restart }: Remedy): string[] => [
  `${does}.`,
  `Who can: ${ACTOR_WORDS[actor]}.`,
  `Start it again: ${RESTART_WORDS[restart]}.`,
];

/** The answer for a person. */
export function opinionText(opinion: Opinion, files: readonly FileFacts[], { columns, colours }: Paper): string {
  const { category, confidence, summary, evidence, remedy } = opinion;
  const { bold, dim } = colours;
  const place = ({ from, line }: Opinion['evidence'][number]): string =>
    line === undefined ? from : `${from}:${line}`;
  return [
    `${bold(category)}, evidence ${confidence}`,
    wrapped(summary, columns),
    ...(evidence.length > 0 ? ['', bold('Evidence')] : []),
    // Not wrapped, so that a path or a message can be copied.
    ...evidence.map((one) => `  ${dim(place(one))}  ${shortened(one.text)}`),
    ...(remedy
      ? ['', bold('What to do'), ...remedyLines(remedy).map((line) => hanging('  - ', line, 4, columns))]
      : []),
    '',
    dim(wrapped(filesWords(files), columns)),
  ].join('\n');
}

/** The answer for machines. */
export const opinionDocument = ({ evidence, ...opinion }: Opinion, files: readonly FileFacts[]): string =>
  JSON.stringify(
    { ...opinion, evidence: evidence.map((one) => ({ ...one, text: shortened(one.text) })), files },
    null,
    2,
  );
