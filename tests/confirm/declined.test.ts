import type { ServerContext } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import type { FaultDetails } from '../../src/domain/fault.ts';
import { formAnswer, formResult } from '../../src/server/confirm/elicit.ts';
import { createConfirmations } from '../../src/server/confirm.ts';
import { asked, question, YES } from './subject.ts';

/** What a client sends back that is no yes, and what it then is said to have done. */
const NO: readonly (readonly [answer: unknown, did: string])[] = [
  [{ confirm: { action: 'decline' } }, 'declined the question'],
  [{ confirm: { action: 'cancel' } }, 'cancelled the question'],
  [{ confirm: { action: 'accept', content: { confirm: false } } }, 'accepted the question with its box not ticked'],
  [{ confirm: { action: 'accept', content: {} } }, 'accepted the question without its box'],
  [{ confirm: { action: 'accept' } }, 'accepted the question without its box'],
  [{}, 'sent nothing that answers the question'],
  [undefined, 'sent nothing that answers the question'],
];

/** The fault of an answer that comes so many milliseconds after its question. */
async function told(inputResponses: unknown, ms: number): Promise<FaultDetails> {
  let now = 0;
  const confirmations = createConfirmations(() => now);
  const state = await asked(confirmations, 'elicitation');
  now = ms;
  const ctx = { mcpReq: { requestState: () => state, inputResponses } } as unknown as ServerContext;
  const answer = await confirmations.redeem(ctx, undefined);
  if (answer === undefined || !('fault' in answer)) throw new Error('it counts as a yes');
  return answer.fault.details;
}

describe.each(NO)('an answer that is no yes: %j', (answer, did) => {
  it.each([
    [100, '0.1 s', true],
    [1900, '1.9 s', true],
    [24_000, '24 s', false],
    [299_000, '4 min 59 s', false],
    [400_000, '6 min 40 s', false],
  ])('after %d ms is told as what the client did, and when', async (ms, words, fast) => {
    const { kind, message, fix } = await told(answer, ms);
    expect(kind).toBe('declined');
    expect(message).toContain(`The client ${did}`);
    expect(message).toContain(`after ${words}. Nothing was done.`);
    expect(message.includes('some clients answer so without showing it to anybody')).toBe(fast);
    expect(message).not.toMatch(/person (?:did|said|declined)|user (?:did|said|declined)/i);
    expect(fix).toContain('--confirm chat');
    expect(fix.includes('A yes needs the box ticked.')).toBe(/box/.test(did));
  });
});

describe('a yes', () => {
  it('is an accepted form whose own box is true, and nothing that resembles it', () => {
    expect(formAnswer(YES)).toBe('yes');
    const inherited = Object.create(YES);
    const copied: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(JSON.parse(`{"__proto__": ${JSON.stringify(YES)}}`))) copied[key] = value;
    for (const answer of [
      inherited,
      copied,
      { confirm: Object.create(YES.confirm) },
      { confirm: { action: 'accept', content: Object.create({ confirm: true }) } },
      { confirm: { action: 'accept', content: Object.assign([], { confirm: true }) } },
      Object.assign([], YES),
      { confirm: Object.assign([], YES.confirm) },
      { confirm: JSON.stringify(YES.confirm) },
      JSON.stringify(YES),
      'yes',
      true,
      null,
      () => YES,
      Object.assign(() => true, YES),
      { confirm: { action: ['accept'], content: { confirm: true } } },
      { confirm: { action: 'accept', content: { confirm: [true] } } },
      { confirm: { action: 'accept', content: { confirm: 'true' } } },
    ])
      expect(formAnswer(answer)).not.toBe('yes');
  });

  it('is one gesture where the box is ticked already', () => {
    for (const ticked of [true, false]) {
      const { inputRequests } = formResult(question, 'en', 'state', ticked);
      expect(inputRequests?.confirm?.params).toMatchObject({
        requestedSchema: { properties: { confirm: { type: 'boolean', default: ticked } }, required: ['confirm'] },
      });
    }
  });
});
