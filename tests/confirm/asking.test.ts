import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FaultDetails } from '../../src/domain/fault.ts';
import { withLegacyForms } from '../../src/server/confirm/elicit.ts';
import { createOpenStates } from '../../src/server/confirm/seal.ts';
import { createConfirmations, NOBODY } from '../../src/server/confirm.ts';
import { asked, CHANNELS, call, passes, question, YES } from './subject.ts';

afterEach(() => vi.useRealTimers());

const faultOf = async (work: () => unknown): Promise<FaultDetails> => {
  try {
    await work();
  } catch (thrown) {
    return (thrown as { details: FaultDetails }).details;
  }
  throw new Error('no fault');
};
const request = (state: unknown, inputResponses?: unknown): ServerContext =>
  ({ mcpReq: { requestState: () => state, inputResponses } }) as unknown as ServerContext;

const AGAIN = {
  elicitation: 'Call the tool again without changes; the person is asked anew.',
  chat: 'Call the tool again without confirmation_token, and put the question it returns to the user.',
} as const;

describe('a question', () => {
  it('is a form with one box that is not ticked, and a state', async () => {
    const result = (await createConfirmations().ask('elicitation', call, question)) as InputRequiredResult;
    expect(result).toEqual({
      resultType: 'input_required',
      requestState: expect.stringMatching(/^v1\./),
      inputRequests: {
        confirm: {
          method: 'elicitation/create',
          params: {
            mode: 'form',
            message: question.question.en,
            requestedSchema: {
              type: 'object',
              properties: { confirm: { type: 'boolean', title: 'Yes, stop this job', default: false } },
              required: ['confirm'],
            },
          },
        },
      },
    });
    const ticked = await createConfirmations().ask('elicitation', call, question, { prefilled: true });
    expect(JSON.stringify(ticked)).toContain('"default":true');
  });

  it('is in the language of the operator, its box too', async () => {
    const said = { en: 'Stop a job?', zh: '停止任务？' };
    const both = { ...question, question: said, label: { en: 'Yes', zh: '是' } };
    const form = JSON.stringify(await createConfirmations().ask('elicitation', call, both, { language: 'zh' }));
    expect(form).toContain('"message":"停止任务？"');
    expect(form).toContain('"title":"是"');
    const fault = await faultOf(() => createConfirmations().ask('chat', call, both, { language: 'zh' }));
    expect(fault.confirmation?.question).toBe('停止任务？');
    expect(fault.fix).toContain('Put the question to the user');
  });

  it('is an error in the conversation, with the token that answers it and its end', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T00:00:00Z') });
    const fault = await faultOf(() => createConfirmations().ask('chat', call, question));
    expect(fault).toEqual({
      kind: 'confirmation_required',
      rule: 'R15',
      message: 'stop_job needs a yes from the user first. Nothing was done.',
      fix: 'Put the question to the user word for word and wait. Only after the user has said yes in this conversation, call stop_job again with the same arguments and confirmation_token. After a no, or without an answer, do not call it.',
      confirmation: {
        question: question.question.en,
        token: expect.stringMatching(/^v1\./),
        expiresAt: '2026-11-24T00:05:00.000Z',
      },
    });
  });

  it('that cannot be put names the setting, and the console where there is a page', async () => {
    const { ask } = createConfirmations();
    const fix =
      'Tell the user. Only the operator of this server can have it asked in the conversation: --confirm chat, or PAI_DLC_MCP_CONFIRM=chat in its environment. Do not try it another way.';
    expect(await faultOf(() => ask('impossible', call, question))).toEqual({
      kind: 'confirmation_unavailable',
      rule: 'R15',
      message:
        "stop_job needs a person's yes, and this client cannot ask one (it declares no form elicitation). Nothing was done.",
      fix,
    });
    const page = { ...question, console: 'https://console.example/dlc1' };
    expect((await faultOf(() => ask('impossible', call, page))).fix).toBe(
      `${fix} The user can do it themselves now: https://console.example/dlc1`,
    );
  });
});

describe.each(CHANNELS)('an answer through %s', (channel) => {
  const redeemed = async (now: () => number, at: number) => (await redeem(now, at)).yes;
  const redeem = async (now: () => number, at: number) => {
    let time = now();
    const confirmations = createConfirmations(() => time);
    const state = await asked(confirmations, channel);
    time = at;
    const ctx = channel === 'chat' ? request(undefined) : request(state, YES);
    return { yes: await confirmations.redeem(ctx, channel === 'chat' ? state : undefined), ...confirmations };
  };

  it('tells who answered and how', async () => {
    expect(await redeemed(() => 0, 1)).toEqual({
      by: { channel, action: 'yes' },
      sealed: { nonce: expect.stringMatching(/^[\w-]{22}$/), call: expect.any(String), facts: expect.any(String) },
    });
  });

  it('to no question that is open is refused', async () => {
    const { redeem } = createConfirmations();
    const ctx = channel === 'chat' ? request(undefined) : request('v1.x.y', YES);
    expect(await faultOf(() => redeem(ctx, channel === 'chat' ? 'v1.x.y' : undefined))).toEqual({
      kind: 'refused',
      message: 'The confirmation does not count: it answers no question that this server has open. Nothing was done.',
      fix: AGAIN[channel],
    });
  });

  it('that comes too late is refused as such', async () => {
    expect(await faultOf(() => redeemed(() => 0, 300_000))).toEqual({
      kind: 'refused',
      message: 'The confirmation does not count: it is older than 5 minutes. Nothing was done.',
      fix: AGAIN[channel],
    });
  });

  it('counts for the call and the facts it was given to, by the clock of the process', async () => {
    const confirmations = createConfirmations();
    const state = await asked(confirmations, channel);
    expect(await passes(confirmations, channel, state)).toBe(true);
  });

  it('is refused for another call or other facts, with the rule of the question', async () => {
    const { accept, yes } = await redeem(() => 0, 1);
    if (yes === undefined || 'fault' in yes) throw new Error('no yes');
    expect(await faultOf(() => accept(yes, { ...call, tool: 'get_token' }, question))).toEqual({
      kind: 'refused',
      rule: 'R15',
      message: 'The confirmation does not count: it was given for another call. Nothing was done.',
      fix: AGAIN[channel],
    });
    const changed = {
      kind: 'refused',
      message: 'The confirmation does not count: what the person was shown has changed since. Nothing was done.',
      fix: AGAIN[channel],
    };
    expect(await faultOf(() => accept(yes, call, { ...question, facts: { shown: 'other' } }))).toEqual({
      ...changed,
      rule: 'R15',
    });
    expect(await faultOf(() => accept(yes, call, undefined))).toEqual(changed);
    expect(await faultOf(() => accept(yes, { ...call, tool: 'get_token' }, undefined))).not.toHaveProperty('rule');
  });
});

it('a request without an answer has none, and nobody was asked', async () => {
  expect(await createConfirmations().redeem(request(undefined), undefined)).toBeUndefined();
  expect(NOBODY).toEqual({ channel: 'none', action: 'not asked' });
});

it('an answer that is no yes carries what the client did', async () => {
  let now = 0;
  const confirmations = createConfirmations(() => now);
  const state = await asked(confirmations, 'elicitation');
  now = 3000;
  expect(await confirmations.redeem(request(state, { confirm: { action: 'decline' } }), undefined)).toMatchObject({
    by: { channel: 'elicitation', action: 'decline' },
    fault: {
      details: { kind: 'declined', message: 'The client declined the question after 3.0 s. Nothing was done.' },
    },
  });
});

describe('the time an answer took', () => {
  it.each([
    [1999, '2.0 s', true],
    [2000, '2.0 s', false],
    [9940, '9.9 s', false],
    [10_000, '10 s', false],
  ])('of %d ms is told as %s; too fast for a person: %s', async (ms, words, fast) => {
    let now = 0;
    const confirmations = createConfirmations(() => now);
    const state = await asked(confirmations, 'elicitation');
    now = ms;
    const answer = await confirmations.redeem(request(state, { confirm: { action: 'cancel' } }), undefined);
    const { message, fix } = (answer as { fault: { details: FaultDetails } }).fault.details;
    expect(fix).toBe(
      'Tell the user what the client did, and ask what they want; do not repeat the call unless they ask for it. If they saw no question, the operator of this server can have it asked in the conversation: --confirm chat, or PAI_DLC_MCP_CONFIRM=chat in its environment.',
    );
    expect(message).toBe(
      `The client cancelled the question after ${words}. Nothing was done.${
        fast ? ' That is faster than a person reads it: some clients answer so without showing it to anybody.' : ''
      }`,
    );
  });
});

describe('the questions that are open', () => {
  it('are remembered for ten minutes, so that a late yes is told from a forged one', () => {
    let now = 0;
    const open = createOpenStates(() => now);
    open.add('a');
    now = 599_999;
    open.add('b');
    expect(open.size()).toBe(2);
    now = 600_000;
    open.add('c');
    expect(open.size()).toBe(2);
    expect([open.burn('a'), open.burn('b'), open.burn('b')]).toEqual([undefined, 1, undefined]);
  });

  it('make room for one more by forgetting the oldest', () => {
    const open = createOpenStates(() => 0, 2);
    for (const state of ['a', 'b', 'c']) open.add(state);
    expect(['a', 'b', 'c'].map((state) => open.burn(state))).toEqual([undefined, 0, 0]);
  });
});

describe('a question to a client of the 2025 revisions', () => {
  const DONE: CallToolResult = { content: [{ type: 'text', text: 'done' }] };
  const asking = async () => (await createConfirmations().ask('elicitation', call, question)) as InputRequiredResult;

  /** Runs a call that asks once; `answer` is what the client sends for the form. */
  async function exchange(answer: () => Promise<unknown>) {
    const first = await asking();
    const signal = new AbortController().signal;
    const sent: unknown[][] = [];
    const seen: { state: unknown; responses: unknown; session: unknown }[] = [];
    const mcpReq = {
      signal,
      requestState: () => undefined,
      send: (...args: unknown[]) => {
        sent.push(args);
        return answer();
      },
    };
    const ctx = { mcpReq, sessionId: 's' } as unknown as ServerContext;
    const result = await withLegacyForms(ctx, async (at) => {
      seen.push({
        state: at.mcpReq.requestState<unknown>(),
        responses: at.mcpReq.inputResponses,
        session: at.sessionId,
      });
      return seen.length === 1 ? first : DONE;
    });
    return { first, sent, seen, result, signal };
  }

  it('is a request of its own, whose answer comes back with the state in a second run', async () => {
    const { first, sent, seen, result, signal } = await exchange(async () => YES.confirm);
    expect(result).toBe(DONE);
    expect(sent).toEqual([
      [
        { method: 'elicitation/create', params: first.inputRequests?.confirm?.params },
        { timeout: 300_000, signal },
      ],
    ]);
    expect(seen).toEqual([
      { state: undefined, responses: undefined, session: 's' },
      { state: first.requestState, responses: YES, session: 's' },
    ]);
  });

  it('that fails comes back as one that nobody answered', async () => {
    const { first, seen } = await exchange(() => Promise.reject(new Error('timed out')));
    expect(seen[1]).toEqual({ state: first.requestState, responses: { confirm: undefined }, session: 's' });
  });

  it('is not put where nothing is asked', async () => {
    const ctx = { mcpReq: {} } as unknown as ServerContext;
    expect(await withLegacyForms(ctx, async () => DONE)).toBe(DONE);
  });
});
