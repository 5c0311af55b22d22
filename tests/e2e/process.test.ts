import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, describe, expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';
import { runHere } from '../cli/run-here.ts';
import { connect, errorOf, MAIN, serverEnv } from './harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

function start(
  args: readonly string[] = [],
  env = serverEnv(undefined),
): { child: ChildProcess; out: () => string; err: () => string } {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  return { child, out: () => out, err: () => err };
}

const line = (message: Record<string, unknown>): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const INITIALIZE = line({
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } },
});

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what() && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(what()).toBe(true);
}

describe('the process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
    const { child, out } = start(['--simulate']);
    child.stdin?.write(INITIALIZE);
    await until(() => out().includes('"id":1'));
    child.kill(signal);
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('serves on when the host has closed the log', async () => {
    const { child, out } = start();
    await once(child.stderr!, 'data');
    child.stderr?.destroy();
    // Each of these would be told in the log.
    child.stdin?.write(`no JSON\n[]\n${INITIALIZE}`);
    await until(() => out().includes('"id":1'));
    child.stdin?.write(`no JSON\n${line({ id: 2, method: 'ping' })}`);
    await until(() => out().includes('"id":2'));
    expect(child.exitCode).toBeNull();
  });

  it('serves on when the host never reads the log', async () => {
    const { child, out } = start();
    child.stderr?.pause();
    child.stdin?.write(INITIALIZE);
    // More than a pipe and its reader hold: each is told in the log.
    child.stdin?.write('no JSON\n'.repeat(5_000));
    child.stdin?.write(line({ id: 2, method: 'ping' }));
    await until(() => out().includes('"id":2'));
  });

  it('compiles no code from text at its start', async () => {
    const watch = `globalThis.Function = new Proxy(Function, { construct(...all) { process._rawDebug('compiled'); return Reflect.construct(...all); } });`;
    const session = await connect({
      env: serverEnv(undefined, { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(watch)}` }),
    });
    await session.client.listTools();
    await session.close();
    expect(session.stderr()).toContain('serving on stdio');
    expect(session.stderr()).not.toContain('compiled');
  });

  it('ends cleanly when stdin ends, the simulator included', async () => {
    const { child, out } = start(['--simulate']);
    child.stdin?.write(INITIALIZE + line({ method: 'notifications/initialized' }));
    child.stdin?.write(line({ id: 2, method: 'tools/call', params: { name: 'list_workspaces', arguments: {} } }));
    await until(() => out().includes('"id":2'));
    child.stdin?.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('writes nothing but JSON-RPC to stdout, whatever goes wrong', async () => {
    const { child, out, err } = start(
      ['--log-level', 'debug'],
      serverEnv(undefined, { PAI_DLC_MCP_REGION: 'cn-hangzhou' }),
    );
    child.stdin?.write(`this is not json\n${INITIALIZE}${line({ method: 'notifications/initialized' })}`);
    child.stdin?.write(
      line({ id: 2, method: 'tools/call', params: { name: 'get_job', arguments: { job_id: 'dlc0000000000000' } } }),
    );
    child.stdin?.write(line({ id: 3, method: 'tools/call', params: { name: 'no_such_tool', arguments: {} } }));
    child.stdin?.write(line({ id: 4, method: 'tools/call', params: { name: 'get_job', arguments: { nope: 1 } } }));
    child.stdin?.write(line({ id: 5, method: 'no/such/method', params: {} }));
    await until(() => [2, 3, 4, 5].every((id) => out().includes(`"id":${id}`)));
    for (const text of out().split('\n').filter(Boolean)) expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0' });
    for (const text of err().split('\n').filter(Boolean)) expect(JSON.parse(text)).toHaveProperty('msg');
  });

  it('starts without credentials, lists its tools, and each call says how to configure them', async () => {
    const session = await connect({ env: serverEnv(undefined, { PAI_DLC_MCP_REGION: 'cn-hangzhou' }) });
    expect((await session.client.listTools()).tools).toHaveLength(allTools.length);
    const answer = await session.call('list_workspaces');
    expect(errorOf(answer).kind).toBe('credentials');
    expect(answer.text).toContain('ALIBABA_CLOUD_ACCESS_KEY_ID');
    await session.close();
  });

  it.each([
    [['--stoppable', 'everything']],
    [['--simulator-speed', 'fast']],
    [['--tools', 'no_such_tool']],
    [['--read-only', '--toolsets', 'access']],
    [['--lock-scope']],
    [['--lock-scope', '--region', 'cn-hangzhou']],
    [['--lock-scope', '--workspace-id', '1']],
    [['--lock-scope', '--region', 'cn-nowhere', '--workspace-id', '1']],
    [['--lock-scope', '--region', 'cn-hangzhou', '--workspace-id', '1/2']],
    [['--region', 'cn-hangzou']],
    [['--simulate', '--region', 'cn-hangzou']],
    [['tools', '--region', 'cn-hangzou']],
    [['--endpoint', 'http://example.com']],
    [['--endpoint-dlc', 'http://127.0.0.1:1']],
    [['--endpoint-aiworkspace', 'https://a/b']],
    [['--endpoint-paistudio', 'http://127.0.0.1:1']],
    [['--no-such-option']],
  ])('refuses %j with exit code 2 and a word on stderr', async (args) => {
    const { code, out, err } = await runHere(args, { env: serverEnv(undefined) });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });

  it.each(['PAI_DLC_MCP_REGION', 'ALIBABA_CLOUD_REGION_ID'])(
    'refuses a region of %s that is not known',
    async (name) => {
      const { code, out, err } = await runHere([], { env: serverEnv(undefined, { [name]: 'cn-hangzou' }) });
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('Did you mean cn-hangzhou?');
    },
  );

  it('is what mcp.json starts', async () => {
    const { mcpServers } = JSON.parse(readFileSync(`${ROOT}mcp.json`, 'utf8'));
    const { command, args, env } = (
      mcpServers as Record<string, { command: string; args: string[]; env: Record<string, string> }>
    )['pai-dlc']!;
    const client = new Client({ name: 'host', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command,
        args,
        cwd: ROOT,
        env: { ...serverEnv(undefined), ...env },
        stderr: 'ignore',
      }),
    );
    const answer = await client.callTool({ name: 'list_workspaces', arguments: {} });
    expect(answer.isError ?? false).toBe(false);
    await client.close();
  });

  it('ends a call when the client cancels it, and goes on serving', async () => {
    // A cloud that accepts connections and never answers: only the cancellation can end the call.
    let arrived = 0;
    const silent = createServer(() => {
      arrived += 1;
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const session = await connect({
      env: serverEnv(undefined, {
        PAI_DLC_MCP_REGION: 'cn-hangzhou',
        PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${port}`,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'test-id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'test-secret',
      }),
    });
    const stop = new AbortController();
    const call = session.client.callTool({ name: 'list_workspaces', arguments: {} }, { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow();
    await until(() => arrived === 1);
    expect(session.stderr()).not.toContain('"outcome"');
    stop.abort('changed my mind');
    await rejected;
    await until(() => session.stderr().includes('"outcome":"cancelled"'));
    expect(arrived).toBe(1);
    expect((await session.client.listTools()).tools).toHaveLength(allTools.length);
    await session.close();
    silent.closeAllConnections();
    silent.close();
  });
});
