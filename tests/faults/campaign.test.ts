import { beforeAll, describe, expect, it } from 'vitest';
import { type Breakage, brokenBuild } from '../broken/build.ts';
import { type Campaign, coverage, runCampaign } from './campaign.ts';
import { KILLS, STAGES } from './scenario.ts';

const SEEDS = 500;
const LANES = 14;
const MINUTES = 60_000;

const seeds = (count: number, from = 1): number[] => Array.from({ length: count }, (_, index) => from + index);

describe(`R29 exactly-once create under ${SEEDS} seeded faults`, () => {
  let campaign: Campaign;
  beforeAll(async () => {
    campaign = await runCampaign(seeds(SEEDS), { lanes: LANES });
  }, 4 * MINUTES);

  it('never makes two jobs', () => expect(campaign.duplicates).toEqual([]));
  it('never says what is not so', () => expect(campaign.misreported).toEqual([]));

  it('has met every stage, every kill and every kind of end', () => {
    const { stages, kills, outcomes } = coverage(campaign.results);
    for (const stage of STAGES) expect(stages[stage], stage).toBeGreaterThan(0);
    for (const kill of KILLS) expect(kills[kill], kill).toBeGreaterThan(0);
    for (const outcome of ['created', 'killed', 'unknown_outcome', 'throttled', 'unavailable', 'refused'])
      expect(outcomes[outcome], outcome).toBeGreaterThan(0);
  });
});

/** Servers that lack what the campaign looks for, and how many seeds it takes to see it. */
const BROKEN: [what: string, breakage: Breakage, sees: (campaign: Campaign) => unknown[]][] = [
  [
    'two jobs, where an unknown outcome is taken for none',
    {
      file: 'src/tools/shared/create-once/create.ts',
      find: "  'throttled',\n",
      replace: "  'throttled', 'unknown_outcome',\n",
    },
    ({ duplicates }) => duplicates,
  ],
  [
    'a false report, where a lost answer is taken for a failure',
    {
      file: 'src/cloud/errors.ts',
      find: "operation.effect === 'write' && !isDefinite(verdict, upstream)",
      replace: 'false as boolean',
    },
    ({ misreported }) => misreported,
  ],
];

describe('the campaign', () => {
  it.each(BROKEN)(
    'sees %s',
    async (_what, breakage, sees) => {
      const main = await brokenBuild(breakage);
      expect(sees(await runCampaign(seeds(40), { lanes: 8, main })).length).toBeGreaterThan(0);
    },
    2 * MINUTES,
  );
});
