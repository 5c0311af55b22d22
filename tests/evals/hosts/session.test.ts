import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REAL_HOST_IDS } from '../../../evals/hosts/hosts.ts';
import { type Ready, runHost } from '../../../evals/hosts/session.ts';
import { tapBefore } from '../../../evals/hosts/tap.ts';
import { HOST_IDS, hostOf } from '../../../src/cli/init/hosts.ts';
import { connect, MAIN, no, serverEnv } from '../../e2e/harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-host-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the hosts that are run', () => {
  it('are those that init says it was tried with', () => {
    const tried = HOST_IDS.filter((id) => hostOf(id).tried !== undefined);
    expect([...REAL_HOST_IDS].sort()).toEqual(tried.sort());
  });
});

describe('the tap', () => {
  it.each(['legacy', 'modern'] as const)('passes a session on and tells what went by, %s', async (era) => {
    const tap = tapBefore(MAIN, join(folder, era));
    const args = ['--simulate', '--region', 'cn-hangzhou', '--workspace-id', '286569'];
    const env = serverEnv(undefined, { TRIED_SETTING: 'not to be written down' });
    const session = await connect({ era, main: tap.main, args, env, person: no });
    const { data } = await session.call('list_jobs', { own: false });
    const running = (data.jobs as Record<string, string>[]).find(({ status }) => status === 'Running')?.job_id;
    const declined = await session.call('stop_job', { job_id: running });
    const { tools } = await session.client.listTools();
    const instructions = session.client.getInstructions();
    await session.close();

    const wire = tap.read();
    expect(wire.protocol).toBe(era === 'modern' ? '2026-07-28' : '2025-11-25');
    expect(wire).toMatchObject({ declaresForms: true, tools: tools.length });
    expect(wire.environment).toContain('TRIED_SETTING');
    expect(wire.asked).toEqual([
      { message: session.asked[0], answer: 'decline', ms: expect.toSatisfy((ms) => ms >= 0) },
    ]);
    expect(wire.answers.get('stop_job')).toBe(declined.text);
    expect(wire.instructions).toBe(instructions);
    expect(JSON.stringify(wire)).not.toContain('not to be written down');
  });
});

/** A host in a few lines: it lists what its configuration starts, asks the model once, and does as `more` says. */
function small(more: string): Ready {
  const script = join(folder, `host-${more.length}.mjs`);
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
    import { spawn } from 'node:child_process';
    const { HOME, MODEL_URL } = process.env;
    const servers = JSON.parse(readFileSync(HOME + '/.gemini/settings.json', 'utf8')).mcpServers;
    const tools = [{ type: 'function', function: { name: 'pai-dlc_list_jobs' } }];
    const body = JSON.stringify({ messages: [{ role: 'user', content: JSON.stringify(servers) }], tools });
    await fetch(MODEL_URL + '/v1/chat/completions', { method: 'POST', body });
    console.log('said', process.argv.slice(2).join(' '));
    ${more}`,
  );
  return {
    id: 'gemini-cli',
    title: 'small',
    version: '1',
    command: [process.execPath, script],
    host: {
      package: 'none',
      program: 'none.js',
      model: (url) => ({ files: { '.gemini/settings.json': '{"theme":"dark"}' }, env: { MODEL_URL: url } }),
      args: ['-p'],
    },
  };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('a run of a host', () => {
  const run = { script: [{ tool: 'list_jobs', args: {} }], main: MAIN, settings: ['--simulate'] };

  it('has the server in its configuration and the model at hand', async () => {
    const session = await runHost(small(''), run);
    expect(session).toMatchObject({ code: 0, missing: [], made: [{ step: 0, tool: { name: 'pai-dlc_list_jobs' } }] });
    expect(session.output).toMatch(/^said -p /);
    const [heard] = session.heard;
    expect(heard?.prompt.said).toContain(MAIN);
    expect(heard?.prompt.said).toContain('--simulate');
  });

  it('is ended when its time is up, with all that it started', async () => {
    const child =
      "spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', HOME], { detached: true, stdio: 'ignore' })";
    const session = await runHost(small(`console.log('pid', ${child}.pid); setInterval(() => 0, 1000);`), {
      ...run,
      seconds: 3,
    });
    expect(session.code).toBeNull();
    const pid = Number(/^pid (\d+)$/m.exec(session.output)?.[1]);
    // Who ends is there until its new parent has taken note.
    await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
  });

  it('fails where init does', async () => {
    await expect(runHost(small(''), { ...run, settings: ['--region', 'nowhere'] })).rejects.toThrow(/nowhere/);
  });
});
