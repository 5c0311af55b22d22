import { Client } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from 'sdk-v1/client/index.js';
import { ElicitRequestSchema } from 'sdk-v1/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenServer } from '../broken/server.ts';
import { clientEnd } from '../e2e/in-process.ts';
import { writes } from '../e2e/rules/bench.ts';
import { type Serve, serveInProcess } from '../e2e/serve-in-process.ts';
import { errorOf, frozenCloud, unpack } from '../e2e/session.ts';
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

/** The SDK's own clients, which fill the defaults of a form in where their capabilities say so. */
const CLIENTS: Readonly<
  Record<string, (capabilities: Capabilities) => Pick<Client, 'connect' | 'callTool' | 'close'>>
> = {
  'the client of the 2025 revisions': (capabilities) => newest('legacy', capabilities),
  'the client of 2026-07-28': (capabilities) => newest('modern', capabilities),
  'the v1 client'(capabilities) {
    const client = new ClientV1({ name: 'host', version: '1' }, { capabilities });
    client.setRequestHandler(ElicitRequestSchema, () => ({ ...ACCEPTS, content: {} }));
    return client as unknown as Client;
  },
};

function newest(era: 'legacy' | 'modern', capabilities: Capabilities): Client {
  const mode = era === 'modern' ? { pin: '2026-07-28' as const } : 'legacy';
  const client = new Client({ name: 'host', version: '1' }, { capabilities, versionNegotiation: { mode } });
  client.setRequestHandler('elicitation/create', () => ({ ...ACCEPTS, content: {} }));
  return client;
}

/** Stops a job through a client whose server runs in this process; the kind of the error. */
async function stopBy(client: ReturnType<(typeof CLIENTS)[string]>, job_id: string, serve: Serve = serveInProcess) {
  const server = serve({ env: envOf(ground) });
  await client.connect(clientEnd(server));
  const result = await client.callTool({ name: 'stop_job', arguments: { job_id } });
  await client.close();
  await server.close();
  return errorOf(unpack(result)).kind;
}

describe.each(Object.entries(CLIENTS))('an Accept that nobody pressed, through %s', (_name, clientWith) => {
  it.each([
    ['as it is', PLAIN],
    ['with the defaults filled in', FILLS],
  ])('stops nothing %s', async (_how, capabilities) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    expect(await stopBy(clientWith(capabilities), jobId)).toBe('declined');
    expect(writes(ground.cloud)).toEqual([]);
  });

  it('would stop one, if the box were ticked for a client that fills in defaults', async () => {
    const find = 'form?.applyDefaults !== true';
    const file = 'src/server/confirm/channel.ts';
    const serve = await brokenServer({ file, find, replace: 'form !== undefined' });
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    expect(await stopBy(clientWith(FILLS), jobId, serve)).toBe(undefined);
    expect(writes(ground.cloud).map((entry) => entry.action)).toEqual(['StopJob']);
  });
});
