import { SANITY_CHECK } from '../../../diagnosis/causes/machines.ts';
import { LONGER, TAKEN } from '../../../diagnosis/causes/remedies.ts';
import { readCloudText } from '../../../diagnosis/events.ts';
import { asEnding, readExitCode } from '../../../diagnosis/exit-codes.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { readLog } from '../../../diagnosis/log.ts';
import { decide, isDecisive, ranked } from '../../../diagnosis/verdict.ts';
import { count } from '../../../domain/count.ts';
import { secondsBetween } from '../../../jobs/job.ts';
import { historyOf, latestFirst } from '../../../jobs/pods.ts';
import { exitWords } from '../../../jobs/reason.ts';
import { durationWords } from '../../../shaping/times.ts';
import { type Case, type Outcome, reasonEvidence, timesKnown } from './case.ts';
import { jobEventFindings, suspects, timeOfLine } from './pods.ts';
import type { Reads } from './reads.ts';
import { sanityFindings } from './sanity.ts';
import { searchPods } from './search-pods.ts';

/** Findings from the job's own reason. Mostly it names pods and exit codes only, and then there are none. */
export function reasonFindings(at: Case): Finding[] {
  const [evidence] = reasonEvidence(at);
  if (evidence === undefined) return [];
  const read = readCloudText(evidence.text);
  if (read === undefined || read.rule.startsWith('exit_')) return [];
  const { shown, ...finding } = read;
  return [{ ...finding, evidence: [{ ...evidence, text: shown }] }];
}

/**
 * Exit codes of the pods that failed first.
 * @param found what the logs say
 */
function exitFindings({ reason }: Case, found: readonly Finding[]): Finding[] {
  const [first] = [...(reason.failures ?? [])].sort((a, b) => Date.parse(a.time ?? '') - Date.parse(b.time ?? ''));
  const read = readExitCode(first?.exit_code);
  if (first === undefined || read === undefined) return [];
  const text = `${first.pods.join(', ')}: exit code ${exitWords(first.exit_code ?? 0)}`;
  return [asEnding({ ...read, evidence: [{ source: 'job_reason', time: first.time, text }] }, found)];
}

/**
 * Findings from what AIMaster wrote when it restarted the job. That is about an earlier failure, so they are never
 * direct.
 */
function restartFindings({ job: { lastRestart } }: Case): Finding[] {
  if (lastRestart === undefined) return [];
  return lastRestart.errors.flatMap(({ text, pod }): Finding[] => {
    const read = readCloudText(text);
    if (read === undefined) return [];
    const { shown, ...finding } = read;
    const evidence: Evidence = { source: 'restart_record', pod, time: lastRestart.time, text: shown };
    return [{ ...finding, directness: 'indirect', evidence: [evidence] }];
  });
}

/** A finding of preemption: pods on spot machines that were ended by SIGTERM. */
function spotFindings({ spot, reason }: Case): Finding[] {
  const ended = reason.failures?.find(({ exit_code }) => exit_code === 143);
  if (!spot || ended === undefined) return [];
  return [
    {
      rule: 'spot_sigterm',
      category: 'preempted_or_reclaimed',
      directness: 'indirect',
      role: 'cause',
      says: 'a pod on a Spot machine was ended from outside, which is what a reclaim looks like',
      remedy: TAKEN,
      evidence: [
        { source: 'job_reason', time: ended.time, text: `${ended.pods.join(', ')}: exit code ${exitWords(143)}` },
      ],
    },
  ];
}

const evictedFindings = ({ pods }: Case): Finding[] =>
  pods
    .filter(({ evicted }) => evicted)
    .slice(0, 1)
    .map(({ podId, finished }) => ({
      rule: 'evicted_pod',
      category: 'preempted_or_reclaimed',
      directness: 'indirect',
      role: 'cause',
      says: 'a pod was evicted, which happens when its resources are taken away',
      remedy: TAKEN,
      evidence: [{ source: 'pod_status', pod: podId, time: finished, text: `${podId}: sub-status Evicted` }],
    }));

function failedKnown(at: Case): string[] {
  const first = suspects(at).find((pod) => pod.isStatus('Failed'));
  const failed = at.pods.filter((pod) => pod.isStatus('Failed')).length;
  const codes = at.reason.failures?.map(
    ({ pods, exit_code }) => `${pods.join(', ')} exit code ${exit_code ?? 'unknown'}`,
  );
  return [
    ...timesKnown(at),
    ...(first
      ? [`${count(failed, 'pod')} failed; first ${first.podId}${first.finished ? ` at ${first.finished}` : ''}.`]
      : []),
    ...(codes ? [`Reason: ${codes.join('; ')}.`] : []),
  ];
}

/** Reads the last instance of a pod before its restart. It is asked where the present one says nothing. */
async function earlierFindings(at: Case, reads: Reads): Promise<Finding[]> {
  const [before] = latestFirst(historyOf(at.pods).filter(({ uid }) => uid !== undefined));
  if (before === undefined) return [];
  const lines = (await reads.podLog(before, { earlier: true })) ?? [];
  const { findings } = readLog(lines, { pod: before.podId, ended: true, timeOf: timeOfLine(before.finished) });
  return findings.map((finding) => ({ ...finding, directness: 'indirect' }));
}

/** The job was created with a limit and ran as long as that. */
export function timeLimitFindings({ job, times }: Case): Finding[] {
  const limit = (job.maxRunningMinutes ?? 0) * 60;
  const ran = secondsBetween(times.running, times.finished);
  if (!(limit > 0) || ran === undefined || ran < limit - 60) return [];
  return [
    {
      rule: 'ran_to_limit',
      category: 'resource_limit',
      directness: 'indirect',
      role: 'cause',
      says: 'the job ran as long as its own maximum running time allows',
      remedy: LONGER,
      evidence: [
        {
          source: 'job_status',
          time: times.finished,
          text: `ran ${durationWords(ran)}; JobMaxRunningTimeMinutes is ${limit / 60}`,
        },
      ],
    },
  ];
}

/** Why a job failed. Reads its reason, its events, then its pods (R12), and stops at direct evidence, to save calls. */
export async function diagnoseFailed(at: Case, reads: Reads): Promise<Outcome> {
  const known = failedKnown(at);
  const findings = reasonFindings(at);
  const enough = (): boolean => isDecisive(ranked(findings)[0]);
  const done = (words: readonly Evidence[] = [], complete = true): Outcome => ({
    verdict: decide(findings, { complete, lastWords: [...reasonEvidence(at), ...words] }),
    known,
  });
  // That a check failed does not say on which machine, and why: the check does.
  const checked = async (): Promise<Outcome> => {
    if (at.sanityEnabled && ranked(findings)[0]?.rule === SANITY_CHECK)
      findings.unshift(...(await sanityFindings(reads)));
    return done();
  };
  if (enough()) return checked();

  findings.push(...(await jobEventFindings(at, reads)));
  if (enough()) return checked();

  if (at.sanityEnabled && at.times.running === undefined) findings.push(...(await sanityFindings(reads)));
  if (enough()) return done();

  const search = await searchPods(at, reads);
  findings.push(...search.findings);
  known.push(...search.known);
  if (enough()) return done(search.words, search.complete);

  if (at.sanityEnabled && at.times.running !== undefined) findings.push(...(await sanityFindings(reads)));
  const [best] = ranked(findings);
  if (best === undefined || best.category === 'unknown') findings.push(...(await earlierFindings(at, reads)));
  findings.push(
    ...evictedFindings(at),
    ...spotFindings(at),
    ...restartFindings(at),
    ...exitFindings(at, findings),
    ...timeLimitFindings(at),
  );
  return done(search.words, search.complete);
}
