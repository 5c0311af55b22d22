import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Provenance } from '../../config/config.ts';
import { VERSION } from '../../config/version.ts';
import type { Result, Row } from './check.ts';
import { shownValue } from './setup-checks.ts';

const WIDTH = 80;
const TITLE = 30;
const MARK: Readonly<Record<Result, string>> = { ok: 'ok  ', warning: 'warn', failed: 'FAIL', skipped: '-   ' };

type Paint = Record<Result | 'bold' | 'faint', (text: string) => string>;

/** Colours where the terminal has them; NO_COLOR is honoured. */
export function paintFor(isTerminal: boolean): Paint {
  const colours = pc.createColors(isTerminal && pc.isColorSupported);
  return {
    ok: colours.green,
    warning: colours.yellow,
    failed: colours.red,
    skipped: colours.dim,
    bold: colours.bold,
    faint: colours.dim,
  };
}

/** A text wrapped to 80 columns behind its head; further lines are indented to the same column. */
function hanging(head: string, text: string, indent: number): string {
  const lines = wrapAnsi(text, WIDTH - indent, { hard: true }).split('\n');
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line).join('\n');
}

/** One row: mark, title, detail. */
export function rowText({ title, result, detail }: Row, paint: Paint): string {
  const name = title.length > TITLE ? `${title}\n${' '.repeat(TITLE + 6)}` : title.padEnd(TITLE);
  return hanging(`${paint[result](MARK[result])}  ${name} `, detail, TITLE + 7);
}

/** Worst first; what was skipped counts only where it says what to do. */
const URGENCY: readonly Result[] = ['failed', 'warning', 'skipped'];

/** What to do, each thing once, what failed first. */
export const nextSteps = (rows: readonly Row[]): readonly string[] => [
  ...new Set(
    URGENCY.flatMap((result) => rows.filter((row) => row.result === result)).flatMap(({ fix }) => (fix ? [fix] : [])),
  ),
];

/** `failed` where a check failed, `warning` where one warns, else `ok`. */
export const overall = (rows: readonly Row[]): 'ok' | 'warning' | 'failed' =>
  (['failed', 'warning'] as const).find((result) => rows.some((row) => row.result === result)) ?? 'ok';

/** The end of the report: how it came out and what to do. */
export function closing(rows: readonly Row[], paint: Paint): string {
  const count = (result: Result): number => rows.filter((row) => row.result === result).length;
  const sums = `${count('ok')} ok, ${count('warning')} warnings, ${count('failed')} failed, ${count('skipped')} not tested`;
  const steps = nextSteps(rows).map((step, index) => {
    const head = `${index + 1}. `;
    return hanging(head, step, head.length);
  });
  const todo = steps.length === 0 ? 'Nothing to do.' : `${paint.bold('What to do')}\n${steps.join('\n')}`;
  return `\n${paint.bold(paint[overall(rows)](sums))}\n\n${todo}`;
}

/**
 * Rows that were not tested for one reason, as one row each with the names in it; in the order of the reasons.
 * @param what the rows are, in the plural
 */
export function grouped(rows: readonly Row[], what: string): readonly Row[] {
  const reasons = [...new Set(rows.map((row) => row.detail))];
  return reasons.flatMap((detail): readonly Row[] => {
    const alike = rows.filter((row) => row.detail === detail);
    const [first] = alike;
    if (first === undefined || alike.length === 1) return alike;
    const names = alike.map((row) => row.title).join(', ');
    return [{ ...first, title: `${alike.length} ${what}`, detail: `${detail}: ${names}` }];
  });
}

/** Numbers and switches as they are, texts without what must not be shown. */
const plainValue = (each: Provenance): unknown =>
  !each.setting.secret && (typeof each.value === 'number' || typeof each.value === 'boolean')
    ? each.value
    : shownValue(each);

/** The whole report as one document for machines. */
export const document = (rows: readonly Row[], explained: readonly Provenance[]): string =>
  JSON.stringify(
    {
      version: VERSION,
      result: overall(rows),
      settings: explained.map((each) => ({
        name: each.setting.flag,
        ...(each.value === undefined ? {} : { value: plainValue(each) }),
        source: each.source,
        ...(each.from === undefined ? {} : { from: each.from }),
      })),
      checks: rows,
      next: nextSteps(rows),
    },
    null,
    2,
  );
