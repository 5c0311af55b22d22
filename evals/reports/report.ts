import { table } from '../../src/shaping/table.ts';
import { KINDS, type Kind } from './cases.ts';
import type { Judged } from './evaluate.ts';
import { GRADES, type Grade } from './grade.ts';

/** What the cases of one kind came to. */
export type Counts = Record<Grade, number> & {
  cases: number;
  /** Sick jobs that check_job_health warns of. */
  noticed: number;
  /** Benign jobs that check_job_health calls critical. */
  falselyCritical: number;
};

const noticed = ({ health }: Judged): boolean => health?.verdict === 'warning' || health?.verdict === 'critical';

/** Counts by kind; kinds of which there is no case are left out. */
export function countsOf(all: readonly Judged[]): Partial<Record<Kind, Counts>> {
  const counts: Partial<Record<Kind, Counts>> = {};
  for (const kind of KINDS) {
    const some = all.filter((judged) => judged.kind === kind);
    if (some.length === 0) continue;
    const grades = Object.fromEntries(GRADES.map((grade) => [grade, some.filter((one) => one.grade === grade).length]));
    counts[kind] = {
      cases: some.length,
      ...(grades as Record<Grade, number>),
      noticed: kind === 'sick' ? some.filter(noticed).length : 0,
      falselyCritical: kind === 'benign' ? some.filter(({ health }) => health?.verdict === 'critical').length : 0,
    };
  }
  return counts;
}

const share = (part: number, whole: number): string => `${part} (${Math.round((100 * part) / whole)}%)`;

/** The table by kind. */
function gradeTable(all: readonly Judged[]): string {
  const rows = Object.entries(countsOf(all)).map(([kind, counts]) => [
    kind,
    String(counts.cases),
    ...GRADES.map((grade) => (grade === 'right' ? share(counts.right, counts.cases) : String(counts[grade]))),
    kind === 'sick' ? share(counts.noticed, counts.cases) : '',
    kind === 'benign' ? String(counts.falselyCritical) : '',
  ]);
  return table(['kind', 'cases', ...GRADES, 'noticed by health', 'falsely critical'], rows);
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)]}, most ${sorted.at(-1)}`;
}

const oneLine = (text: string, most = 300): string => text.replace(/\s+/g, ' ').slice(0, most);

/** A case that is not right, with what was said and what was expected. */
function mistake({ id, kind, grade, best, verdict, shown, health }: Judged): string {
  const missing = shown || grade === 'right' ? '' : ', without the telling line';
  const seen = health && kind !== 'failed' ? `; health: ${health.verdict}` : '';
  return `${grade.toUpperCase()} ${id}: ${verdict.category} (${verdict.confidence}), expected ${best}${missing}${seen}: ${oneLine(verdict.words)}`;
}

/** Whether a person should look at a case: its grade, or what the health check made of it. */
const amiss = (judged: Judged): boolean =>
  judged.grade !== 'right' ||
  (judged.kind === 'sick' && !noticed(judged)) ||
  (judged.kind === 'benign' && judged.health?.verdict === 'critical');

/**
 * The table of a set, what its diagnoses cost, and its mistakes.
 * @param mistakes whether single cases are told; not of the set that nobody reads
 */
export function report(set: string, all: readonly Judged[], { mistakes }: { mistakes: boolean }): string {
  const labelled = all.filter(({ named }) => named !== undefined);
  return [
    `${set}: ${all.length} jobs from public reports`,
    gradeTable(all),
    ...(all.some(({ calls }) => calls > 0)
      ? [
          `calls per diagnosis: ${spread(all.map(({ calls }) => calls))}`,
          `bytes per diagnosis: ${spread(all.map(({ bytes }) => bytes))}`,
          `speaks of what it is about: ${labelled.filter(({ named }) => named).length} of ${labelled.length}`,
        ]
      : []),
    ...(mistakes ? all.filter(amiss).map(mistake) : []),
  ].join('\n');
}
