import { createHash } from 'node:crypto';
import { createRequestStateCodec, type ServerContext } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOpenStates, MOST_OPEN } from '../../src/server/confirm/seal.ts';
import { type Confirmations, createConfirmations } from '../../src/server/confirm.ts';
import { forgeries, latecomers, misdirections, outdated, replays } from './checks.ts';
import { spellings } from './mutations.ts';
import { asked, CHANNELS, call, passes, question } from './subject.ts';

afterEach(() => vi.useRealTimers());

describe.each(CHANNELS)('an answer through %s', (channel) => {
  it('counts once, for the call and the question it was given to, whatever the order of the arguments', async () => {
    const confirmations = createConfirmations();
    const args = { region: 'cn-hangzhou', input: { job_id: 'dlc1' } };
    const state = await asked(confirmations, channel);
    expect(await passes(confirmations, channel, state, { about: { ...call, args } })).toBe(true);
    expect(await passes(confirmations, channel, state)).toBe(false);
  });

  it('stands for a question whose digests nobody can try values against, nor compare with those of another', async () => {
    const { ask } = createConfirmations();
    const read = async () => {
      const [, body = ''] = (await asked({ ask } as Confirmations, channel)).split('.');
      return JSON.parse(Buffer.from(body, 'base64url').toString()).p as { nonce: string; call: string; facts: string };
    };
    const [first, second] = [await read(), await read()];
    const tries = [question.facts, { facts: question.facts }, { facts: question.facts, nonce: first.nonce }];
    const plain = tries.map((each) => createHash('sha256').update(JSON.stringify(each)).digest('base64url'));
    expect(plain).not.toContain(first.facts);
    expect(first.facts).not.toBe(second.facts);
    expect(first.call).not.toBe(second.call);
  });

  it('is not accepted in 10,000 forged spellings, none of which closes the question', { tags: 'sweep' }, async () => {
    expect(await forgeries(createConfirmations, channel, 10_000)).toEqual({ tried: 10_000, accepted: [], genuine: 1 });
  });

  it('counts only in the spelling it was issued in, although its signature has others', async () => {
    const codec = createRequestStateCodec({ key: new Uint8Array(32) });
    const sealed = await codec.mint({ a: 1 });
    for (const text of spellings(sealed)) expect(await codec.verify(text, {} as ServerContext)).toEqual({ a: 1 });

    const confirmations = createConfirmations();
    const state = await asked(confirmations, channel);
    expect(spellings(state).length).toBeGreaterThanOrEqual(7);
    for (const text of spellings(state)) expect(await passes(confirmations, channel, text)).toBe(false);
    expect(await passes(confirmations, channel, state)).toBe(true);
  });

  it('counts once of 64 at once, and of 64 in a row', async () => {
    expect(await replays(createConfirmations, channel)).toEqual({ tried: 128, accepted: [] });
  });

  it('counts until 5 minutes have passed, by a clock that does not go back', async () => {
    let now = 0;
    const confirmations = createConfirmations(() => now);
    const state = await asked(confirmations, channel);
    now = 299_999;
    expect(await passes(confirmations, channel, state)).toBe(true);
  });

  it.each([
    ['back', -86_400_000, true],
    ['ahead by what a machine slept', 301_000 + 1000, false],
  ])('when the time of day is set %s', async (_what, ms, counts) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let now = 0;
    const confirmations = createConfirmations(() => now);
    const [first, second] = [await asked(confirmations, channel), await asked(confirmations, channel)];
    vi.setSystemTime(Date.now() + ms);
    expect(await passes(confirmations, channel, first)).toBe(counts);
    now = 300_000;
    expect(await passes(confirmations, channel, second)).toBe(false);
  });

  it('counts in the process that asked, and in no other', async () => {
    const [one, other] = [createConfirmations(), createConfirmations()];
    const state = await asked(one, channel);
    expect(await passes(other, channel, state)).toBe(false);
    expect(await passes(one, channel, state)).toBe(true);
  });
});

describe('an answer', () => {
  it('is not accepted in 2,000 other calls or channels', { tags: 'sweep' }, async () => {
    expect(await misdirections(createConfirmations, 2000)).toEqual({ tried: 2000, accepted: [] });
  });

  it('is not accepted once what was shown has changed', async () => {
    expect(await outdated(createConfirmations)).toEqual({ tried: 8, accepted: [] });
  });

  it('is not accepted late', async () => {
    expect(await latecomers(createConfirmations)).toEqual({ tried: 6, accepted: [] });
  });

  it('to one of many open questions counts, but not to one forgotten for them', async () => {
    const confirmations = createConfirmations();
    const first = await asked(confirmations, 'chat');
    const second = await asked(confirmations, 'chat');
    for (let more = 0; more < MOST_OPEN - 1; more++) await confirmations.ask('elicitation', call, question);
    expect(await passes(confirmations, 'chat', first)).toBe(false);
    expect(await passes(confirmations, 'chat', second)).toBe(true);
  });
});

describe('the open questions', () => {
  it('stay few, however many are asked', () => {
    let now = 0;
    const open = createOpenStates(() => now);
    for (let index = 0; index < 1_000_000; index++) {
      now += 0.01;
      open.add(`state ${index}`);
    }
    expect(open.size()).toBe(MOST_OPEN);
    expect(open.burn('state 0')).toBe(undefined);
    expect(open.burn('state 999999')).toBe(0);
    now += 600_000;
    open.add('the next one');
    expect(open.size()).toBe(1);
  });
});
