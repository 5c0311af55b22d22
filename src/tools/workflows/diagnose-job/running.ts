import { rankThatNeverCame } from '../../../diagnosis/collectives/late-rank.ts';
import type { CollectiveReport } from '../../../diagnosis/collectives/reports.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { readRestarts, restartWords } from '../../../diagnosis/health/restarts.ts';
import { type Flow, judgeSilence, SILENCE_SECONDS } from '../../../diagnosis/health/silence.ts';
import type { Symptom } from '../../../diagnosis/health/symptom.ts';
import { readVitals, type Vitals } from '../../../diagnosis/health/symptoms.ts';
import type { Progress } from '../../../diagnosis/health/training-line.ts';
import { type LogReading, readLog } from '../../../diagnosis/log.ts';
import { decide, folded, ranked, sentence, type Verdict } from '../../../diagnosis/verdict.ts';
import { count } from '../../../domain/count.ts';
import { type Pod, tellingPod } from '../../../jobs/pods.ts';
import { durationWords } from '../../../shaping/times.ts';
import { silentSeconds } from '../../kit/silent-seconds.ts';
import { type Case, type Outcome, timesKnown } from './case.ts';
import { diagnoseFailed } from './failed.ts';
import { jobEventFindings, timeOfLine } from './pods.ts';
import type { Reads } from './reads.ts';

const OTHER_PODS = 3;
/** Findings that say how a job stands still rather than why, so that other pods are worth a look. */
const GENERAL = new Set(['init_silence', 'stalled_collective', 'tracker_waits']);

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

interface Look extends Vitals {
  pod: Pod;
  log: LogReading;
  lines: string[];
  /** Seconds for which nothing was written, at least. */
  seconds: number;
  flow: Flow;
}

/** Whether a log goes on, or has been quiet for too short a time to say that it does not. */
const writes = (flow: Flow): boolean => flow === 'flowing' || flow === 'quiet';

/** Whether it is silent for so long because it waits to be used, as a server does. */
const isIdle = ({ flow, seconds, progress }: Look): boolean =>
  flow === 'quiet' && seconds >= SILENCE_SECONDS.hang && progress === undefined;

async function look(pod: Pod, at: Case, reads: Reads): Promise<Look | undefined> {
  const lines = await reads.podLog(pod);
  if (lines === undefined) return undefined;
  const seconds = await silentSeconds({
    lines,
    started: pod.started ?? at.times.running,
    clock: at.clock,
    wroteSince: (from) => reads.wroteSince(pod, from),
  });
  const flow = judgeSilence(seconds, lines);
  // What stands still writes nothing more: its last words count like those of a pod that has ended.
  const log = readLog(lines, { pod: pod.podId, ended: !writes(flow), timeOf: timeOfLine(undefined) });
  return {
    pod,
    log,
    lines,
    seconds,
    flow,
    ...readVitals(lines, { pod: pod.podId, silentSeconds: seconds, flow, mayHaveGpus: at.job.mayHaveGpus }),
  };
}

function healthy(look: Look): Verdict {
  const { pod, log, lines, seconds, flow, progress: course } = look;
  if (lines.length === 0)
    return {
      category: 'healthy',
      confidence: 'indirect',
      summary: 'It runs and has not written anything yet.',
      evidence: [],
    };
  const progress = log.progress && progressWords(log.progress);
  const steady = flow === 'flowing';
  // A loss that rises may be well, as of a policy, and may not.
  const rises = course?.lossTrend === 'rising' || course?.lossTrend === 'nan';
  const pace = steady
    ? 'its log flows'
    : `its log has been quiet for over ${durationWords(seconds)}, ${isIdle(look) ? 'and ends as that of a program which waits to be used' : 'which is not long enough for a hang'}`;
  return {
    category: 'healthy',
    confidence: steady && progress && !rises ? 'direct' : 'indirect',
    summary: `It runs: ${pace}${progress ? ` (${progress})` : ', without progress lines of a known form'}.`,
    evidence: logEvidence(pod, log.lastLines.slice(-1)),
  };
}

/** The verdict on a job that gets on, but not well: nothing says why. */
const unwell = (pod: Pod, symptoms: readonly Symptom[]): Verdict => ({
  category: 'unknown',
  confidence: 'none',
  summary: `It runs, but ${symptoms.map(({ says }) => says).join('; ')}.`,
  evidence: logEvidence(
    pod,
    symptoms.flatMap(({ lines }) => lines),
  ),
});

/** While a pod still runs the job may get over what its log complains of, so nothing is certain. */
const hedged = (finding: Finding): Finding => ({ ...finding, directness: 'indirect' });

/**
 * The verdict on a job that stands still; of causes that are not known the first sign of it is told.
 * @param words what the logs say that tells most
 */
function standing(findings: readonly Finding[], words: readonly Evidence[]): Verdict {
  const [best] = ranked(findings);
  if (best === undefined || best.category !== 'unknown') return decide(findings, { complete: true, lastWords: [] });
  // What broke off in it does not say why either, but when it began.
  const sign = findings.find(({ role, category }) => role === 'consequence' && category === 'unknown');
  return {
    category: 'unknown',
    confidence: 'none',
    summary: sign ? `${sentence(best)} Its log says before: ${sign.says}.` : sentence(best),
    evidence: folded([...(sign?.evidence ?? []), ...best.evidence, ...words]),
    remedy: best.remedy,
  };
}

/** Whether something keeps the other ranks waiting: what one of them only complains of it may get over. */
const stopsAll = ({ category }: Finding): boolean =>
  category === 'nccl_timeout' || category === 'hardware_fault' || category === 'network_failure';

interface Others {
  /** What their logs complain of. */
  findings: Finding[];
  /** Of that, what stops all ranks and nothing was written after. */
  last: Finding[];
  /** Why they get no further. */
  stands: Finding[];
  /** How far their ranks came. */
  collectives: CollectiveReport[];
  /** The lines that tell most. */
  words: Evidence[];
}

/**
 * What other pods say of a standstill. A pod that repeats in few lines why it waits stands still only where the leader
 * does not write either.
 */
async function lookAtOthers(
  pods: readonly Pod[],
  reads: Reads,
  findings: readonly Finding[],
  leader: Flow,
): Promise<Others> {
  const others: Others = { findings: [], last: [], stands: [], collectives: [], words: [] };
  const flow = leader === 'flowing' ? 'flowing' : 'quiet';
  for (const pod of pods) {
    const [best] = ranked([...findings, ...others.findings, ...others.stands]);
    if (best?.role === 'cause' && best.category !== 'unknown' && !GENERAL.has(best.rule)) break;
    const lines = (await reads.podLog(pod)) ?? [];
    const log = readLog(lines, { pod: pod.podId, ended: !writes(leader), timeOf: timeOfLine(undefined) });
    const { symptoms } = readVitals(lines, { pod: pod.podId, silentSeconds: 0, flow, mayHaveGpus: false });
    others.findings.push(...log.findings.map(hedged));
    if (log.liveAfter === 0) others.last.push(...log.findings.filter(stopsAll).map(hedged));
    others.stands.push(...symptoms.flatMap(({ finding }) => finding ?? []).map(hedged));
    others.collectives.push(...log.collectives);
    others.words.push(...logEvidence(pod, log.lastLines));
  }
  return others;
}

/** The rank that the others wait for. In a job that still runs nothing else explains why it stands. */
function lateRank(reports: readonly CollectiveReport[]): Finding[] {
  const late = rankThatNeverCame(reports);
  return late === undefined ? [] : [{ ...hedged(late), role: 'cause' }];
}

/**
 * Whether a job that runs gets on: failed pods, the log of its leading pod, and where that stands still those of
 * others.
 */
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
  const { pod, log, flow, symptoms } = first;
  if (log.survived > 0) known.push(`${count(log.survived, 'error')} in the log of ${pod.podId} did not end it.`);

  const alive = writes(flow);
  const stands = symptoms.flatMap(({ finding }) => finding ?? []);
  const complains = !alive || (!isIdle(first) && log.findings.length > 0 && log.liveAfter === 0);
  const calm = alive && stands.length === 0 && !(complains && flow === 'quiet');
  if (calm && (flow === 'flowing' || symptoms.length > 0))
    return { verdict: symptoms.length > 0 ? unwell(pod, symptoms) : healthy(first), known };

  const own = complains ? log.findings.map(hedged) : [];
  const pods = at.pods.filter((other) => other !== leader && other.id !== undefined).slice(0, OTHER_PODS);
  const others = await lookAtOthers(pods, reads, [...own, ...stands], flow);
  const late = lateRank([...log.collectives, ...others.collectives]);
  // A leader may work for that long without a word: then only a standstill of others counts, and how their logs end.
  const findings = calm
    ? [...others.stands, ...others.last]
    : [...own, ...late, ...stands, ...others.findings, ...others.stands, ...events];
  if (findings.length === 0) return { verdict: healthy(first), known };
  return { verdict: standing(findings, [...logEvidence(pod, log.lastLines), ...others.words]), known };
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
