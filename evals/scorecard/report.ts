import { table } from '../../src/shaping/table.ts';
import type { Row } from './row.ts';
import { noticed, type Result } from './run.ts';

const MOST_SHOWN = 10;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const cut = (line: string): string => (line.length > 400 ? `${line.slice(0, 400)}...` : line);

/**
 * Tells the first misses of a row, each once: as they happen, or else when the row has ended. The report comes after
 * all rows.
 */
export function teller({ name }: Pick<Row, 'name'>, say: (line: string) => void): (miss: string) => void {
  const told = new Set<string>();
  return (miss) => {
    if (told.has(miss) || told.size === MOST_SHOWN) return;
    told.add(miss);
    say(`${name}: ${cut(miss)}`);
  };
}

/** The table, and below it what was missed. */
export function report(results: readonly Result[]): string {
  const rows = results.map(({ row, tried, missed, detail = '', ms }) => [
    row.name,
    String(tried),
    String(missed.length),
    row.goal,
    missed.length === 0 ? 'holds' : 'MISSED',
    detail,
    seconds(ms),
  ]);
  const misses = results.flatMap(({ row, missed }) => [
    ...missed.slice(0, MOST_SHOWN).map((line) => `${row.name}: ${cut(line)}`),
    ...(missed.length > MOST_SHOWN ? [`${row.name}: and ${missed.length - MOST_SHOWN} more`] : []),
  ]);
  const heads = ['row', 'tried', 'missed', 'goal', 'result', 'measured', 'took'];
  return [table(heads, rows), ...(misses.length > 0 ? ['', ...misses] : [])].join('\n');
}

/** Of broken builds: which of their rows have noticed. */
export const brokenReport = (results: readonly Result[]): string =>
  table(
    ['row', 'broken', 'noticed', 'first miss'],
    results.map((result) => [
      result.row.name,
      result.row.broken.file,
      noticed(result) ? 'yes' : 'NO',
      (result.missed[0] ?? '').split('\n', 1)[0]?.slice(0, 120) ?? '',
    ]),
  );
