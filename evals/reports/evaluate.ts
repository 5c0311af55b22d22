import type { Simulator } from '../../src/simulator/simulator.ts';
import { connectInProcess } from '../../tests/e2e/in-process.ts';
import { frozenCloud, type Session, serverEnv } from '../../tests/e2e/session.ts';
import { type Case, type Kind, kindOf } from './cases.ts';
import { type Grade, gradeOf, showsIt, type Verdict } from './grade.ts';
import { storyOf } from './story-of.ts';

/** A case with what the tools said of it. */
export interface Judged {
  id: string;
  kind: Kind;
  best: string;
  verdict: Verdict;
  grade: Grade;
  /** Whether the telling line stands in the evidence. */
  shown: boolean;
  /** Whether the answer speaks of what the case is about; absent where the label does not say. */
  named?: boolean;
  /** What check_job_health said; absent of a job that neither runs nor is sick. */
  health?: { verdict: string; text: string };
  /** Calls of the API, and bytes of the text a model gets, of diagnose_job. */
  calls: number;
  bytes: number;
  /** The whole answer of diagnose_job. */
  text: string;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

async function judge(one: Case, jobId: string, session: Session, cloud: Simulator): Promise<Judged> {
  cloud.clearRequests();
  const { data, text, isError } = await session.call('diagnose_job', { job_id: jobId });
  const calls = cloud.requests().length;
  const rows = (data.evidence ?? []) as { text: string }[];
  const verdict: Verdict = {
    category: isError ? 'error' : String(data.category),
    confidence: isError ? 'none' : String(data.confidence),
    words: isError ? text : [data.summary, ...texts(data.known)].join(' '),
    evidence: rows.map((row) => row.text),
  };
  const { truth } = one;
  const names = truth.names?.every((pattern) => new RegExp(pattern, 'i').test(text));
  const asked = one.job.status === 'Running' || kindOf(one) === 'sick';
  const health = asked ? await session.call('check_job_health', { job_id: jobId }) : undefined;
  return {
    id: one.id,
    kind: kindOf(one),
    best: truth.best,
    verdict,
    grade: gradeOf(truth, verdict),
    shown: showsIt(truth, verdict),
    ...(names === undefined ? {} : { named: names }),
    ...(health ? { health: { verdict: String(health.data.verdict ?? 'error'), text: health.text } } : {}),
    calls,
    bytes: Buffer.byteLength(text),
    text,
  };
}

/** Puts every case into a simulated cloud as a story, and asks the real tools of it. */
export async function evaluate(cases: readonly Case[]): Promise<Judged[]> {
  const cloud = await frozenCloud({ demoJobs: false });
  try {
    const now = cloud.clock.now().getTime();
    const placed = cases.map((one) => ({
      one,
      jobId: cloud.controls.jobs.tell(storyOf(one, { now, quota: 'llm-lingjun' })),
    }));
    const session = await connectInProcess({ era: 'modern', env: serverEnv(cloud) });
    const judged: Judged[] = [];
    for (const { one, jobId } of placed) judged.push(await judge(one, jobId, session, cloud));
    await session.close();
    return judged;
  } finally {
    await cloud.close();
  }
}
