import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { allTools } from '../../src/tools/all.ts';
import { runHere } from '../cli/run-here.ts';
import { connect, MAIN, serverEnv } from './harness.ts';
import { connectInProcess } from './in-process.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

interface Run {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Exit code, once it has ended and its output is read. */
  ended: Promise<number | null>;
}

function start(args: readonly string[], extra: Record<string, string> = {}): Run {
  const env = { ...serverEnv(undefined), NO_COLOR: '1', ...extra };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  return { child, out: () => out, err: () => err, ended: once(child, 'close').then(([code]) => code as number | null) };
}

async function outputOf(args: readonly string[]): Promise<string> {
  const { code, out, err } = await runHere(args, { env: { ...serverEnv(undefined), NO_COLOR: '1' } });
  expect(code, err).toBe(0);
  return out;
}

describe('--help', () => {
  it('shows every setting with its flag and its environment variables', async () => {
    const help = (await outputOf(['--help'])).replace(/\s+/g, ' ');
    for (const { flag, env } of settings) {
      expect(help).toMatch(new RegExp(`--${flag}[ <]`));
      for (const name of env) expect(help).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

describe('tools', () => {
  it.each([[[]], [['--read-only']], [['--region', 'cn-hangzhou', '--toolsets', 'jobs,logs']]])(
    '--json is what tools/list answers with %j',
    async (args: string[]) => {
      const printed = JSON.parse(await outputOf(['tools', ...args, '--json']));
      const env = serverEnv(undefined, { PAI_DLC_MCP_CONFIRM_CREATE: 'auto' });
      // The process of a server has the texts that its bundler computed.
      const session = await (args.length === 0 ? connect : connectInProcess)({ args, env, apps: false });
      const { tools } = await session.client.listTools();
      await session.close();
      expect(printed.tools).toEqual(tools);
    },
  );

  it('prints Markdown with every tool and each of its arguments', async () => {
    const markdown = await outputOf(['tools', '--toolsets', 'all,admin']);
    const headings = [...markdown.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    // What only a page calls is offered to no client that shows none.
    expect(headings).toEqual(allTools.filter(({ app }) => app !== 'data').map(({ name }) => name));
    expect(markdown).toMatch(/^- `job_id` \(string, required\)/m);
  });
});

describe('simulate', () => {
  /** The printed shell assignments, once the last of them is there. */
  async function assignments(run: Run): Promise<Record<string, string>> {
    const complete = /^ALIBABA_CLOUD_ACCESS_KEY_SECRET=.+\n/m;
    for (let tries = 0; !complete.test(run.out()) && tries < 400; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    return Object.fromEntries(
      [...run.out().matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
  }

  it('prints what a server needs to use it, and ends with 0 on SIGTERM', async () => {
    const run = start(['simulate', '--seed', '3']);
    const printed = await assignments(run);
    const session = await connect({
      args: ['--endpoint', `http://${printed.PAI_SIM_ENDPOINT}`, '--region', 'cn-hangzhou'],
      env: {
        ...serverEnv(undefined),
        ALIBABA_CLOUD_ACCESS_KEY_ID: printed.ALIBABA_CLOUD_ACCESS_KEY_ID ?? '',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: printed.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? '',
      },
    });
    const answer = await session.call('list_workspaces');
    await session.close();
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.data.workspaces).not.toHaveLength(0);

    const info = await fetch(`${printed.PAI_SIM_CONTROL}/info`);
    expect(await info.json()).toMatchObject({ simulated: true, seed: 3, region: 'cn-hangzhou' });
    const requests = await fetch(`${printed.PAI_SIM_CONTROL}/requests`);
    expect(await requests.text()).toContain('/api/v1/workspaces');

    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('gives its control interface to nobody without the printed token, and ends with 130 on Ctrl-C', async () => {
    const run = start(['simulate']);
    const { PAI_SIM_ENDPOINT } = await assignments(run);
    for (const path of ['/_sim/info', '/_sim/wrong/info'])
      expect((await fetch(`http://${PAI_SIM_ENDPOINT}${path}`)).ok, path).toBe(false);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.err()).toBe('');
  });

  it('refuses a number that is none, with exit code 2', async () => {
    const { code, err } = await runHere(['simulate', '--speed', 'fast'], { env: serverEnv(undefined) });
    expect(code).toBe(2);
    expect(err).toContain('--speed');
  });
});
