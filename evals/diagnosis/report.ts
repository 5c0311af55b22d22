import { table } from '../../src/shaping/table.ts';
import { bySeed, isRight, isWrongButConfident, type Judged, LEAST_ACCURACY, passed, totalsOf } from './evaluate.ts';

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Labels down, verdicts across; `.` for none. */
export function confusion(all: readonly Judged[]): string {
  const labels = sorted(all.map(({ label }) => label));
  const verdicts = sorted([...labels, ...all.map(({ verdict }) => verdict)]);
  // Numbers head the columns, so that the table fits a terminal.
  const legend = verdicts.map((verdict, index) => `${index + 1} ${verdict}`).join(', ');
  const rows = labels.map((label) => [
    label,
    ...verdicts.map((verdict) => {
      const count = all.filter((judged) => judged.label === label && judged.verdict === verdict).length;
      return count === 0 ? '.' : String(count);
    }),
  ]);
  return `${table(['label \\ verdict', ...verdicts.map((_, index) => String(index + 1))], rows)}\ncolumns: ${legend}`;
}

const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((a, b) => a + b, 0) / values.length) * 10) / 10;
const spread = (values: readonly number[]): string => `mean ${mean(values)}, most ${Math.max(...values)}`;

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** One line per seed. */
function seedTable(all: readonly Judged[]): string {
  const rows = [...bySeed(all)].map(([seed, some]) => {
    const { jobs, right, accuracy, wrongButConfident, unknown, passed: ok } = totalsOf(some);
    return [seed, `${right} of ${jobs}`, percent(accuracy), wrongButConfident, unknown, ok ? 'passed' : 'FAILED'].map(
      String,
    );
  });
  return table(['seed', 'right', 'accuracy', 'wrong but confident', 'unknown', ''], rows);
}

/**
 * The whole report: confusion table, totals, cost per diagnosis.
 * @param mistakes whether to list what was wrong; not for seeds that are held out
 */
export function report(all: readonly Judged[], { mistakes = true }: { mistakes?: boolean } = {}): string {
  const { jobs, right, accuracy, wrongButConfident, unknown } = totalsOf(all);
  const labelled = all.filter(({ evidenceShown }) => evidenceShown !== undefined);
  const wrong = all.filter((judged) => !isRight(judged));
  return [
    confusion(all),
    '',
    seedTable(all),
    '',
    `right: ${right} of ${jobs} (${percent(accuracy)}, at least ${percent(LEAST_ACCURACY)} asked of every seed)`,
    `wrong but confident: ${wrongButConfident} (0 asked)`,
    `unknown where there is a cause: ${unknown}`,
    `right and confident: ${all.filter((judged) => isRight(judged) && judged.confidence === 'direct').length}`,
    ...(labelled.length > 0
      ? [
          `labelled evidence shown: ${labelled.filter(({ evidenceShown }) => evidenceShown).length} of ${labelled.length}`,
        ]
      : []),
    `calls per diagnosis: ${spread(all.map(({ calls }) => calls))}`,
    `bytes per diagnosis: ${spread(all.map(({ bytes }) => bytes))}`,
    ...(mistakes ? wrong : []).map(
      (judged) =>
        `WRONG${isWrongButConfident(judged) ? ' AND CONFIDENT' : ''} seed ${judged.seed} ${judged.scenario} ${judged.jobId}: ${judged.label}, not ${judged.verdict} (${judged.confidence}): ${judged.summary}`,
    ),
    passed(all) ? 'passed' : 'FAILED',
  ].join('\n');
}
