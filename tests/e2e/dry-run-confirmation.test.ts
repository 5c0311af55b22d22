import { Client, type InputRequiredResult, isInputRequiredResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type Answer, errorOf, frozenCloud, MAIN, serverEnv, unpack } from './harness.ts';
import { jobArguments } from './world.ts';

/** A client that hands questions back instead of answering them, so that a test can answer at the wrong place. */
let client: Client;
let cloud: Simulator;
let job: Record<string, unknown>;

const accepted = { confirm: { action: 'accept', content: { confirm: true } } };
const creates = (): number => cloud.requests().filter((entry) => entry.action === 'CreateJob').length;

async function create(
  args: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Promise<Answer | InputRequiredResult> {
  const params = { name: 'create_job', arguments: { ...job, ...args }, ...more };
  const value = await client.request({ method: 'tools/call', params }, { allowInputRequired: true });
  return isInputRequiredResult(value) ? value : unpack(value as Parameters<typeof unpack>[0]);
}
async function answer(args: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<Answer> {
  const value = await create(args, more);
  if ('resultType' in value) throw new Error('it asked');
  return value;
}
async function stateOf(args: Record<string, unknown>): Promise<string> {
  const value = await create(args);
  if (!('resultType' in value)) throw new Error(`it did not ask: ${value.text}`);
  return String(value.requestState);
}

beforeAll(async () => {
  cloud = await frozenCloud();
  client = new Client(
    { name: 'dry', version: '1' },
    {
      capabilities: { elicitation: { form: {} } },
      versionNegotiation: { mode: { pin: '2026-07-28' } },
      inputRequired: { autoFulfill: false },
    },
  );
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [MAIN], env: serverEnv(cloud), stderr: 'ignore' }),
  );
  const { world } = cloud;
  job = jobArguments({
    workspace_id: world.defaultWorkspaceId,
    image: world.images[0]?.ImageUri ?? '',
    ecs_spec: 'ecs.g6.large',
    dataset_id: '',
    code_source_id: '',
  });
});
afterAll(async () => {
  await client.close();
  await cloud.close();
});
beforeEach(() => cloud.clearRequests());

describe('a dry run and confirmations', () => {
  it('asks nothing and hands out no state that could be answered', async () => {
    const { data, isError } = await answer({ dry_run: true });
    expect(isError).toBe(false);
    expect(data.verdict).toBe('would_ask');
    expect(JSON.stringify(data)).not.toContain('requestState');
  });

  it('does not answer for the create after it', async () => {
    await answer({ dry_run: true }, { inputResponses: accepted });
    expect('resultType' in (await create({}, { inputResponses: accepted }))).toBe(true);
    expect(creates()).toBe(0);
  });

  it('stays a dry run with the yes that was given for a create, and burns it', async () => {
    const requestState = await stateOf({});
    const dry = await answer({ dry_run: true }, { inputResponses: accepted, requestState });
    expect(dry.data.verdict).toBe('would_ask');
    expect(creates()).toBe(0);
    const late = await answer({}, { inputResponses: accepted, requestState });
    expect(errorOf(late).kind).toBe('refused');
    expect(creates()).toBe(0);
  });

  it('leaves no way from one spelling of the arguments to another', async () => {
    const requestState = await stateOf({});
    const other = await answer({ dry_run: false }, { inputResponses: accepted, requestState });
    expect(errorOf(other).kind).toBe('refused');
    expect(creates()).toBe(0);
  });

  it('does not stand in the way of a create that is confirmed', async () => {
    const requestState = await stateOf({});
    const created = await answer({}, { inputResponses: accepted, requestState });
    expect(created.isError, created.text).toBe(false);
    expect(creates()).toBe(1);
  });
});
