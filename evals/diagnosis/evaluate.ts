import { connectInProcess } from '../../tests/e2e/in-process.ts';
import { serverEnv } from '../../tests/e2e/session.ts';
import { type LabelledJob, startCorpus } from './corpus.ts';

/** One job with what diagnose_job made of it. */
export interface Judged extends LabelledJob {
  seed: number;
  verdict: string;
  confidence: string;
  summary: string;
  /** Whether a labelled line of evidence is shown; absent where none is labelled. */
  evidenceShown?: boolean;
  calls: number;
  /** Of the text a model gets. */
  bytes: number;
}

export const isRight = ({ label, alsoRight, verdict }: Judged): boolean =>
  label === verdict || alsoRight.includes(verdict);
export const isWrongButConfident = (judged: Judged): boolean => !isRight(judged) && judged.confidence === 'direct';

/** Share of right verdicts below which an evaluation fails. */
export const LEAST_ACCURACY = 0.95;

export interface Totals {
  jobs: number;
  right: number;
  accuracy: number;
  wrongButConfident: number;
  /** Verdict `unknown` where there is a cause. */
  unknown: number;
  passed: boolean;
}

export function totalsOf(all: readonly Judged[]): Totals {
  const right = all.filter(isRight).length;
  const wrongButConfident = all.filter(isWrongButConfident).length;
  const accuracy = all.length === 0 ? 0 : right / all.length;
  return {
    jobs: all.length,
    right,
    accuracy,
    wrongButConfident,
    unknown: all.filter((judged) => judged.verdict === 'unknown' && !isRight(judged)).length,
    passed: accuracy >= LEAST_ACCURACY && wrongButConfident === 0,
  };
}

/** The jobs of each seed. */
export function bySeed(all: readonly Judged[]): Map<number, Judged[]> {
  const seeds = new Map<number, Judged[]>();
  for (const judged of all) seeds.set(judged.seed, [...(seeds.get(judged.seed) ?? []), judged]);
  return seeds;
}

/** Whether every seed passes by itself: a good one does not make up for a bad one. */
export const passed = (all: readonly Judged[]): boolean =>
  all.length > 0 && [...bySeed(all).values()].every((some) => totalsOf(some).passed);

/**
 * Diagnoses every job of a seed's corpus through the real server.
 * @param rounds how often each scenario comes
 */
export async function evaluate(seed: number, rounds?: number): Promise<Judged[]> {
  const { cloud, jobs } = await startCorpus(seed, rounds);
  try {
    const session = await connectInProcess({ era: 'modern', env: serverEnv(cloud) });
    const judged: Judged[] = [];
    for (const job of jobs) {
      const { data, text, isError } = await session.call('diagnose_job', { job_id: job.jobId });
      judged.push({
        ...job,
        seed,
        verdict: isError ? 'error' : String(data.category),
        confidence: isError ? 'none' : String(data.confidence),
        summary: isError ? text : String(data.summary),
        ...(job.evidence.length === 0 ? {} : { evidenceShown: job.evidence.some((line) => text.includes(line)) }),
        calls: Number(data.calls ?? 0),
        bytes: Buffer.byteLength(text),
      });
    }
    await session.close();
    return judged;
  } finally {
    await cloud.close();
  }
}
