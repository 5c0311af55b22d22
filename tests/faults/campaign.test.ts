import { expect, it } from 'vitest';
import { MAIN } from '../e2e/harness.ts';
import { runCampaign } from './campaign.ts';
import { STAGES } from './effects.ts';
import { met, storyOf } from './report.ts';
import { KILL_POINTS, scenarioOf } from './scenario.ts';

/**
 * A part of the 500 that `npm run faults` runs: the first ones, which go through every stage and effect and begin to mix them, and
 * every SIGKILL of the first half.
 */
const SEEDS = Array.from({ length: 250 }, (_, seed) => seed).filter(
  (seed) => seed < 120 || scenarioOf(seed).kill !== undefined,
);

it('seeded faults over every stage of a create: no job twice, nothing misreported', async () => {
  const reports = await runCampaign({ seeds: SEEDS, main: MAIN, lanes: 4 });
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
