import type { Provenance } from '../../config/config.ts';
import { VERSION } from '../../config/version.ts';
import { count as counted } from '../../domain/count.ts';
import { en, listed, type Said, say, zh } from '../../domain/said.ts';
import { widthOf } from '../../shaping/width.ts';
import { spoken } from '../terminal/spoken.ts';
import type { Paper } from '../terminal/stream.ts';
import { hanging, padded, wrappedWhole } from '../terminal/text.ts';
import type { Result, Row } from './check.ts';
import { shownValue } from './setup-checks.ts';

const TITLE = 30;
/** Columns before the title. */
const MARGIN = 6;
/** A detail with fewer columns than this beside its title is printed below it. */
const LEAST_DETAIL = 30;
/** A detail that would take more lines than this beside its title is printed below it too. */
const MOST_LINES = 3;
const MARK: Readonly<Record<Result, string>> = { ok: 'ok  ', warning: 'warn', failed: 'FAIL', skipped: '-   ' };

const PAINT: Readonly<Record<Result, 'green' | 'yellow' | 'red' | 'dim'>> = {
  ok: 'green',
  warning: 'yellow',
  failed: 'red',
  skipped: 'dim',
};

/** One row: mark, title, and the detail beside the title or below it. */
export function rowText(row: Row, { columns, colours }: Paper): string {
  const { result } = row;
  const [title, detail] = [spoken(row.title), spoken(row.detail)];
  const mark = `${colours[PAINT[result]](MARK[result])}  `;
  const indent = MARGIN + TITLE + 1;
  // A path that is longer than a line stays whole, to be copied.
  const beside = hanging(`${mark}${padded(title, TITLE)} `, detail, indent, columns, wrappedWhole).split('\n');
  const narrow =
    (beside.length > 1 && columns - indent < LEAST_DETAIL) || beside.some((line) => widthOf(line) > columns);
  if (widthOf(title) <= TITLE && !narrow && beside.length <= MOST_LINES) return beside.join('\n');
  const below = narrow || beside.length > MOST_LINES ? MARGIN : indent;
  return `${hanging(mark, title, MARGIN, columns)}\n${hanging(' '.repeat(below), detail, below, columns, wrappedWhole)}`;
}

/** Worst first; what was skipped counts only where it says what to do. */
const URGENCY: readonly Result[] = ['failed', 'warning', 'skipped'];

/** What to do: each thing once, and first what belongs to failed checks. */
const whatToDo = (rows: readonly Row[], inWords: (fix: Said) => string): readonly string[] => [
  ...new Set(
    URGENCY.flatMap((result) => rows.filter((row) => row.result === result)).flatMap(({ fix }) =>
      fix ? [inWords(fix)] : [],
    ),
  ),
];

/** `failed` where a check failed, `warning` where one warns, else `ok`. */
export const overall = (rows: readonly Row[]): 'ok' | 'warning' | 'failed' =>
  (['failed', 'warning'] as const).find((result) => rows.some((row) => row.result === result)) ?? 'ok';

/** The end of the report: how it came out and what to do. */
export function closing(rows: readonly Row[], { columns, colours }: Paper): string {
  const count = (result: Result): number => rows.filter((row) => row.result === result).length;
  const [fine, failed, untested] = [count('ok'), count('failed'), count('skipped')];
  const sums = spoken(
    say(
      en`${fine} ok, ${counted(count('warning'), 'warning')}, ${failed} failed, ${untested} not tested`,
      zh`${fine} 项正常，${count('warning')} 项警告，${failed} 项未通过，${untested} 项未检查`,
    ),
  );
  const steps = whatToDo(rows, spoken).map((step, index) => {
    const head = `${index + 1}. `;
    return hanging(head, step, head.length, columns, wrappedWhole);
  });
  const todo =
    steps.length === 0
      ? spoken(say(en`Nothing to do.`, zh`无需处理。`))
      : `${colours.bold(spoken(say(en`What to do`, zh`需要处理`)))}\n${steps.join('\n')}`;
  return `\n${colours.bold(colours[PAINT[overall(rows)]](sums))}\n\n${todo}`;
}

/**
 * Rows that were not tested for one reason, as one row each with the names in it; in the order of the reasons.
 * @param what the rows are, in the plural
 */
export function grouped(rows: readonly Row[], what: Said): readonly Row[] {
  const reasons = [...new Map(rows.map(({ detail }) => [detail.en, detail])).values()];
  return reasons.flatMap((detail): readonly Row[] => {
    const alike = rows.filter((row) => row.detail.en === detail.en);
    const [first] = alike;
    if (first === undefined || alike.length === 1) return alike;
    const names = listed(alike.map((row) => row.title));
    return [
      {
        ...first,
        title: say(en`${alike.length} ${what}`, zh`${alike.length} 个${what}`),
        detail: say(en`${detail}: ${names}`, zh`${detail}：${names}`),
      },
    ];
  });
}

/** A value for the report: numbers and switches as they are, texts with secrets masked. */
const plainValue = (each: Provenance): unknown =>
  !each.setting.secret && (typeof each.value === 'number' || typeof each.value === 'boolean')
    ? each.value
    : shownValue(each);

/** A row as machines read it. */
export interface TextRow extends Pick<Row, 'id' | 'result'> {
  title: string;
  detail: string;
  fix?: string;
}

const textRow = ({ title, detail, fix, ...rest }: Row): TextRow => ({
  ...rest,
  title: title.en,
  detail: detail.en,
  ...(fix === undefined ? {} : { fix: fix.en }),
});

/** The whole report as one document for machines, in English. */
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
      checks: rows.map(textRow),
      next: whatToDo(rows, ({ en }) => en),
    },
    null,
    2,
  );
