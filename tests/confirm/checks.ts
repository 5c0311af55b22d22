import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { Channel } from '../../src/server/confirm/channel.ts';
import type { Call } from '../../src/server/confirm.ts';
import { mutations } from './mutations.ts';
import { asked, CHANNELS, type Create, call, passes, question } from './subject.ts';

/** What went through that must not, out of how many tries. */
export interface Outcome {
  tried: number;
  accepted: unknown[];
}

/** Texts that resemble the state of an open question; the question stays open under them and is answered once after. */
export async function forgeries(
  create: Create,
  channel: Channel,
  runs: number,
): Promise<Outcome & { genuine: number }> {
  const confirmations = create();
  const state = await asked(confirmations, channel);
  const other = await asked(confirmations, channel, {
    about: { tool: 'get_token', args: { input: { job_id: 'dlc2' } } },
  });
  const foreign = await asked(create(), channel);
  const accepted: string[] = [];
  const { numRuns: tried } = await fc.check(
    fc.asyncProperty(mutations(state, other, foreign), async (text) => {
      if (await passes(confirmations, channel, text)) accepted.push(text);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  const answers = [await passes(confirmations, channel, state), await passes(confirmations, channel, state)];
  return { tried, accepted, genuine: answers.filter(Boolean).length };
}

/** The same yes 64 times, at once and one after the other; one of them is right. */
export async function replays(create: Create, channel: Channel): Promise<Outcome> {
  const confirmations = create();
  const states = [await asked(confirmations, channel), await asked(confirmations, channel)];
  const counts = await Promise.all(
    states.map(async (state, atOnce) => {
      const tries = Array.from({ length: 64 }, () => () => passes(confirmations, channel, state));
      const results: boolean[] = [];
      if (atOnce) results.push(...(await Promise.all(tries.map((attempt) => attempt()))));
      else for (const attempt of tries) results.push(await attempt());
      return results.filter(Boolean).length;
    }),
  );
  return { tried: 128, accepted: counts.flatMap((count) => Array.from({ length: count - 1 }, () => 'replay')) };
}

const keys = ['job_id', 'pod_id', 'shared', 'command', '__proto__', ''];
const input = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
const calls = fc.record({
  tool: fc.constantFrom('stop_job', 'create_job', 'get_token', 'get_web_terminal'),
  input,
  region: fc.constantFrom('cn-hangzhou', 'cn-shanghai'),
  workspaceId: fc.constantFrom('1', '2', undefined),
});
type AnyCall = typeof calls extends fc.Arbitrary<infer T> ? T : never;
const asCall = ({ tool, ...args }: AnyCall): Call => ({ tool, args });
const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A call and one that differs from it in a single member, or a single argument. */
const neighbours = fc
  .tuple(calls, calls, fc.constantFrom('tool', 'region', 'workspaceId', 'input', ...keys))
  .map(([one, two, what]): [AnyCall, AnyCall] =>
    what in one
      ? [one, { ...one, [what]: two[what as keyof AnyCall] }]
      : [one, { ...one, input: { ...one.input, [what]: two.input[what] ?? 'another' } }],
  )
  .filter(([one, two]) => !isDeepStrictEqual(onTheWire(one), onTheWire(two)));

/** A yes to one call, sent back with a neighbour: another tool, target, argument or scope; or through the other channel. */
export async function misdirections(create: Create, runs: number): Promise<Outcome> {
  const confirmations = create();
  const accepted: unknown[] = [];
  const { numRuns: tried } = await fc.check(
    fc.asyncProperty(neighbours, fc.constantFrom(...CHANNELS), async ([one, two], channel) => {
      const other = channel === 'chat' ? 'elicitation' : 'chat';
      const about = asCall(one);
      const ask = () => asked(confirmations, channel, { about });
      if (await passes(confirmations, channel, await ask(), { about: asCall(two) })) accepted.push([one, two]);
      if (await passes(confirmations, other, await ask(), { about })) accepted.push([channel, other]);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return { tried, accepted };
}

/** A yes to what a person was shown, where something else would be shown now, or nothing. */
export async function outdated(create: Create): Promise<Outcome> {
  const confirmations = create();
  const changed = [
    { ...question, facts: { ...question.facts, shown: `${question.question.en} ` } },
    { ...question, facts: {} },
    { ...question, facts: { ...question.facts, pod_uid: 'other' } },
    undefined,
  ];
  const accepted: unknown[] = [];
  for (const channel of CHANNELS)
    for (const showing of changed)
      if (await passes(confirmations, channel, await asked(confirmations, channel), { about: call, showing }))
        accepted.push([channel, showing]);
  return { tried: CHANNELS.length * changed.length, accepted };
}

/** A yes that comes late by the server's own clock. */
export async function latecomers(create: Create): Promise<Outcome> {
  let now = 1_000_000;
  const confirmations = create(() => now);
  const accepted: unknown[] = [];
  const late = [300_000, 300_001, 3_600_000];
  for (const channel of CHANNELS)
    for (const ms of late) {
      const state = await asked(confirmations, channel);
      now += ms;
      if (await passes(confirmations, channel, state)) accepted.push([channel, ms]);
    }
  return { tried: CHANNELS.length * late.length, accepted };
}
