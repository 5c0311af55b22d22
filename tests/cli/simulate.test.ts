import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config/environment.ts';
import { MAIN, serverEnv } from '../e2e/harness.ts';
import { run } from './run.ts';
import { runHere } from './run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-simulate-'));
let files = 0;
/** A file that no simulator before has left behind. */
const freshFile = (): string => join(folder, `sim-${++files}.json`);
const env = serverEnv(undefined);
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Started {
  child: ChildProcess;
  ended: Promise<number | null>;
  announced: Record<string, unknown>;
  readyFile: string;
}

/** Starts a simulator of its own and reads its announcement from the ready file. */
async function start(...args: string[]): Promise<Started> {
  const readyFile = freshFile();
  const child = spawn(process.execPath, [MAIN, 'simulate', '--json', '--ready-file', readyFile, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  await expect.poll(() => existsSync(readyFile), { timeout: 20_000 }).toBe(true);
  return { child, ended, readyFile, announced: JSON.parse(readFileSync(readyFile, 'utf8')) };
}

/** Runs `simulate` with a command of node that prints JSON. */
const runNode = (args: readonly string[], script: string, more: Record<string, string> = {}) =>
  run(['simulate', ...args, '--', process.execPath, '--input-type=module', '-e', script], { env: { ...env, ...more } });

const SHOW = 'const answer = async (path) => (await fetch(process.env.PAI_SIM_CONTROL + path)).json();';

describe('simulate for a parent process', () => {
  it('says in one document how to reach it, once it is ready, and takes the file away at the end', async () => {
    const { announced, child, ended, readyFile } = await start('--seed', '5', '--region', 'cn-beijing');
    expect(announced).toMatchObject({ simulated: true, control: 'v1', pid: child.pid, region: 'cn-beijing' });
    expect(announced.endpoint).toBe(`127.0.0.1:${announced.port}`);
    expect(announced.url).toBe(`http://${announced.endpoint}`);
    expect(announced.users).toMatchObject([
      { userName: 'dev-user', ...(announced.credentials as object) },
      { userName: 'colleague', accessKeySecret: expect.stringMatching(/^simulated-/) },
    ]);
    expect(announced.env).toMatchObject({ PAI_DLC_MCP_ENDPOINT: announced.url, PAI_DLC_MCP_REGION: 'cn-beijing' });
    if (process.platform !== 'win32') expect(statSync(readyFile).mode & 0o777).toBe(0o600);
    expect((await fetch(`${announced.url}/_sim/v1/health`)).status).toBe(200);
    const info = (await (await fetch(`${announced.controlUrl}/info`)).json()) as Record<string, unknown>;
    expect(info).toMatchObject({ seed: 5, workspaceId: announced.workspaceId });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(readyFile)).toBe(false);
  });

  it('takes away a file that a killed one has left, before anything else', async () => {
    const { child, ended, readyFile } = await start();
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(readyFile)).toBe(true);
    expect((await runHere(['simulate', '--ready-file', readyFile, '--now', 'never'], { env })).code).toBe(2);
    expect(existsSync(readyFile)).toBe(false);
  });

  it('ends with its standard input where it is told to, and only then', async () => {
    const bound = await start('--end-with-stdin');
    bound.child.stdin?.end();
    expect(await bound.ended).toBe(0);
    const free = await start();
    free.child.stdin?.end();
    const { controlUrl } = free.announced;
    for (let tries = 0; tries < 20; tries += 1) expect((await fetch(`${controlUrl}/clock`)).status).toBe(200);
    expect(free.child.exitCode).toBeNull();
  });

  it('starts at the given time, standing still, without jobs', async () => {
    const { announced } = await start('--now', '2026-01-31T08:00:00Z', '--speed', '0', '--no-demo-jobs');
    const info = (await (await fetch(`${announced.controlUrl}/info`)).json()) as Record<string, unknown>;
    expect(info).toMatchObject({ now: '2026-01-31T08:00:00.000Z', speed: 0, jobs: 0 });
  });

  it('listens on loopback alone, and says so where a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { code, err, out } = await run(['simulate', '--port', String(port)], { env });
    server.close();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`Port ${port} of 127.0.0.1 is taken by another process.`);
    expect(err).toContain('Fix: Give another --port');
  });

  it.each([
    [['--now', 'yesterday'], 'now: not a time such as 2026-01-31T08:00:00Z'],
    [['--region', 'Hangzhou!'], 'region: not a region id such as cn-hangzhou'],
    [['--ready-file', '/nonexistent/folder/sim.json'], '--ready-file "/nonexistent/folder/sim.json" cannot be written'],
    [['--ready-file', '/tmp'], '--ready-file "/tmp" cannot be written: it is a folder.'],
    [['--ready-file', '/dev/null/sim.json'], '--ready-file "/dev/null/sim.json" cannot be written: ENOTDIR.'],
    [['--ready-file', ''], '--ready-file "" cannot be written: it has no name.'],
    [['--seed', '-1'], '--seed is "-1", which is not a whole number'],
    [['--end-with-stdin', '--', 'true'], '--end-with-stdin is for a simulator without a command'],
    [['--', 'no-such-program-anywhere'], 'The command "no-such-program-anywhere" cannot be started'],
  ])('refuses %j', async (args, said) => {
    const { code, err } = await runHere(['simulate', ...args], { env });
    expect([code, err.split('\n').filter((line) => line.includes(said)).length]).toEqual([2, 1]);
    expect(err).toContain('Fix: ');
  });
});

describe('simulate with stories', () => {
  const story = (text: string): string => {
    const file = join(folder, `story-${++files}.json`);
    writeFileSync(file, text);
    return file;
  };

  it('has their jobs from the start, and says which they are', async () => {
    writeFileSync(join(folder, 'rank0.log'), 'one\ntwo\n');
    const several = story('[{"jobId": "dlca", "pods": [{"logFile": "rank0.log"}]}, {"jobId": "dlcb", "pods": [{}]}]');
    const one = story('{"jobId": "dlcc", "pods": [{}]}');
    const { announced, child, ended } = await start('--no-demo-jobs', '--story', several, '--story', one);
    expect(announced.stories).toEqual(['dlca', 'dlcb', 'dlcc']);
    const { PAI_SIM_CONTROL } = announced.env as Record<string, string>;
    const jobs = (await (await fetch(`${PAI_SIM_CONTROL}/jobs`)).json()) as { id: string }[];
    expect(jobs.map(({ id }) => id)).toEqual(['dlca', 'dlcb', 'dlcc']);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it.each([
    ['{"pods": [', 'it is not JSON'],
    ['7', 'it holds neither a story nor a list of stories'],
    ['{"pods": [{}], "statuss": "Failed"}', 'statuss'],
    ['{"pods": [{"logFile": "no-such.log"}]}', 'no-such.log cannot be read'],
    ['{"pods": [{"logFile": "x", "log": "y"}]}', 'either log or logFile'],
    ['[{"pods": [{}]}, {"pods": [{"exitCode": 300}]}]', 'pods.0.exitCode'],
  ])('refuses a file that holds %s', async (text, said) => {
    const file = story(text);
    const { code, err } = await runHere(['simulate', '--story', file], { env });
    expect(code).toBe(2);
    expect(err).toContain(`--story ${file}: `);
    expect(err).toContain(said);
  });

  it('refuses a file that is not there', async () => {
    const { code, err } = await runHere(['simulate', '--story', 'nowhere.json'], { env });
    expect([code, err]).toEqual([2, expect.stringContaining('--story nowhere.json: it cannot be read: ENOENT')]);
  });
});

describe('simulate with a command', () => {
  it('runs it with the simulator in its environment, prints nothing else and ends with its exit code', async () => {
    const { code, out, err } = await runNode(
      ['--seed', '9'],
      `${SHOW} console.log(JSON.stringify({ info: await answer('/info'), url: process.env.PAI_DLC_MCP_ENDPOINT,
        id: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID })); process.exit(7);`,
    );
    expect(code, err).toBe(7);
    const printed = JSON.parse(out) as { info: { seed: number; users: { accessKeyId: string }[] }; id: string };
    expect(printed).toMatchObject({ info: { seed: 9 }, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect(printed.info.users[0]?.accessKeyId).toBe(printed.id);
  });

  it('lets pai-dlc-mcp use it as it is', async () => {
    const args = ['simulate', '--', process.execPath, MAIN, 'doctor', '--json'];
    const { code, out, err } = await run(args, { env: { ...env, ALIBABA_CLOUD_SECURITY_TOKEN: 'of-the-user' } });
    expect(code, err).toBe(0);
    expect(out).toContain('ListWorkspaces');
    expect(out).not.toContain('"failed"');
  });

  it('passes SIGTERM on and waits for the command', async () => {
    const readyFile = freshFile();
    const script = "process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000);";
    const child = spawn(
      process.execPath,
      [MAIN, 'simulate', '--ready-file', readyFile, '--', process.execPath, '-e', `${script} console.log('up')`],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(existsSync(readyFile)).toBe(false);
  });

  it('has the exit code of a shell for a command that a signal ended', async () => {
    expect((await runNode([], "process.kill(process.pid, 'SIGKILL')")).code).toBe(137);
  });
});

it('the environment of a child is ours with what is changed, added or left out', () => {
  expect(environmentWith({ A: '1', B: undefined }, { B: '2', C: '3' })).toEqual({ A: '1', C: '3' });
});
