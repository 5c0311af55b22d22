import type { Passing } from '../../src/cli/init/host.ts';
import { sum } from '../shared/sizes.ts';
import type { Findable } from './finding.ts';
import type { Measured, Received } from './measure.ts';
import { PART_NAMES, PARTS } from './parts.ts';

/** A host with what was measured in it, one session per mode; or why nothing was. */
export interface Row {
  title: string;
  version?: string;
  measured: readonly Measured[];
  /** What its search finds; empty where it has none. */
  findable: readonly Findable[];
  /** Why a session is missing. */
  skipped?: string;
}

const NUMBER = new Intl.NumberFormat('en-US');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const nameOf = ({ title, version }: Row): string => (version ? `${title} ${version}` : title);

/** What a row says in place of figures: its first line, since what programs write may be long. */
const gap = ({ skipped = '' }: Row): string => (skipped.split('\n')[0] ?? '').replaceAll('|', '\\|');

const instructionsOf = ({ instructions: { bytes, lines, received } }: Measured): string => {
  if (received === 0) return 'no';
  return received === lines ? `yes, ${NUMBER.format(bytes)} bytes` : `${received} of ${lines} lines`;
};

const listOfTools = ({ listed, tools }: Measured): string =>
  listed === 0 ? 'none: the model has to search' : listed === tools ? 'all' : `${listed} of ${tools}`;

/** What is in the context before the first call. */
function listTable(rows: readonly Row[]): string {
  return table(
    ['host', 'answers', 'tools in the first request', 'bytes of them', 'bytes that the server sent', 'instructions'],
    rows.flatMap((row) => [
      ...row.measured.map((one) => [
        nameOf(row),
        one.mode,
        listOfTools(one),
        NUMBER.format(one.listBytes),
        NUMBER.format(one.sentListBytes),
        instructionsOf(one),
      ]),
      ...(row.skipped ? [[nameOf(row), gap(row), '', '', '', '']] : []),
    ]),
  );
}

/** The parts that did not arrive, each with how often: `fence (2)`. */
function lostOf(answers: readonly Received[]): string {
  const lost = answers.flatMap((answer) => answer.lost);
  const counted = PARTS.map((part) => [PART_NAMES[part], lost.filter((each) => each === part).length] as const)
    .filter(([, times]) => times > 0)
    .map(([name, times]) => `${name} (${times})`);
  return counted.length === 0 ? 'nothing' : counted.join(', ');
}

const bytesOf = ({ bytes }: Received): string => (bytes === undefined ? 'no call' : NUMBER.format(bytes));

/** What the model receives of each answer. */
function answerTable(rows: readonly Row[]): string {
  const tools = rows.flatMap(({ measured }) => measured)[0]?.answers.map(({ tool }) => tool) ?? [];
  return table(
    ['host', 'answers', ...tools, 'all', 'lost'],
    rows.flatMap((row) =>
      row.measured.map(({ mode, answers }) => [
        nameOf(row),
        mode,
        ...answers.map(bytesOf),
        NUMBER.format(sum(answers.map(({ bytes = 0 }) => bytes))),
        lostOf(answers),
      ]),
    ),
  );
}

const questionOf = ({ declaresForms, asked }: Measured): string => {
  if (!declaresForms) return 'declares no forms';
  const [one] = asked;
  if (one === undefined) return 'declares forms; was not asked';
  return one.answer === undefined
    ? 'declares forms; gave no answer'
    : `declares forms; ${one.answer} after ${one.ms} ms`;
};

const INHERITS: Readonly<Record<Passing['inherits'], string>> = {
  all: 'all',
  'not-keys': 'all but names like those of keys',
  few: 'a few of the system',
  unknown: 'not known',
};

/** How a host treats the server: protocol, questions, environment. The same in both modes. */
function behaviourTable(rows: readonly Row[]): string {
  return table(
    ['host', 'protocol', 'a question, and nobody there', 'variables it hands on unasked', 'credentials, after init'],
    rows.flatMap((row) => {
      const [one] = row.measured;
      if (one === undefined) return [];
      const { credentials, inherits } = one.environment;
      const arrive = credentials ? 'arrive' : '**do not arrive**';
      return [[nameOf(row), one.protocol, questionOf(one), INHERITS[inherits], arrive]];
    }),
  );
}

/** How well a host's own search finds tools that it holds back. */
function findingTable(rows: readonly Row[]): string {
  const counts = ({ findable }: Row, language: Findable['language']): string => {
    const { found, asked } = findable.find((each) => each.language === language) ?? {};
    return `${found} of ${asked}`;
  };
  return table(
    ['host', 'in English', 'in Chinese'],
    rows
      .filter(({ findable }) => findable.length > 0)
      .map((row) => [nameOf(row), counts(row, 'en'), counts(row, 'zh')]),
  );
}

/** The tables, under their headings. */
export const tablesOf = (rows: readonly Row[]): string =>
  [
    '### Before the first call',
    listTable(rows),
    '### Bytes that a model receives of an answer, and what is lost on the way',
    answerTable(rows),
    '### Questions and environment',
    behaviourTable(rows),
    '### Requests that find their tool where tools are held back',
    findingTable(rows),
  ].join('\n\n');

const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

/**
 * A page with new tables between its two markers; the rest stays.
 * @throws where it does not have each of them once, in this order
 */
export function withTables(page: string, tables: string): string {
  const [before, rest, ...more] = page.split(BEGIN);
  const [, after, ...others] = rest?.split(END) ?? [];
  if (after === undefined || more.length + others.length > 0)
    throw new Error(`the page needs ${BEGIN} and then ${END}, each once`);
  return `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`;
}
