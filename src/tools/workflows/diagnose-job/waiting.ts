import { WAIT } from '../../../diagnosis/causes/remedies.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { LONG_PREPARATION, openPull, pullFinding } from '../../../diagnosis/pull.ts';
import { type Amounts, isBeyondLimit, readQuota } from '../../../diagnosis/quota.ts';
import { decide, isDecisive, ranked, type Verdict } from '../../../diagnosis/verdict.ts';
import { resourceWords } from '../../../domain/quantity.ts';
import { secondsBetween, secondsInStatus } from '../../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../../jobs/job-size.ts';
import { hasRun } from '../../../jobs/pods.ts';
import { durationWords } from '../../../shaping/times.ts';
import { type Case, type Outcome, reasonEvidence, timesKnown } from './case.ts';
import { reasonFindings } from './failed.ts';
import { fromEvents, fromJobEvents, readPod, unreadEvidence } from './pods.ts';
import type { Reads } from './reads.ts';
import { sanityFindings } from './sanity.ts';

const MAX_PODS = 3;

/** What the whole job asks for; machine types of public resources are not looked up. */
function demandOf({ job }: Case): { amounts: Amounts; words: string } {
  const tasks = sizedTasks(job.tasks);
  const total = totalOf(tasks, { sizes: new Map(), read: false });
  const machines = tasks.flatMap(({ ecsSpec, pods }) => (ecsSpec === undefined ? [] : [`${pods} x ${ecsSpec}`]));
  return machines.length > 0
    ? { amounts: {}, words: machines.join(', ') }
    : {
        amounts: { GPU: total.gpus, CPU: total.cpus, Memory: total.memoryGib },
        words: resourceWords(total),
      };
}

/**
 * The finding from the status alone: a job in a queue waits for resources.
 * @param unread events that may say for which, though no rule knows them
 */
const queueing = ({ status, times, clock }: Case, unread: readonly Evidence[]): Finding => ({
  rule: 'queue_status',
  category: 'quota_or_stock_shortage',
  directness: 'indirect',
  role: 'cause',
  says: 'the job waits in the queue for resources; nothing that was read says which are missing',
  remedy: WAIT,
  evidence: [
    ...unread,
    {
      source: 'job_status',
      time: times.submitted ?? times.created,
      text: `${status} for ${durationWords(secondsBetween(times.submitted ?? times.created, clock) ?? 0)}`,
    },
  ],
});

/** Why a job is not scheduled: its events, and for a quota job the workload diagnosis. */
export async function diagnoseQueuing(at: Case, reads: Reads): Promise<Outcome> {
  const demand = demandOf(at);
  const known = [
    ...timesKnown(at),
    `It asks for ${demand.words}${at.quota ? ` from the quota ${at.quota}` : ', public resources'}.`,
  ];
  const jobEvents = (await reads.jobEvents()) ?? [];
  const findings: Finding[] = [];
  if (at.quota !== undefined && at.status === 'Queuing') {
    const read = await reads.quotaDiagnosis(at.quota);
    if (read !== undefined) {
      const unready = isBeyondLimit(read, demand.amounts) ? await reads.unreadyStatus(at.quota) : undefined;
      findings.push(...readQuota(read, demand.amounts, unready));
    }
    if (read !== undefined && findings.length === 0)
      known.push('Every check of the quota diagnosis succeeds at this moment.');
  }
  findings.push(...reasonFindings(at), ...fromJobEvents(jobEvents, at));
  const unread = unreadEvidence(jobEvents, { source: 'job_event' });
  // The scheduler's own sentence stands in the events of a pod that waits; of a gang, of one that cannot be placed.
  const waiting = at.pods.filter((pod) => !hasRun(pod) && pod.id !== undefined).slice(0, MAX_PODS);
  for (const [place, pending] of waiting.entries()) {
    const told = findings.some(({ category }) => category !== 'unknown');
    if (isDecisive(ranked(findings)[0]) || (place > 0 && told)) break;
    const events = (await reads.podEvents(pending)) ?? [];
    findings.push(...fromEvents(events, pending, false));
    unread.push(...unreadEvidence(events, { source: 'pod_event', pod: pending.podId }));
  }
  const unclear = findings.filter(({ category }) => category === 'unknown');
  findings.push(queueing(at, [...unclear.flatMap(({ evidence }) => evidence), ...unread]));
  return { verdict: decide(findings, { complete: true, lastWords: reasonEvidence(at) }), known };
}

/** @param unread events that may say more of a long wait to a reader than any rule knows */
const unremarkable = (at: Case, says: string, seconds: number, unread: readonly Evidence[]): Verdict => {
  const normal = seconds < LONG_PREPARATION;
  return {
    category: normal ? 'healthy' : 'unknown',
    confidence: normal ? 'indirect' : 'none',
    summary: normal
      ? says
      : `It has been ${at.status} for ${durationWords(seconds)}, which is long; nothing that was read says why.`,
    evidence: [...reasonEvidence(at), ...(normal ? [] : unread)],
  };
};

/** Whether a job that is being prepared gets on: image, mounts, network, sanity checks. */
export async function diagnosePreparing(at: Case, reads: Reads): Promise<Outcome> {
  const known = timesKnown(at);
  const seconds = secondsInStatus(at.job, at.clock);
  const jobEvents = (await reads.jobEvents()) ?? [];
  const findings = [...reasonFindings(at), ...fromJobEvents(jobEvents, at)];
  const unread = unreadEvidence(jobEvents, { source: 'job_event' });
  if (at.status === 'SanityChecking' || at.sanityEnabled) findings.push(...(await sanityFindings(reads)));
  for (const pod of at.pods
    .filter((candidate) => !hasRun(candidate) || candidate.isStatus('Failed'))
    .slice(0, MAX_PODS)) {
    if (isDecisive(ranked(findings)[0])) break;
    const reading = await readPod(pod, reads);
    findings.push(...reading.findings);
    unread.push(...unreadEvidence(reading.events ?? [], { source: 'pod_event', pod: pod.podId }));
    const pull = openPull(reading.events ?? [], seconds, at.clock);
    if (pull !== undefined) findings.push(pullFinding(pull, pod.podId));
  }
  if (findings.length > 0)
    return { verdict: decide(findings, { complete: true, lastWords: reasonEvidence(at) }), known };
  return {
    verdict: unremarkable(at, 'It is being prepared, and nothing that was read speaks against it.', seconds, unread),
    known,
  };
}
