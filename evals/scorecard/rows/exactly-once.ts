import { serveInProcess } from '../../../tests/e2e/serve-in-process.ts';
import { runCampaign, violationsOf } from '../../../tests/faults/campaign.ts';
import { scenarioOf } from '../../../tests/faults/scenario.ts';
import { many, type Row, startedMain } from '../row.ts';

/** In a short run, seeds whose answers get lost: what is worth most where there is little. */
function seedsOf(count: number, first: number, pick: boolean): number[] {
  const seeds: number[] = [];
  for (let seed = first; seeds.length < count; seed++)
    if (!pick || scenarioOf(seed).hits.some((hit) => /after the commit: (reset|cut)/.test(hit))) seeds.push(seed);
  return seeds;
}

export const exactlyOnce: Row = {
  name: 'exactly-once',
  tries:
    'creates under lost requests, lost answers, late commits, lagging lists, two servers and SIGKILLs: never two jobs, never a false report',
  goal: '0 duplicates, 0 misreported',
  beyond: 'two machines, which share no state file; between them stands only the look for a live twin',
  async run(ask) {
    const count = many(ask, 6, 2000);
    const seeds = seedsOf(count, ask.short ? 0 : ask.seed - 1, ask.short);
    // In a short run of the sound server, those that are not killed run in this process.
    const servers = { main: ask.main, ...(startedMain(ask) === undefined ? { serve: serveInProcess } : {}) };
    const reports = await runCampaign({ seeds, ...servers, lanes: ask.short ? 3 : 12 });
    const missed = (['duplicate', 'misreported'] as const).flatMap((kind) =>
      violationsOf(reports, kind).map(
        ({ scenario, violations }) => `seed ${scenario.seed}: ${kind}: ${violations[0]?.what}`,
      ),
    );
    return { tried: reports.length, missed, detail: `${reports.filter(({ killed }) => killed).length} SIGKILLs` };
  },
  broken: {
    file: 'src/tools/kit/create/create.ts',
    find: "  'refused',\n]);",
    replace: "  'refused', 'unknown_outcome',\n]);",
  },
};
