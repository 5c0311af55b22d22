import { findAll, openLane, type Servers } from './lane.ts';
import { type Report, runScenario } from './run.ts';
import { scenarioOf } from './scenario.ts';

export interface CampaignOptions extends Servers {
  seeds: readonly number[];
  /** How many scenarios run at a time, each on a cloud and servers of its own. */
  lanes: number;
  /** Ends the campaign early. */
  enough?: (report: Report) => boolean;
}

/** Runs scenarios, several at a time, and returns their reports in order of their seeds. */
export async function runCampaign({ seeds, lanes, enough, ...servers }: CampaignOptions): Promise<Report[]> {
  const finds = await findAll();
  const reports: Report[] = [];
  const left = seeds.values();
  let over = false;
  const work = async (): Promise<void> => {
    const lane = await openLane(servers, finds);
    try {
      for (const seed of left) {
        const report = await runScenario(lane, scenarioOf(seed));
        reports.push(report);
        over ||= enough?.(report) === true;
        if (over) return;
      }
    } finally {
      await lane.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, seeds.length) }, work));
  return reports.sort((a, b) => a.scenario.seed - b.scenario.seed);
}

export const violationsOf = (reports: readonly Report[], kind: 'duplicate' | 'misreported'): Report[] =>
  reports.filter(({ violations }) => violations.some((violation) => violation.kind === kind));
