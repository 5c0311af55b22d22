import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, frozenCloud, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { createJob, discover } from '../../tests/e2e/world.ts';

/** A job whose verdict is known. */
export interface LabelledJob {
  jobId: string;
  /** The right category. */
  label: string;
  /** A part of the line that shows it; absent where nothing does. */
  evidence?: string;
}

export interface Corpus {
  cloud: Simulator;
  jobs: readonly LabelledJob[];
}

interface Recipe {
  label: string;
  scenario: string;
  /** Simulated seconds that pass after the job was created. */
  after: number;
  runSeconds?: number;
  stop?: boolean;
}

const RECIPES: readonly Recipe[] = [
  { label: 'healthy', scenario: 'success', after: 3600 },
  { label: 'healthy', scenario: 'success', after: 3600, runSeconds: 86_400 },
  { label: 'user_code_error', scenario: 'python_traceback', after: 3600 },
  { label: 'host_oom', scenario: 'oom', after: 3600 },
  { label: 'cuda_oom', scenario: 'cuda_oom', after: 3600 },
  { label: 'quota_or_stock_shortage', scenario: 'quota_starvation', after: 600 },
  { label: 'stopped_by_person', scenario: 'success', after: 600, runSeconds: 86_400, stop: true },
];

/**
 * A simulated cloud with the labelled jobs of a seed in it; the one place that knows how they are made. The caller closes
 * the cloud.
 */
export async function startCorpus(seed: number): Promise<Corpus> {
  const cloud = await frozenCloud({ seed });
  const session = await connect({ era: 'modern', person: yes, env: serverEnv(cloud) });
  try {
    const finds = await discover(session);
    const jobs: LabelledJob[] = [];
    for (const [index, { label, scenario, after, runSeconds = 600, stop }] of RECIPES.entries()) {
      const jobId = await createJob(session, finds, {
        display_name: `corpus-${index}`,
        envs: { PAI_SIM_SCENARIO: scenario, PAI_SIM_RUN_SECONDS: String(runSeconds) },
      });
      cloud.clock.advance(after);
      if (stop) await session.call('stop_job', { job_id: jobId });
      cloud.clock.advance(60);
      jobs.push({ jobId, label });
    }
    return { cloud, jobs };
  } finally {
    await session.close();
  }
}
