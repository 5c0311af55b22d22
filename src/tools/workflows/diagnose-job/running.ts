import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { readRestarts, restartWords } from '../../../diagnosis/health/restarts.ts';
import { type Flow, judgeSilence } from '../../../diagnosis/health/silence.ts';
import type { Progress } from '../../../diagnosis/health/training-line.ts';
import { type LogReading, readLog } from '../../../diagnosis/log.ts';
import { decide, isDecisive, ranked, type Verdict } from '../../../diagnosis/verdict.ts';
import { count } from '../../../domain/count.ts';
import { type Pod, tellingPod } from '../../../jobs/pods.ts';
import { durationWords } from '../../../shaping/times.ts';
import { silentSeconds } from '../../kit/silent-seconds.ts';
import { type Case, type Outcome, timesKnown } from './case.ts';
import { diagnoseFailed } from './failed.ts';
import { jobEventFindings, timeOfLine } from './pods.ts';
import type { Reads } from './reads.ts';

const OTHER_PODS = 2;

const progressWords = ({ step, totalSteps, epoch, loss, secondsPerStep }: Progress): string =>
  [
    step === undefined ? '' : `step ${step}${totalSteps ? ` of ${totalSteps}` : ''}`,
    epoch === undefined ? '' : `epoch ${epoch}`,
    loss === undefined ? '' : `loss ${loss}`,
    secondsPerStep === undefined ? '' : `${Math.round(secondsPerStep * 1000) / 1000} s per step`,
  ]
    .filter((part) => part !== '')
    .join(', ');

function restartsKnown({ job }: Case): string[] {
  const restarts = readRestarts(job.restarts);
  return restarts === undefined || restarts.used === 0 ? [] : [`${restartWords(restarts)}.`];
}

const logEvidence = (pod: Pod, texts: readonly string[]): Evidence[] =>
  texts.map((text) => ({ source: 'pod_log', pod: pod.podId, time: timeOfLine(undefined)(text), text }));

const initHang = (pod: Pod, log: LogReading, seconds: number): Finding => ({
  rule: 'init_silence',
  category: 'nccl_timeout',
  directness: 'indirect',
  role: 'cause',
  says: `suspected hang while the ranks find each other: the log ends with that and has been silent for over ${durationWords(seconds)}`,
  evidence: logEvidence(pod, log.lastLines),
});

interface Look {
  pod: Pod;
  log: LogReading;
  lines: string[];
  seconds: number;
  flow: Flow;
}

async function look(pod: Pod, at: Case, reads: Reads): Promise<Look | undefined> {
  const lines = await reads.podLog(pod);
  if (lines === undefined) return undefined;
  const log = readLog(lines, { pod: pod.podId, ended: false, timeOf: timeOfLine(undefined) });
  const seconds = await silentSeconds({
    lines,
    started: pod.started ?? at.times.running,
    clock: at.clock,
    wroteSince: (from) => reads.wroteSince(pod, from),
  });
  return { pod, log, lines, seconds, flow: judgeSilence(seconds, lines) };
}

/** Findings from the log of a pod that has stopped writing. */
function stuckFindings({ pod, log, seconds, flow }: Look): Finding[] {
  if (flow === 'init_hang') return [...log.findings, initHang(pod, log, seconds)];
  return log.findings;
}

function flowing({ pod, log, lines, seconds, flow }: Look): Verdict {
  if (lines.length === 0)
    return {
      category: 'healthy',
      confidence: 'indirect',
      summary: 'It runs and has not written anything yet.',
      evidence: [],
    };
  const progress = log.progress && progressWords(log.progress);
  const steady = flow === 'flowing';
  const pace = steady
    ? 'its log flows'
    : `its log has been quiet for over ${durationWords(seconds)}, which is not long enough for a hang`;
  return {
    category: 'healthy',
    confidence: steady && progress ? 'direct' : 'indirect',
    summary: `It runs: ${pace}${progress ? ` (${progress})` : ', without progress lines of a known form'}.`,
    evidence: logEvidence(pod, log.lastLines.slice(-1)),
  };
}

const hang = ({ pod, log, seconds }: Look): Verdict => ({
  category: 'unknown',
  confidence: 'none',
  summary: `Suspected hang: nothing has been written for over ${durationWords(seconds)}, and nothing that was read says why.`,
  evidence: logEvidence(pod, log.lastLines),
});

/** Whether a running job is healthy: failed pods, the log of its leading pod, silence, restarts. */
export async function diagnoseRunning(at: Case, reads: Reads): Promise<Outcome> {
  const known = [...timesKnown(at), ...restartsKnown(at)];
  if (at.pods.some((pod) => pod.isStatus('Failed'))) {
    const outcome = await diagnoseFailed(at, reads);
    return { ...outcome, known: ['The job is still running, but pods of it have failed.', ...outcome.known] };
  }
  const events = (await jobEventFindings(at, reads)).filter(({ role }) => role === 'cause');
  const leader = tellingPod(at.pods)?.pod;
  const first = leader && (await look(leader, at, reads));
  if (first === undefined)
    return {
      verdict: decide(events, { complete: false, lastWords: [] }),
      known: [...known, leader === undefined ? 'It has no pods yet.' : 'Its log could not be read.'],
    };
  if (first.log.survived > 0)
    known.push(`${count(first.log.survived, 'error')} in the log of ${first.pod.podId} did not end it.`);

  const alive = first.flow === 'flowing' || first.flow === 'quiet';
  const ended = alive && first.log.findings.length > 0 && first.log.liveAfter === 0;
  if (alive && !ended && first.flow === 'flowing') return { verdict: flowing(first), known };

  const findings = [...stuckFindings(first)];
  for (const pod of at.pods
    .filter((other) => other !== leader && other.id !== undefined)
    .slice(0, alive ? 0 : OTHER_PODS)) {
    if (isDecisive(ranked(findings)[0])) break;
    const lines = (await reads.podLog(pod)) ?? [];
    findings.push(...readLog(lines, { pod: pod.podId, ended: false, timeOf: timeOfLine(undefined) }).findings);
  }
  findings.push(...events);
  const [best] = ranked(findings);
  if (best === undefined || best.category === 'unknown')
    return { verdict: alive ? flowing(first) : hang(first), known };
  const verdict = decide(findings, { complete: true, lastWords: [] });
  // While lines still come, the job may get over what the log complains of, so nothing is certain.
  return { verdict: first.flow === 'flowing' ? { ...verdict, confidence: 'indirect' } : verdict, known };
}

/** A job that has succeeded needs no cause. */
export const succeeded = (at: Case): Outcome => ({
  verdict: {
    category: 'healthy',
    confidence: 'direct',
    summary: 'It finished successfully.',
    evidence: [{ source: 'job_status', time: at.times.finished, text: `status ${at.status}` }],
  },
  known: [...timesKnown(at), ...restartsKnown(at)],
});
