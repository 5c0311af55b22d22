import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditFiles, linesOf } from './audit-lines.ts';
import { ENDS, hangingCloud, PHASES } from './exit-phases.ts';
import { MAIN, serverEnv } from './harness.ts';
import { startRaw } from './raw.ts';
import type { Scripted } from './scripted.ts';

/** A process that never ends must fail its test, however slow the machine is. */
const FAR_MS = 30_000;

const newFile = auditFiles();
let cloud: Scripted;
beforeAll(async () => {
  cloud = await hangingCloud();
});
afterAll(() => cloud.close());

type PhaseName = keyof typeof PHASES;
type EndName = keyof typeof ENDS;

// Every end while a call hangs, and every phase with the ends that hosts use.
const HANGING: PhaseName = 'a read in flight';
const USUAL: EndName[] = ['stdin ends', 'SIGTERM comes'];
const pairs = [
  ...(Object.keys(ENDS) as EndName[]).map((end): [PhaseName, EndName] => [HANGING, end]),
  ...(Object.keys(PHASES) as PhaseName[])
    .filter((phase) => phase !== HANGING)
    .flatMap((phase) => USUAL.map((end): [PhaseName, EndName] => [phase, end])),
];

it.each(pairs)('the process ends by itself, with %s, when %s', { timeout: FAR_MS }, async (phase, end) => {
  const audit = newFile();
  const raw = await PHASES[phase]({ args: ['--audit-log', audit], cloud });
  try {
    ENDS[end](raw);
    expect(await raw.exit).toEqual([0, null]);
  } finally {
    raw.child.kill('SIGKILL');
  }
  const last = (): unknown => linesOf(audit).at(-1);
  if (phase === 'a stop in flight') expect(last()).toMatchObject({ tool: 'stop_job', changed: 'unknown' });
  if (phase === 'a question open') expect(last()).toMatchObject({ tool: 'stop_job', changed: 'no' });
});

it('ends when its parent is gone, although stdin stays open', { timeout: FAR_MS }, async () => {
  // A pipe that is its own writer never ends, whoever goes away.
  const dir = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-orphan-'));
  execFileSync('mkfifo', [join(dir, 'stdin')]);
  const stdin = openSync(join(dir, 'stdin'), 'r+');
  const script = `console.error('server ' + require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: 'inherit' }).pid)`;
  const env = serverEnv(undefined);
  const parent = spawn(process.execPath, ['-e', script, MAIN], { env, stdio: [stdin, 'pipe', 'pipe'] });
  let err = '';
  parent.stderr?.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const pid = (): string | undefined => /server (\d+)/.exec(err)?.[1];
  try {
    while (pid() === undefined || !err.includes('serving on stdio')) await once(parent.stderr!, 'data');
    parent.kill('SIGKILL');
    // The server holds the pipes as well: they close when it has ended.
    await once(parent, 'close');
    expect(err).toContain('"reason":"the parent is gone"');
  } finally {
    if (!err.includes('shutting down')) process.kill(Number(pid()), 'SIGKILL');
    closeSync(stdin);
    rmSync(dir, { recursive: true });
  }
});

it('a start that nobody speaks to ends as well', { timeout: FAR_MS }, async () => {
  const raw = startRaw();
  raw.child.stdin?.end();
  expect(await raw.exit).toEqual([0, null]);
});
