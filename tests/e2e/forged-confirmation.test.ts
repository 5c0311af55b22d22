import type { InputRequiredResult } from '@modelcontextprotocol/client';
import { Client, isInputRequiredResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { mutations } from '../confirm/mutations.ts';
import { startWire } from '../confirm/wire.ts';
import { ERAS, errorOf, frozenCloud, MAIN, serverEnv, unpack } from './harness.ts';

let cloud: Simulator;
let client: Client;
let running: string[];

type Params = Record<string, unknown>;

/** One raw tools/call, with the question handed back instead of answered. */
async function raw(params: Params): Promise<ReturnType<typeof unpack> | InputRequiredResult> {
  const value = await client.request(
    { method: 'tools/call', params: params as { name: string } },
    { allowInputRequired: true },
  );
  return isInputRequiredResult(value) ? value : unpack(value as Parameters<typeof unpack>[0]);
}

const isQuestion = (value: object): value is InputRequiredResult => 'resultType' in value;
const stops = (): number => cloud.requests().filter((entry) => entry.action === 'StopJob').length;
const accepted = { confirm: { action: 'accept', content: { confirm: true } } };

async function ask(jobId: string): Promise<string> {
  const question = await raw({ name: 'stop_job', arguments: { job_id: jobId } });
  if (!isQuestion(question)) throw new Error(`no question: ${question.text}`);
  return String(question.requestState);
}

async function refused(params: Params): Promise<string> {
  const value = await raw(params);
  if (isQuestion(value)) return 'asked';
  return String(errorOf(value).kind);
}

beforeAll(async () => {
  cloud = await frozenCloud();
  client = new Client(
    { name: 'forger', version: '1' },
    {
      capabilities: { elicitation: { form: {} } },
      versionNegotiation: { mode: { pin: '2026-07-28' } },
      inputRequired: { autoFulfill: false },
    },
  );
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [MAIN], env: serverEnv(cloud), stderr: 'ignore' }),
  );
  const list = unpack(await client.callTool({ name: 'list_jobs', arguments: {} }));
  running = (list.data.jobs as { job_id: string; status: string }[])
    .filter((job) => ['Running', 'Queuing'].includes(job.status))
    .map((job) => job.job_id);
  expect(running.length).toBeGreaterThanOrEqual(2);
});
afterAll(async () => {
  await client.close();
  await cloud.close();
});
beforeEach(() => cloud.clearRequests());

describe('a confirmation that no person gave', () => {
  it('does not count without a state', async () => {
    expect(await refused({ name: 'stop_job', arguments: { job_id: running[0] }, inputResponses: accepted })).toBe(
      'asked',
    );
    expect(stops()).toBe(0);
  });

  it('does not count with a state that was tampered with, or is of another process', async () => {
    const stop = { name: 'stop_job', arguments: { job_id: running[0] } };
    const [state, other] = [await ask(running[0] as string), await ask(running[1] as string)];
    const stranger = await startWire({ era: 'modern', env: serverEnv(cloud) });
    const { state: foreign = '' } = await stranger.ask(stop);
    await stranger.close();
    const forged = [foreign, ...fc.sample(mutations(state, other, foreign), 300)];
    const kinds: string[] = [];
    for (const requestState of forged) kinds.push(await refused({ ...stop, inputResponses: accepted, requestState }));
    expect(new Set(kinds)).toEqual(new Set(['refused']));
    expect(stops()).toBe(0);
  });

  it('is refused with a state that is no open question, whatever the answer says', async () => {
    const stop = { name: 'stop_job', arguments: { job_id: running[0] } };
    const state = await ask(running[0] as string);
    const used = await ask(running[0] as string);
    const no = { confirm: { action: 'decline' } };
    expect(await refused({ ...stop, inputResponses: no, requestState: used })).toBe('declined');
    for (const requestState of [`${state.slice(0, -2)}xx`, 'v1.e30.AAAA', '', used])
      for (const inputResponses of [
        no,
        { confirm: { action: 'cancel' } },
        { confirm: { action: 'accept', content: { confirm: false } } },
        { confirm: { action: 'accept', content: {} } },
        {},
        undefined,
      ])
        expect(await refused({ ...stop, inputResponses, requestState })).toBe('refused');
    expect(stops()).toBe(0);
  });

  it('does not count for another job', async () => {
    const requestState = await ask(running[0] as string);
    const kind = await refused({
      name: 'stop_job',
      arguments: { job_id: running[1] },
      inputResponses: accepted,
      requestState,
    });
    expect(kind).toBe('refused');
    expect(stops()).toBe(0);
  });

  it('does not count for another tool', async () => {
    const requestState = await ask(running[0] as string);
    const kind = await refused({
      name: 'get_token',
      arguments: { job_id: running[0], expire_seconds: 900 },
      inputResponses: accepted,
      requestState,
    });
    expect(kind).toBe('refused');
    expect(cloud.requests().filter((entry) => entry.action === 'GetToken')).toEqual([]);
  });

  it('does not count for a tool that asks nothing, and that tool then does nothing', async () => {
    const requestState = await ask(running[0] as string);
    const args = { job_id: running[0], description: 'forged' };
    const updates = (): number => cloud.requests().filter((entry) => entry.action === 'UpdateJob').length;
    expect(await refused({ name: 'update_job', arguments: args, inputResponses: accepted, requestState })).toBe(
      'refused',
    );
    expect(updates()).toBe(0);
    expect(await refused({ name: 'update_job', arguments: args })).toBe('undefined');
    expect(updates()).toBe(1);
  });

  it('counts once, even when it is replayed 64 times at once', async () => {
    const requestState = await ask(running[0] as string);
    const params = { name: 'stop_job', arguments: { job_id: running[0] }, inputResponses: accepted, requestState };
    const kinds = await Promise.all(Array.from({ length: 64 }, () => refused(params)));
    expect(stops()).toBe(1);
    expect(kinds.filter((kind) => kind === 'undefined')).toHaveLength(1);
  });
});

describe.each(ERAS)('a token that nobody was given, on the %s era', (era) => {
  it('does not count in 300 forged spellings', async () => {
    const wire = await startWire({ era, env: serverEnv(cloud), forms: false, args: ['--confirm', 'chat'] });
    const token = (args: Params) => ({
      name: 'get_token',
      arguments: { job_id: running[1], expire_seconds: 900, ...args },
    });
    const ask = async (args: Params) => String(errorOf(await wire.call(token(args))).confirmation_token);
    const [genuine, other] = [await ask({}), await ask({ expire_seconds: 60 })];
    const handed = (): number => cloud.requests().filter((entry) => entry.action === 'GetToken').length;
    const answers = await Promise.all(
      fc
        .sample(mutations(genuine, other, 'v1.e30.AAAA'), 300)
        .map((confirmation_token) => wire.call(token({ confirmation_token }))),
    );
    // One that is too long to be a token is refused by the schema; an empty one is none, so the question comes again.
    for (const answer of answers)
      expect(['refused', 'invalid_input', 'confirmation_required']).toContain(errorOf(answer).kind);
    expect(handed()).toBe(0);
    expect((await wire.call(token({ confirmation_token: genuine }))).isError).toBe(false);
    expect(handed()).toBe(1);
    await wire.close();
  });
});
