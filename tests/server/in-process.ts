import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Cloud } from '../../src/api/cloud.ts';
import { keyedDigest } from '../../src/domain/keyed-digest.ts';
import { createScaled } from '../../src/domain/scaled.ts';
import type { ToolCard } from '../../src/server/advertise.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { cardOf } from '../../src/server/card.ts';
import { createConfirmations } from '../../src/server/confirm.ts';
import { offersOf } from '../../src/server/offers.ts';
import { createReadCache } from '../../src/server/read-cache.ts';
import type { Runtime } from '../../src/server/runtime.ts';
import { createToolbox, type Toolbox } from '../../src/server/toolbox.ts';
import { memoryLedger } from '../../src/state/ledger.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { type Era, type Person, SHOWS_APPS } from '../e2e/session.ts';
import { validators } from '../e2e/validators.ts';
import { OPERATOR } from '../tools/read-fixtures.ts';

const silent = () => {};

/** A cloud that fails the test when it is reached. */
export const noCloud = (): Promise<Cloud> => {
  throw new Error('the cloud was asked for');
};

/** What the server needs of a process, with nothing behind it; `changes` replace members. */
export function fakeRuntime(changes: Partial<Runtime> = {}): Runtime {
  const confirmations = createConfirmations();
  return {
    cloud: noCloud,
    scope: { region: 'cn-hangzhou', workspaceId: undefined },
    reference: {
      regions: ['cn-beijing', 'cn-hangzhou'],
      tools: async () => allTools,
      tool: (name) => toolOf(allTools, name),
      program: undefined,
      operations: async () => (await import('../../src/api/operations.ts')).operations,
    },
    operator: OPERATOR,
    prices: async () => undefined,
    digest: async () => keyedDigest(new Uint8Array(32)),
    creates: memoryLedger(),
    confirmations: async () => confirmations,
    reads: createReadCache(),
    told: new Map(),
    scaled: createScaled(),
    audit: undefined,
    session: 'in-process',
    simulated: false,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    banner: undefined,
    answers: 'structured',
    offers: offersOf(allTools.map(({ name }) => name)),
    now: () => new Date('2026-03-05T04:05:18Z'),
    ...changes,
  };
}

async function toolOf(tools: readonly Tool[], name: string): Promise<Tool> {
  const found = tools.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`there is no tool ${name}`);
  return found;
}

/** The card of a tool, made once, as the program has it from its build. */
const cards = new WeakMap<Tool, ToolCard>();
function card(tool: Tool): ToolCard {
  const made = cards.get(tool) ?? cardOf(tool);
  cards.set(tool, made);
  return made;
}

/** The real server and the real client in one process, on the era that is asked for; `sent` is what the server wrote. Without a person the client can ask nobody. */
export async function inProcess(
  era: Era,
  tools: readonly Tool[],
  runtime: Runtime,
  person?: Person,
): Promise<Connected> {
  const cards = tools.map(card);
  const toolbox = createToolbox(
    { all: cards, withApps: cards },
    (name) => toolOf(tools, name),
    runtime.scope,
    runtime.operator,
    runtime.answers,
  );
  return connected(era, toolbox, runtime, person);
}

interface Connected {
  client: Client;
  sent: { method?: string }[];
  close: () => Promise<void>;
}

/** The same of tools and runtime that are put together already. */
export async function connected(era: Era, toolbox: Toolbox, runtime: Runtime, person?: Person): Promise<Connected> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const sent: { method?: string }[] = [];
  const send = ours.send.bind(ours);
  ours.send = (message, options) => {
    sent.push(message as { method?: string });
    return send(message, options);
  };
  const handle = serveStdio((connection) => buildServer(toolbox, runtime, connection.era), { transport: ours });
  const client = new Client(
    { name: 'in-process', version: '1.0.0' },
    {
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
      capabilities: { extensions: SHOWS_APPS, ...(person ? { elicitation: { form: {} } } : {}) },
      jsonSchemaValidator: validators,
    },
  );
  if (person) client.setRequestHandler('elicitation/create', async ({ params }) => person(params.message));
  await client.connect(theirs);
  return {
    client,
    sent,
    close: async () => {
      await client.close();
      await handle.close();
    },
  };
}
