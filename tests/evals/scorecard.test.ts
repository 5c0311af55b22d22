import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../../evals/scorecard/all.ts';
import { brokenReport, report, teller } from '../../evals/scorecard/report.ts';
import type { Row } from '../../evals/scorecard/row.ts';
import { noticed, runRow } from '../../evals/scorecard/run.ts';
import { broken } from '../broken/breakage.ts';
import { MAIN } from '../e2e/harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');

describe('the scorecard, in short', () => {
  it.concurrent.each(ROWS.map((row) => [row.name, row] as const))('%s', { timeout: 180_000 }, async (_, row) => {
    const { tried, missed } = await runRow(row, { main: MAIN, seed: 1, short: true });
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
});

describe('every row of the scorecard', () => {
  it('has a name of its own', () => expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length));

  // `npm run scorecard -- --broken` builds them and sees their rows fail.
  it.each(ROWS.map((row) => [row.name, row] as const))('has a broken build: %s', (_, row) => {
    expect(broken(read(row.broken.file), row.broken)).not.toBe(read(row.broken.file));
  });

  it.each(ROWS.map((row) => [row.name, row] as const))(
    'says in the safety guide what is tried and what is beyond it: %s',
    (_, row) => {
      expect(read('docs/guides/safety.md')).toContain(`| ${row.name} | ${row.tries} | ${row.goal} | ${row.beyond} |`);
    },
  );
});

describe('a run of a row', () => {
  const row = (run: Row['run']): Row => ({ ...(ROWS[0] as Row), name: 'a row', run });
  const ask = { main: MAIN, seed: 1, short: true };

  it('that throws, or tries nothing, is a miss and no notice', async () => {
    const thrown = await runRow(
      row(async () => Promise.reject(new Error('oh no'))),
      ask,
    );
    expect(thrown.missed.join()).toContain('oh no');
    const empty = await runRow(
      row(async () => ({ tried: 0, missed: [] })),
      ask,
    );
    expect(empty.missed).toEqual(['nothing was tried']);
    expect([thrown, empty].map(noticed)).toEqual([false, false]);
  });

  it('is told with its figures, and with what it missed', async () => {
    const result = await runRow(
      row(async () => ({ tried: 7, missed: ['this'], detail: '3 of a kind' })),
      ask,
    );
    expect(noticed(result)).toBe(true);
    expect(report([result])).toMatch(/a row +7 +1 .*MISSED +3 of a kind[\s\S]*a row: this/);
    expect(brokenReport([result])).toMatch(/a row .* yes +this/);
    expect(report([{ ...result, missed: [] }])).toMatch(/a row +7 +0 .*holds/);
  });

  it('tells its first misses at once, each of them one time', () => {
    const said: string[] = [];
    const tell = teller({ name: 'a row' }, (line) => void said.push(line));
    for (const miss of ['this', 'that', 'this']) tell(miss);
    expect(said).toEqual(['a row: this', 'a row: that']);
    for (let n = 0; n < 50; n++) tell(String(n));
    expect(said).toHaveLength(10);
  });
});
