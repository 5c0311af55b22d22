import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Findings, pageOf, type Row, rowsOf, tableOf } from '../../bench/report.ts';
import { folderMb } from '../../bench/sizes.ts';
import { type Command, firstCalls, start, startInRounds } from '../../bench/start-up.ts';
import { growth, quantile, summary } from '../../bench/statistics.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('statistics', () => {
  it('takes the nearest rank, whatever the order', () => {
    const shuffled = [...upTo(100)].sort((a, b) => (a % 7) - (b % 7));
    expect(summary(shuffled)).toEqual({ median: 50, p99: 99, least: 1 });
    expect(summary([5])).toEqual({ median: 5, p99: 5, least: 5 });
    expect([0, 0.25, 0.5, 1].map((share) => quantile([40, 10, 30, 20], share))).toEqual([10, 10, 20, 40]);
    expect(() => quantile([], 0.5)).toThrow('nothing was measured');
  });

  it('takes growth between the medians of both ends, so that one reading counts for little', () => {
    expect(growth(upTo(50))).toBe(45);
    expect(growth([1, 1, 900, 1, 1, ...Array(40).fill(500), 3, 3, 3, 0, 3])).toBe(2);
    expect(growth([7])).toBe(0);
  });
});

const times = (...values: number[]) => ({ times: values, tools: 2, bytes: 1234, resident: 50 });
const findings: Findings = {
  ours: { label: 'ours', starts: times(90, 100, 110), installed: 2 },
  full: { label: 'full', starts: times(100, 105, 115) },
  bare: { label: 'bare', starts: times(100, 110, 120) },
  bundled: { label: 'bundled', starts: times(80, 90, 95) },
  others: [{ label: 'other 1.0.0', starts: { failed: 'not installed: E404' } }],
  first: [100, 120, 400],
  calls: { direct: [1, 1, 1], through: [2, 2.5, 4], floor: [0.5, 0.5, 0.5] },
  memory: { kept: [60, 62, 61], underLoad: [90, 120] },
  memoryCalls: 50_000,
  sizes: { tarball: 0.7, dist: 2.3 },
};
const goals = (changes: Partial<Findings>): (boolean | undefined)[] =>
  rowsOf({ ...findings, ...changes }).flatMap(({ goal }: Row) => (goal ? [goal.met] : []));

describe('the table', () => {
  it('holds each goal against what was measured, and says where it is not met', () => {
    expect(goals({})).toEqual([true, true, true, true, true, true]);
    expect(goals({ full: { label: 'full', starts: times(90, 121, 122) } })[1]).toBe(false);
    expect(goals({ ours: { label: 'ours', starts: times(90, 109, 112) } })).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(goals({ first: [100, 151, 152] })).toEqual([true, true, false, true, true, true]);
    expect(goals({ calls: { ...findings.calls, through: [2, 3.1, 4] } })).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(goals({ calls: { ...findings.calls, through: [2, 2.5, 6.1] } })).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(goals({ memory: { kept: [60, 70], underLoad: [] } })).toEqual([true, true, true, true, true, false]);
    expect(tableOf(rowsOf({ ...findings, memory: { kept: [60, 70], underLoad: [] } }))).toMatch(
      /10\.0 MB \| {2}\| {2}\| less than 10 MB \| \*\*not met/,
    );
  });

  it('counts nothing as met that was not measured', () => {
    expect(goals({ memory: { kept: [], underLoad: [] }, ours: { label: 'ours', starts: { failed: 'x' } } })).toEqual([
      undefined,
      undefined,
      true,
      true,
      true,
      undefined,
    ]);
    expect(tableOf(rowsOf({ ...findings, memory: { kept: [], underLoad: [] } }))).toContain(
      '| less than 10 MB | not measured |',
    );
  });

  it('reports a server that could not be started in place of hiding it', () => {
    const rows = rowsOf(findings).filter(({ subject }) => subject === 'other 1.0.0');
    expect(rows).toEqual([{ measure: 'spawn to tools/list', subject: 'other 1.0.0', value: 'not installed: E404' }]);
  });

  it('is a table in the page', () => {
    const page = pageOf(rowsOf(findings), 'a machine', 'a command');
    const lines = page.split('\n').filter((line) => line.startsWith('|'));
    expect(lines).toHaveLength(rowsOf(findings).length + 2);
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
    expect(page).toContain('a machine');
    expect(page).toContain('`a command`');
  });
});

describe('measuring', () => {
  const env = { PATH: process.env.PATH ?? '' };
  const command = (code: string): Command => ({ args: ['-e', code], env });
  // As little of a server as can be measured: it lists two tools, and does any call but one of `fails`.
  const answers = `process.stdin.on('data', (text) => {
    for (const { id, params } of String(text).trim().split('\\n').map((line) => JSON.parse(line)))
      if (id) {
        const done = params.name === 'fails' ? { content: [], isError: true } : { content: [] };
        console.log(JSON.stringify({ jsonrpc: '2.0', id, result: [{}, { tools: [{}, {}] }, done][id - 1] }));
      }
  })`;

  it('starts servers in turn and goes on where one does not answer', async () => {
    const entrant = (code: string, rounds: number) => ({ command: command(code), rounds });
    const all = await startInRounds(
      { good: entrant(answers, 2), fewer: entrant(answers, 1), bad: entrant('process.exit(3)', 2) },
      0,
    );
    expect(all.good).toMatchObject({ tools: 2, bytes: 7 });
    expect(all.good && 'times' in all.good && all.good.times).toHaveLength(2);
    expect(all.fewer && 'times' in all.fewer && all.fewer.times).toHaveLength(1);
    expect(all.bad).toEqual({ failed: expect.stringContaining('did not answer') });
    await expect(start(command(answers.replace('result:', 'error:')))).rejects.toThrow('tools/list failed');
  });

  it('times the first call of a tool, and does not take one that fails', async () => {
    const calls = await firstCalls(command(answers), 'works', 1);
    expect(calls).toEqual([expect.any(Number)]);
    expect(calls[0]).toBeGreaterThan(0);
    await expect(firstCalls(command(answers), 'fails', 1)).rejects.toThrow('fails failed');
  });

  it('counts files and not what links point to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-bench-test-'));
    writeFileSync(join(folder, 'a'), Buffer.alloc(1024 * 1024));
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    expect(folderMb(folder)).toBe(1);
    rmSync(folder, { recursive: true });
  });

  it('runs as a whole, quickly and without a registry', async () => {
    const page = join(ROOT, 'docs', 'benchmarks.md');
    const before = readFileSync(page, 'utf8');
    const run = ['scripts/run-ts.mjs', 'bench/main.ts', '--quick'];
    const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: ROOT });
    for (const measure of [
      'spawn to tools/list',
      'first call',
      'get_job',
      'resident memory, growth',
      'package',
      'tools/list',
    ])
      expect(stdout).toContain(`| ${measure} |`);
    expect(stdout).not.toContain('undefined');
    expect(stdout).not.toContain(ROOT);
    expect(readFileSync(page, 'utf8')).toBe(before);
  }, 60_000);
});
