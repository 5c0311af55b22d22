import { expect, it } from 'vitest';
import { MAIN } from '../e2e/harness.ts';
import { serveInProcess } from '../e2e/serve-in-process.ts';
import { runCampaign } from './campaign.ts';
import { STAGES } from './effects.ts';
import { met, storyOf } from './report.ts';
import { KILL_POINTS, scenarioOf } from './scenario.ts';

/** Seeds that go through every stage, effect and SIGKILL once. */
const ONE_ROUND = 141;
/** A part of the 500 that `npm run faults` runs: of one round, the first of each kind. What is mixed by chance is a kind of its own. */
const SEEDS = [
  ...new Map(
    Array.from({ length: ONE_ROUND }, (_, at) => ONE_ROUND - 1 - at).map((seed) => {
      const { hits, kill } = scenarioOf(seed);
      return [`${hits} ${kill}`, seed];
    }),
  ).values(),
].sort((a, b) => a - b);

it('seeded faults over every stage of a create: no job twice, nothing misreported', async () => {
  const reports = await runCampaign({ seeds: SEEDS, main: MAIN, serve: serveInProcess, lanes: 6 });
  expect(reports.map(({ scenario }) => scenario.seed)).toEqual(SEEDS);
  expect(reports.filter(({ violations }) => violations.length > 0).map((report) => storyOf(report))).toEqual([]);

  // What was to happen did happen: a campaign whose faults miss proves nothing.
  const happened = new Set(reports.flatMap(met));
  const pairs = Object.entries(STAGES).flatMap(([stage, { effects }]) =>
    effects.map((effect) => `${stage}: ${effect}`),
  );
  for (const name of [...pairs, ...KILL_POINTS.map((point) => `SIGKILL: ${point}`)]) expect(happened).toContain(name);
  const missed = reports.filter((report) => met(report).length === 0);
  expect(missed.map((report) => storyOf(report))).toEqual([]);
  const outcomes = new Set(reports.flatMap(({ told }) => told.map(({ outcome }) => outcome)));
  for (const outcome of ['job', 'unknown_outcome', 'unavailable', 'throttled', 'refused', 'invalid_input', 'died'])
    expect(outcomes).toContain(outcome);
}, 240_000);

it('a seed is always the same scenario', () => {
  expect(SEEDS.map(scenarioOf)).toEqual(SEEDS.map(scenarioOf));
  const different = new Set(SEEDS.map((seed) => JSON.stringify({ ...scenarioOf(seed), seed: 0, displayName: '' })));
  expect(different.size).toBeGreaterThan(SEEDS.length * 0.98);
});
