import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, frozenCloud, serverEnv } from '../e2e/harness.ts';
import { discover } from '../e2e/world.ts';
import { openLane, type Result } from './lane.ts';
import { KILLS, STAGES, scenarioOf } from './scenario.ts';

export interface Campaign {
  results: Result[];
  /** Seeds that ended with more than one job. */
  duplicates: number[];
  /** Seeds of which an answer was not true, with what was wrong. */
  misreported: { seed: number; what: string[] }[];
}

/**
 * Runs the scenarios of seeds against real server processes.
 * @param options.lanes how many run at the same time
 * @param options.main the server; left out, the one of `dist/`
 */
export async function runCampaign(
  seeds: readonly number[],
  options: { lanes: number; main?: string },
): Promise<Campaign> {
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-faults-'));
  const world = await frozenCloud();
  const scout = await connect({ env: serverEnv(world) });
  const finds = await discover(scout);
  await scout.close();
  await world.close();

  const waiting = [...seeds];
  const results: Result[] = [];
  const work = async (): Promise<void> => {
    const lane = await openLane(folder, finds, options.main);
    try {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
        results.push(await lane.run(scenarioOf(seed)));
    } finally {
      await lane.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.lanes, seeds.length) }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  results.sort((a, b) => a.seed - b.seed);
  return {
    results,
    duplicates: results.flatMap(({ seed, jobs }) => (jobs > 1 ? [seed] : [])),
    misreported: results.flatMap(({ seed, misreported: what }) => (what.length > 0 ? [{ seed, what }] : [])),
  };
}

/** How often each stage was struck and each kind of kill happened, and how the first calls ended. */
export function coverage(results: readonly Result[]) {
  const count = <T extends string>(names: readonly T[], has: (result: Result, name: T) => boolean) =>
    Object.fromEntries(names.map((name) => [name, results.filter((result) => has(result, name)).length])) as Record<
      T,
      number
    >;
  const outcomes = [...new Set(results.flatMap((result) => result.outcomes[0] ?? []))].sort();
  return {
    stages: count(STAGES, ({ struck }, stage) => struck.includes(stage)),
    kills: count(KILLS, ({ killed }, kill) => killed === kill),
    outcomes: count(outcomes, (result, outcome) => result.outcomes[0]?.includes(outcome) ?? false),
  };
}
