import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import {
  endsInInit,
  FLOWING_SECONDS,
  HANG_SECONDS,
  INIT_HANG_SECONDS,
  restartUse,
  type Silence,
  silenceOf,
} from '../../../diagnosis/health.ts';
import { type LogReading, readLog } from '../../../diagnosis/log.ts';
import type { Progress } from '../../../diagnosis/progress.ts';
import { decide, isDecisive, ranked, type Verdict } from '../../../diagnosis/verdict.ts';
import { durationWords, eventTime } from '../../../shaping/times.ts';
import { tellingPod } from '../../shared/pods.ts';
import { raw, shown } from '../../shared/wire.ts';
import { type Case, type CasePod, type Outcome, secondsBetween, timesKnown } from './case.ts';
import { diagnoseFailed } from './failed.ts';
import { jobEventFindings, timeOfLine } from './pods.ts';
import type { Reads } from './reads.ts';

const OTHER_PODS = 2;

/** How long ago a pod wrote its last line, as a lower bound in seconds. */
async function silentFor(pod: CasePod, lines: readonly string[], at: Case, reads: Reads): Promise<number> {
  const ran = secondsBetween(pod.started ?? at.times.running, at.clock) ?? Number.POSITIVE_INFINITY;
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const written = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}\S/.test(last) ? eventTime(last).time : undefined;
  if (written !== undefined) return secondsBetween(written, at.clock) ?? 0;
  let known = 0;
  const steps = endsInInit(lines)
    ? [FLOWING_SECONDS, INIT_HANG_SECONDS, HANG_SECONDS]
    : [FLOWING_SECONDS, HANG_SECONDS];
  for (const seconds of steps) {
    if (ran < seconds) break;
    const wrote = await reads.wroteSince(pod, new Date(at.clock.getTime() - seconds * 1000));
    if (wrote !== false) break;
    known = seconds;
  }
  return known;
}

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
  const use = restartUse(shown(job.RestartTimes, 20));
  if (use === undefined || use.used === 0) return [];
  const meaning = {
    healthy: 'few',
    normal: 'within what is usual',
    critical: 'the budget is nearly used up',
    final: 'the next failure ends the job',
  };
  return [`Restarts: ${use.used} of ${use.budget}, ${meaning[use.level]}.`];
}

const logEvidence = (pod: CasePod, texts: readonly string[]): Evidence[] =>
  texts.map((text) => ({ source: 'pod_log', pod: pod.pod_id, time: timeOfLine(undefined)(text), text }));

const initHang = (pod: CasePod, log: LogReading, seconds: number): Finding => ({
  rule: 'init_silence',
  category: 'nccl_timeout',
  directness: 'indirect',
  role: 'cause',
  says: `suspected hang while the ranks find each other: the log ends with that and has been silent for over ${durationWords(seconds)}`,
  evidence: logEvidence(pod, log.lastLines),
});

interface Look {
  pod: CasePod;
  log: LogReading;
  lines: string[];
  seconds: number;
  silence: Silence;
}

async function look(pod: CasePod, at: Case, reads: Reads): Promise<Look | undefined> {
  const lines = await reads.podLog(pod);
  if (lines === undefined) return undefined;
  const log = readLog(lines, { pod: pod.pod_id, ended: false, timeOf: timeOfLine(undefined) });
  const seconds = await silentFor(pod, lines, at, reads);
  return { pod, log, lines, seconds, silence: silenceOf(seconds, log.lastLines) };
}

/** What a log says that is not written any more. */
function stuckFindings({ pod, log, seconds, silence }: Look): Finding[] {
  if (silence === 'suspected_init_hang') return [...log.findings, initHang(pod, log, seconds)];
  return log.findings;
}

function flowing({ pod, log, lines, seconds, silence }: Look): Verdict {
  if (lines.length === 0)
    return {
      category: 'healthy',
      confidence: 'indirect',
      summary: 'It runs and has not written anything yet.',
      evidence: [],
    };
  const progress = log.progress && progressWords(log.progress);
  const steady = silence === 'flowing';
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
  if (at.pods.some(({ status }) => status === 'Failed')) {
    const outcome = await diagnoseFailed(at, reads);
    return { ...outcome, known: ['The job is still running, but pods of it have failed.', ...outcome.known] };
  }
  const events = (await jobEventFindings(at, reads)).filter(({ role }) => role === 'cause');
  const leader = tellingPod(at.pods)?.pod as CasePod | undefined;
  const first = leader && (await look(leader, at, reads));
  if (first === undefined)
    return {
      verdict: decide(events, { complete: false, lastWords: [] }),
      known: [...known, leader === undefined ? 'It has no pods yet.' : 'Its log could not be read.'],
    };
  if (first.log.survived > 0)
    known.push(`${first.log.survived} error(s) in the log of ${first.pod.pod_id} were got over.`);

  const alive = first.silence === 'flowing' || first.silence === 'quiet';
  const ended = alive && first.log.findings.length > 0 && first.log.liveAfter === 0;
  if (alive && !ended && first.silence === 'flowing') return { verdict: flowing(first), known };

  const findings = [...stuckFindings(first)];
  for (const pod of at.pods
    .filter((other) => other !== leader && other.pod_id !== '')
    .slice(0, alive ? 0 : OTHER_PODS)) {
    if (isDecisive(ranked(findings)[0])) break;
    const lines = (await reads.podLog(pod)) ?? [];
    findings.push(...readLog(lines, { pod: pod.pod_id, ended: false, timeOf: timeOfLine(undefined) }).findings);
  }
  findings.push(...events);
  const [best] = ranked(findings);
  if (best === undefined || best.category === 'unknown')
    return { verdict: alive ? flowing(first) : hang(first), known };
  const verdict = decide(findings, { complete: true, lastWords: [] });
  // While lines still come, the last word may not be spoken.
  return { verdict: first.silence === 'flowing' ? { ...verdict, confidence: 'indirect' } : verdict, known };
}

/** A job that has succeeded needs no cause. */
export const succeeded = (at: Case): Outcome => ({
  verdict: {
    category: 'healthy',
    confidence: 'direct',
    summary: 'It finished successfully.',
    evidence: [{ source: 'job_status', time: at.times.finished, text: `status ${raw(at.job.Status) ?? ''}` }],
  },
  known: [...timesKnown(at), ...restartsKnown(at)],
});
