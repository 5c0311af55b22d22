import { parseArgs } from 'node:util';
import { MAIN } from '../../tests/e2e/harness.ts';
import { ROWS } from './all.ts';
import { brokenReport, report, teller } from './report.ts';
import { noticed, type Result, runBroken, runRow } from './run.ts';

const { values } = parseArgs({
  options: {
    row: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
    broken: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: false,
});
const { row: names, short, broken } = values;
const unknown = names?.filter((name) => !ROWS.some((row) => row.name === name)) ?? [];
if (unknown.length > 0 || !/^\d+$/.test(values.seed)) {
  console.error(
    `No such row: ${unknown.join(', ')}. Rows: ${ROWS.map(({ name }) => name).join('; ')}. --seed takes a whole number.`,
  );
  process.exit(2);
}
const seed = Number(values.seed);
const results: Result[] = [];
for (const row of ROWS.filter(({ name }) => names?.includes(name) ?? true)) {
  // Of a broken build, misses are what is wanted.
  const tell = broken ? () => {} : teller(row, console.error);
  const result = broken
    ? await runBroken(row, { seed, short: true })
    : await runRow(row, { main: MAIN, seed, short, tell });
  results.push(result);
  result.missed.forEach(tell);
  console.error(`${row.name}: ${result.missed.length} of ${result.tried} missed, ${(result.ms / 1000).toFixed(1)} s`);
}
console.log(broken ? brokenReport(results) : report(results));
const failed = results.filter((result) => (broken ? !noticed(result) : result.missed.length > 0));
process.exit(failed.length > 0 ? 1 : 0);
