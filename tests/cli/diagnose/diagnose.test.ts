import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MAIN, serverEnv } from '../../e2e/harness.ts';
import { run } from '../run.ts';
import { runHere } from '../run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-diagnose-'));
afterAll(() => rmSync(folder, { recursive: true }));
// No account, no region, nothing: what a newcomer has.
const options = { env: { ...serverEnv(undefined), NO_COLOR: '1' }, cwd: folder };
const diagnose = (...args: string[]) => runHere(['diagnose', ...args], options);
let files = 0;
const file = (text: string, name = `log-${++files}.log`): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const OOM = `step 1
Traceback (most recent call last):
  File "/workspace/train.py", line 41, in <module>
    loss.backward()
torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB
`;

describe('diagnose', () => {
  it('says what failed, shows where it stands, and what to do', async () => {
    const { code, out, err } = await run(['diagnose', '--log', file(OOM, 'rank0.log')], options);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('cuda_oom, evidence direct\n');
    expect(out).toContain('\n  rank0.log:5  torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n');
    expect(out).toMatch(/\nWhat to do\n {2}- .*\n {2}- Who can: .*\n {2}- Start it again: only after a change/);
    expect(out).not.toMatch(/get_pod_logs|job_id/);
    expect(out).toContain('Read 1 log: 5 lines,');
  });

  it('finds the rank that broke among those that complain of it', async () => {
    const peers =
      '[rank0]: torch.distributed.DistBackendError: NCCL error, remote process exited or there was a network error\n';
    const { out } = await diagnose('--log', file(peers, 'a.log'), file(OOM, 'b.log'), '--json');
    const said = JSON.parse(out) as { category: string; evidence: { from: string; line: number }[]; files: unknown[] };
    expect(said.category).toBe('cuda_oom');
    expect(said.evidence.some(({ from, line }) => from === 'b.log' && line === 5)).toBe(true);
    expect(said.files).toHaveLength(2);
  });

  it('reads standard input', async () => {
    const child = spawn(process.execPath, [MAIN, 'diagnose', '--log', '-'], { ...options, stdio: 'pipe' });
    child.stdin.end(OOM);
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(out).toContain('  stdin:5  torch.OutOfMemoryError');
  });

  it('takes the exit code and the events into account', async () => {
    const log = file('step 1\nstep 2\n');
    const killed = JSON.parse((await diagnose('--log', log, '--exit-code', '137', '--json')).out);
    expect(killed).toMatchObject({ category: 'host_oom', confidence: 'indirect' });
    const events = file('2026-03-05 12:05:22 OOMKilled: container pytorch exceeded its memory limit\n');
    const shown = JSON.parse((await diagnose('--log', log, '--events', events, '--json')).out);
    expect(shown).toMatchObject({ category: 'host_oom', evidence: [{ from: 'events' }] });
    const fine = await diagnose('--log', log, '--exit-code', '0');
    expect([fine.code, fine.out]).toEqual([0, expect.stringContaining('healthy')]);
  });

  it('ends with 1 where nothing says why, and shows the last lines', async () => {
    const { code, out } = await diagnose('--log', file('step 1\nall done here\n', 'silent.log'));
    expect(code).toBe(1);
    expect(out).toContain('unknown, evidence none');
    expect(out).toContain('silent.log:2  all done here');
    expect((await diagnose('--log', file(''))).code).toBe(1);
  });

  it('prints nothing of the name of a file that a terminal would obey', async () => {
    const hostile = 'a\u001b]0;owned\u0007\u001b[31m.log';
    const there = await diagnose('--log', file(OOM, hostile));
    expect([there.code, there.out]).toEqual([0, expect.stringContaining('cuda_oom')]);
    const gone = await diagnose('--log', `no-${hostile}`);
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('cannot be read')]);
    for (const said of [there.out, gone.err]) {
      expect(said).toContain('.log');
      for (const obeyed of ['\u001b', '\u0007']) expect(said).not.toContain(obeyed);
    }
  });

  it('prints nothing of a log that a terminal would obey, and no secret', async () => {
    const text =
      '\u001b]0;title\u0007\u001b[31mRuntimeError: no token ghp_0123456789abcdefghijABCDEFGHIJ012345\u001b[0m\n';
    const { out } = await diagnose('--log', file(text));
    expect(out).toContain('RuntimeError');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('ghp_0123456789abcdefghij');
  });

  it.each([
    [[], 'There is no log to read.'],
    [['--log', 'nowhere.log'], '"nowhere.log" cannot be read: ENOENT'],
    [['--log', '.'], '"." cannot be read: it is a directory'],
    [['--log', '-', '--events', '-'], 'Standard input (-) is named twice'],
    [['--log', 'x', '--exit-code', '256'], '--exit-code is "256"'],
    [['--log', 'x', '--exit-code', 'one'], '--exit-code is "one"'],
    [['--logs', 'x'], 'diagnose has no option --logs'],
  ])('refuses %j', async (args, said) => {
    const { code, out, err } = await diagnose(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).toContain('Fix: ');
  });
});
