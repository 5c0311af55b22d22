import { addCorpus } from '../../src/simulator/corpus.ts';
import { ALL_SCENARIOS } from '../../src/simulator/jobs/scenarios/all.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { frozenCloud } from '../../tests/e2e/session.ts';

/** A job whose verdict is known. */
export interface LabelledJob {
  jobId: string;
  scenario: string;
  /** The right category. */
  label: string;
  /** Categories that count as right besides. */
  alsoRight: readonly string[];
  /** Parts of the lines that show it, as the cloud writes them; none where nothing does. */
  evidence: readonly string[];
}

export interface Corpus {
  cloud: Simulator;
  jobs: readonly LabelledJob[];
}

/**
 * A simulated cloud that holds still, with the labelled jobs of a seed in it. The caller closes the cloud.
 * @param rounds how often each scenario comes, each time in another wording; default: as the simulator's corpus has them
 */
export async function startCorpus(seed: number, rounds?: number): Promise<Corpus> {
  const cloud = await frozenCloud({ seed });
  const amount = rounds === undefined ? undefined : ALL_SCENARIOS.length * rounds;
  const jobs = addCorpus(cloud, { seed, jobs: amount }).map(({ jobId, scenario, category, alsoRight, evidence }) => ({
    jobId,
    scenario,
    label: category,
    alsoRight,
    evidence: evidence.map(({ text }) => text),
  }));
  return { cloud, jobs };
}
