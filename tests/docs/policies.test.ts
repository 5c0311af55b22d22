import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { runHere as run } from '../cli/run-here.ts';
import { frozenCloud, serverEnv } from '../e2e/session.ts';
import { blocksOf, read } from './markdown.ts';

const GUIDE = 'docs/guides/ram-policies.md';

interface Policy {
  Statement: { Effect: string; Action: string[] }[];
}

/** The policies of the guide by name, in the order of their spellings. */
const policies = new Map(
  blocksOf(GUIDE, read(GUIDE)).flatMap(({ marker, text }) => {
    const [, name] = /^generated: (\S+)$/.exec(marker ?? '') ?? [];
    return name === undefined
      ? []
      : [[name, (JSON.parse(text) as Policy).Statement.map(({ Action }) => Action)] as const];
  }),
);

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud();
});
afterAll(() => cloud.close());
afterEach(() => cloud.permissions.clear());

/** Ids of the checks that fail for a user with these actions, by `doctor`. */
async function failures(allow: readonly string[], args: readonly string[]): Promise<string[]> {
  cloud.permissions.set('dev-user', { allow: [...allow] });
  const { out } = await run(['doctor', '--json', ...args], { env: serverEnv(cloud) });
  const { checks } = JSON.parse(out) as { checks: { id: string; result: string }[] };
  expect(checks.some(({ id }) => id.startsWith('ram:'))).toBe(true);
  return checks.filter(({ result }) => result === 'failed').map(({ id }) => id);
}

describe(GUIDE, () => {
  const [official = [], other = []] = policies.get('read-only') ?? [];

  it('has policies with both spellings', () => {
    expect([...policies.keys()]).toEqual(expect.arrayContaining(['read-only', 'read-write']));
    for (const spellings of policies.values()) expect(spellings).toHaveLength(2);
  });

  it.each([
    ['official', official],
    ['other', other],
  ])('has a read-only policy with which doctor is content, in the %s spelling alone', async (_name, actions) => {
    expect(await failures(actions, ['--read-only'])).toEqual([]);
  });

  it('has a read-only policy that is not enough without one of its actions', async () => {
    const without = official.filter((action) => action !== 'paiimage:GetImage');
    expect(without).toHaveLength(official.length - 1);
    expect(await failures(without, ['--read-only'])).toEqual(['ram:paiimage:GetImage']);
  });

  it('has a read-only policy that lets nothing be changed and no access be handed out', () => {
    expect(official.filter((action) => /:(Create|Update|Stop|GetToken|GetWebTerminal)/.test(action))).toEqual([]);
  });

  it.each([...policies.keys()].filter((name) => name.startsWith('toolset-')))(
    'has a policy %s with which doctor is content',
    async (name) => {
      const toolset = name.replace('toolset-', '');
      expect(await failures(policies.get(name)?.[0] ?? [], ['--toolsets', toolset])).toEqual([]);
    },
  );
});
