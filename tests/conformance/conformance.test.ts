import { expect, it } from 'vitest';
import { brokenBuild } from '../broken/build.ts';
import { NEWEST, NONE, surprises } from './verdict.ts';

// The other revisions take longer: npm run test:conformance.

it('the published suite finds for 2026-07-28 what it is known to find, and nothing else', async () => {
  expect(await surprises(NEWEST)).toEqual(NONE);
});

it('and more in a server that is broken', async () => {
  const find = "if (typeof requested === 'string' && !MODERN_REVISIONS.includes(requested))";
  const main = await brokenBuild({ file: 'src/server/stdio/frames.ts', find, replace: "if (requested === 'never')" });
  const { failed, passed } = await surprises(NEWEST, main);
  expect(Object.keys(failed)).toContainEqual(expect.stringMatching(/^server-stateless\/.*version/));
  expect(passed).toEqual([]);
});
