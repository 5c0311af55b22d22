import type { Finding } from '../../../diagnosis/finding.ts';
import { again } from '../../../diagnosis/remedy.ts';
import { decide, isDecisive, ranked } from '../../../diagnosis/verdict.ts';
import { type Case, type Outcome, reasonEvidence, timesKnown } from './case.ts';
import { reasonFindings, timeLimitFindings } from './failed.ts';
import { jobEventFindings } from './pods.ts';
import type { Reads } from './reads.ts';

/** The finding for `Stopped` without a reason: a job is stopped by a request, so somebody or something made one. */
const bareStop = ({ status, times }: Case): Finding => ({
  rule: 'stopped_status',
  category: 'stopped_by_person',
  directness: 'indirect',
  role: 'cause',
  says: 'the job was stopped on request; who asked is not recorded',
  remedy: again('nobody', 'ask whoever stopped it before starting it again'),
  evidence: [{ source: 'job_status', time: times.stopped ?? times.finished, text: `status ${status}` }],
});

/**
 * Who stopped a job; that is no failure. Of a job that never ran, people mostly want to know why it waited, so its
 * events are read for that.
 */
export async function diagnoseStopped(at: Case, reads: Reads): Promise<Outcome> {
  const known = timesKnown(at);
  const findings = reasonFindings(at);
  const neverRan = at.times.running === undefined;
  if (neverRan || !isDecisive(ranked(findings)[0])) {
    const read = await jobEventFindings(at, reads);
    const waiting = read.filter(({ category }) => category === 'quota_or_stock_shortage');
    if (neverRan) known.push(...queueKnown(at, waiting));
    // That it waited is why it did not run, not why it was stopped.
    findings.push(...read.filter((finding) => !waiting.includes(finding)));
    const outcome = decide([...findings, ...timeLimitFindings(at), bareStop(at)], {
      complete: true,
      lastWords: reasonEvidence(at),
    });
    return {
      verdict: { ...outcome, evidence: [...outcome.evidence, ...waiting.flatMap(({ evidence }) => evidence)] },
      known,
    };
  }
  return { verdict: decide(findings, { complete: true, lastWords: reasonEvidence(at) }), known };
}

function queueKnown({ quota }: Case, waiting: readonly Finding[]): string[] {
  const [first] = waiting;
  const why = first === undefined ? 'its events do not say what for' : `${first.says}, its events say`;
  return [
    `It never got its resources: while it waited, ${why}.`,
    ...(quota ? ['The quota diagnosis answers only while a job queues, so it was not asked.'] : []),
  ];
}
