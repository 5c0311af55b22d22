import { expect, it } from 'vitest';
import { opinionOf, opinionOn } from '../../../src/cli/diagnose/opinion.ts';

const evidenceOf = async (...logs: string[]) => {
  const read = logs.map((text, rank) =>
    opinionOf(`rank${rank}.log`, { lines: [{ number: 1, text }], total: 1, bytes: 0 }, 0),
  );
  const { category, evidence } = opinionOn(await Promise.all(read), { events: [], exitCode: 143 });
  return { category, shown: evidence.map(({ from, text }) => `${from}: ${text}`) };
};

it('of several logs that name no cause, the one that ends with an error is shown', async () => {
  const odd = 'acme.LeafError: the twig is odd';
  expect(await evidenceOf('leaf server listens', odd)).toMatchObject({ category: 'unknown' });
  expect((await evidenceOf('leaf server listens', odd)).shown).toContain(`rank1.log: ${odd}`);
  expect((await evidenceOf('leaf server listens', 'twig is green')).shown).toContain('rank0.log: leaf server listens');
});
