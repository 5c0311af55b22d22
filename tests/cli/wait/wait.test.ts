import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../src/domain/wait-endings.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/api/simulator.ts';
import { MAIN } from '../../e2e/harness.ts';
import { serverEnv } from '../../e2e/session.ts';
import { runHere } from '../run-here.ts';

let cloud: Simulator;
let env: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-wait-'));
beforeAll(async () => {
  cloud = await startSimulator({ seed: 7, speed: 0, demoJobs: false });
  env = { ...serverEnv(undefined), ...cloud.env, PAI_DLC_MCP_MAX_PER_SECOND: '1000' };
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => cloud.requests.clear());
afterEach(() => cloud.ram.clear());

const wait = (...args: string[]) => runHere(['wait', ...args], { env, cwd: folder });
const add = (scenario: string): string => cloud.jobs.add(scenario).jobId;
const sentence = (out: string): string => out.trimEnd().split('\n').at(-1) ?? '';

describe('wait', () => {
  it.each([
    ['success', 0, 'succeeded'],
    ['oom', 1, 'failed'],
    ['stopped_by_user', 3, 'was stopped'],
  ])('ends with the end of a job: %s', async (scenario, code, word) => {
    const id = add(scenario);
    const ended = await wait(id);
    expect(ended.code, ended.err).toBe(code);
    expect(sentence(ended.out)).toMatch(new RegExp(`^Job ${id} \\("[^"]+"\\) ${word} after [^\\n]+\\.$`));
    expect(ended.err).toMatch(new RegExp(`^\\d\\d:\\d\\d:\\d\\d waiting for ${id} in cn-hangzhou; .*\\n\\S+ ${id}: `));
    expect(cloud.requests.list({ committed: true })).toEqual([]);
  });

  it.each([
    ['is there', 600, / is Running\.\n$/],
    ['came and went between two looks', 86_400, / was Running from \S+Z; it is Succeeded now\.\n$/],
  ])('waits for a status, and sees one that %s', async (_, seconds, last) => {
    const id = add('starting_up');
    const ending = wait(id, '--until', 'Running');
    await expect.poll(() => cloud.requests.list({ action: 'GetJob' }).length).toBeGreaterThan(0);
    cloud.clock.advance(seconds);
    const { code, out } = await ending;
    expect([code, out]).toEqual([0, expect.stringMatching(last)]);
  });

  it('finds a line of the log, shown as data and masked', async () => {
    const { code, out } = await wait(add('oom'), '--log-pattern', '(?i)killed|memory|step');
    expect(code).toBe(0);
    expect(sentence(out)).toMatch(/wrote a line that matches, in the log of dlc[a-z0-9-]+: "/);
  });

  it('gives up in time, and is told of several', async () => {
    const [done, runs] = [add('success'), add('healthy_running')];
    const late = await wait(done, runs, '--timeout', '1s');
    expect(late.code).toBe(124);
    expect(sentence(late.out)).toMatch(/^2 jobs: 1 goes on \(dlc\w+\), 1 succeeded after 1 s of waiting/);
    expect((await wait(runs, done, '--any')).code).toBe(0);
    expect((await wait('dlcthereisnone')).code).toBe(5);
  });

  it('says that it does not know where the cloud does not let it look', async () => {
    const id = add('success');
    cloud.ram.set('dev-user', { deny: ['paidlc:GetJob'] });
    const denied = await wait(id);
    expect([denied.code, denied.out]).toEqual([
      7,
      expect.stringMatching(/^What became of job dlc\w+ is not known \(permission_denied: /),
    ]);
    expect(denied.err).toMatch(/\nFix: An explicit Deny covers it: an administrator has to lift that.*\n$/);
  });

  it('says how to mend credentials that are missing, in words for a person', async () => {
    const without = {
      ...env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
      HOME: folder,
    };
    const none = await runHere(['wait', 'dlc1'], { env: without });
    expect(none.code).toBe(7);
    expect(none.err).toMatch(/\nFix: For credentials, set the environment variables .*; then run this again\.\n$/);
    const { err } = await runHere(['wait', 'dlc1', '--profile', 'nope'], { env });
    expect(err).toMatch(
      /\nFix: For credentials, correct --profile .*`aliyun configure --profile nope`; then run this again/,
    );
    expect(err).not.toContain('ALIBABA_CLOUD_ACCESS_KEY_ID');
  });

  it.each([
    [['dlc1', '--until', 'running'], '--until names "running"', 'Did you mean Running?'],
    [['dlc1', '--timeout', '5 minutes'], '--timeout is "5 minutes"', '1h30m'],
    [['dlc1', '--timeout', '0'], '--timeout is "0"', '90s'],
    [['job1'], '"job1" is no job id', 'wait dlc1xjcumbfm7aai'],
    [['https://pai.console.aliyun.com/?regionId=x#/dlc/jobs/dlc1ab2/overview'], 'is no job id', 'wait dlc1ab2'],
    [['dlc1', 'dlc2', '--log-pattern', 'x'], '--log-pattern watches the log of one job', 'Name one job'],
    [['dlc1', '--log-pattern', '(?=x)'], '--log-pattern is no regular expression', 'RE2'],
    [[], 'missing required argument', 'wait --help'],
  ])('refuses %j before it asks the cloud', async (args, message, fix) => {
    const { code, out, err } = await wait(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.split('\nFix: ')[1]).toContain(fix);
    expect(cloud.requests.list()).toEqual([]);
  });

  it('needs a region', async () => {
    const { PAI_DLC_MCP_REGION: _, ...without } = env;
    const { code, err } = await runHere(['wait', 'dlc1'], { env: without });
    expect([code, err]).toEqual([2, expect.stringContaining('No region is set')]);
  });

  it('marks what comes from the embedded simulator', async () => {
    const { code, out } = await runHere(['wait', '--simulate', 'dlcthereisnone'], { env: serverEnv(undefined) });
    expect([code, out]).toEqual([5, expect.stringMatching(/^\(simulated cloud: [^)]+\) There is no job/)]);
  });
});

describe('--on-end', () => {
  const SHOW = `node -e "require('fs').writeFileSync(process.env.FILE, JSON.stringify(process.env))"`;

  it('runs a command with the outcome in its environment', async () => {
    const id = add('oom');
    const FILE = join(folder, 'env.json');
    const { code, out } = await runHere(['wait', id, '--on-end', SHOW], { env: { ...env, FILE }, cwd: folder });
    expect(code).toBe(1);
    const found = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>;
    expect(found).toMatchObject({
      PAI_DLC_OUTCOME: 'failed',
      PAI_DLC_JOB_ID: id,
      PAI_DLC_STATUS: 'Failed',
      PAI_DLC_EXIT_CODE: '1',
    });
    expect(found.PAI_DLC_MESSAGE).toContain('failed after');
    expect(sentence(out)).toContain(`Job ${id}`);
  });

  it('that fails makes a good end a bad one, and no bad one another', async () => {
    const [good, bad] = [add('success'), add('oom')];
    const failed = await wait(good, '--on-end', 'exit 3');
    expect([failed.code, failed.err]).toEqual([8, expect.stringContaining('the command of --on-end ended with 3')]);
    expect(sentence(failed.out)).toContain('succeeded');
    expect((await wait(bad, '--on-end', 'exit 3')).code).toBe(1);
    expect((await wait(good, '--on-end', 'exit 0')).code).toBe(0);
  });

  it('is not run where the command line was wrong', async () => {
    const FILE = join(folder, 'never.json');
    await runHere(['wait', 'x', '--on-end', SHOW], { env: { ...env, FILE } });
    expect(existsSync(FILE)).toBe(false);
  });
});

describe('wait in a process of its own', () => {
  it.skipIf(process.platform === 'win32')(
    'ends with a word at Ctrl-C, and prints its outcome last otherwise',
    async () => {
      const start = (...args: string[]) => {
        const child = spawn(process.execPath, [MAIN, 'wait', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
        const said = { out: '', err: '' };
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          said.out += chunk;
        });
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          said.err += chunk;
        });
        return { child, said, ended: once(child, 'close') };
      };
      const running = start(add('healthy_running'));
      const over = start(add('success'), '--on-end', 'echo said');
      await expect.poll(() => running.said.err, { timeout: 20_000 }).toContain(': Running');
      running.child.kill('SIGINT');
      expect(await running.ended).toEqual([130, null]);
      expect(running.said).toEqual({
        out: '',
        err: expect.stringMatching(/Interrupted\. The job goes on: only the wait has ended\.\n$/),
      });
      expect(await over.ended).toEqual([0, null]);
      expect(over.said).toEqual({
        out: expect.stringMatching(/^Job [^\n]+ succeeded [^\n]+\n$/),
        err: expect.stringContaining('said\n'),
      });
    },
  );
});

describe('the exit codes of wait', () => {
  it('stand in its help, no line of which is wider than 80 columns', async () => {
    const { out } = await runHere(['wait', '--help'], { env });
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const [code] of Object.values(OUTCOMES)) expect(out).toMatch(new RegExp(`^ +${code}  \\w`, 'm'));
  });
});
