import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from 'sdk-v1/client/index.js';
import { StdioClientTransport as StdioV1 } from 'sdk-v1/client/stdio.js';
import { ElicitRequestSchema } from 'sdk-v1/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenBuild } from '../broken/build.ts';
import { errorOf, frozenCloud, MAIN, unpack } from '../e2e/harness.ts';
import { writes } from '../e2e/rules/bench.ts';
import { envOf, type Ground, prepare } from './wire-checks.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await prepare(await frozenCloud());
});
afterAll(async () => {
  await ground.close();
  await ground.cloud.close();
});

/** A host that accepts every form at once and sends nothing along, as some do where they can ask nobody. */
const ACCEPTS = { action: 'accept' as const, content: {} };
const FILLS = { elicitation: { form: { applyDefaults: true } } };
const PLAIN = { elicitation: { form: {} } };

type Capabilities = typeof FILLS | typeof PLAIN;

/** Stops a job through the SDK's own client, which fills the defaults of a form in where its capabilities say so. */
const CLIENTS: Readonly<
  Record<string, (main: string, capabilities: Capabilities, job_id: string) => Promise<unknown>>
> = {
  'the client of the 2025 revisions': (main, capabilities, job_id) => stopWith('legacy', main, capabilities, job_id),
  'the client of 2026-07-28': (main, capabilities, job_id) => stopWith('modern', main, capabilities, job_id),
  async 'the v1 client'(main, capabilities, job_id) {
    const client = new ClientV1({ name: 'host', version: '1' }, { capabilities });
    client.setRequestHandler(ElicitRequestSchema, () => ({ ...ACCEPTS, content: {} }));
    await client.connect(
      new StdioV1({ command: process.execPath, args: [main], env: envOf(ground), stderr: 'ignore' }),
    );
    const result = await client.callTool({ name: 'stop_job', arguments: { job_id } });
    await client.close();
    return errorOf(unpack(result as Parameters<typeof unpack>[0])).kind;
  },
};

async function stopWith(era: 'legacy' | 'modern', main: string, capabilities: Capabilities, job_id: string) {
  const mode = era === 'modern' ? { pin: '2026-07-28' as const } : 'legacy';
  const client = new Client({ name: 'host', version: '1' }, { capabilities, versionNegotiation: { mode } });
  client.setRequestHandler('elicitation/create', () => ({ ...ACCEPTS, content: {} }));
  const server = { command: process.execPath, args: [main], env: envOf(ground), stderr: 'ignore' as const };
  await client.connect(new StdioClientTransport(server));
  const result = await client.callTool({ name: 'stop_job', arguments: { job_id } });
  await client.close();
  return errorOf(unpack(result)).kind;
}

describe.each(Object.keys(CLIENTS))('an Accept that nobody pressed, through %s', (name) => {
  const stop = CLIENTS[name] as (typeof CLIENTS)[string];

  it.each([
    ['as it is', PLAIN],
    ['with the defaults filled in', FILLS],
  ])('stops nothing %s', async (_how, capabilities) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    expect(await stop(MAIN, capabilities, jobId)).toBe('declined');
    expect(writes(ground.cloud)).toEqual([]);
  });

  it('would stop one, if the box were ticked for a client that fills in defaults', async () => {
    const find = 'form?.applyDefaults !== true';
    const main = await brokenBuild({ file: 'src/server/confirm/channel.ts', find, replace: 'form !== undefined' });
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    expect(await stop(main, FILLS, jobId)).toBe(undefined);
    expect(writes(ground.cloud).map((entry) => entry.action)).toEqual(['StopJob']);
  });
});
