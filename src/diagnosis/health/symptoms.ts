import { durationWords } from '../../domain/duration.ts';
import { anyOf, findingOf } from '../causes/cause.ts';
import { DIVERGED, IMAGE_FOR_GPU } from '../causes/remedies.ts';
import { rankThatNeverCame } from '../collectives/late-rank.ts';
import { collectiveReports } from '../collectives/reports.ts';
import type { Finding } from '../finding.ts';
import type { LogLine } from '../lines.ts';
import { readLines } from '../read-lines.ts';
import { withColumns } from './columns.ts';
import { lastLineSymptom } from './last-line.ts';
import { deadNumbers, diverging } from './numbers.ts';
import { readProgress, type TrainingProgress } from './progress.ts';
import { SILENCE_SECONDS } from './silence.ts';
import { silentSymptom } from './silent.ts';
import { slowestRank } from './spread.ts';
import { isLong, readStandstill } from './standstill.ts';
import { about, evidenceOf, type Observed, type Symptom, unexplained } from './symptom.ts';

/** How the training of a log goes, and what is wrong with it. */
export interface Vitals {
  progress: TrainingProgress | undefined;
  /** The worst first. */
  symptoms: Symptom[];
}

/** Times as long as at first from which on a step counts as slow, not just as slower. */
const SLOWER = 1.5;

function numbersSymptom(lines: readonly LogLine[], texts: readonly string[], { pod, flow }: Observed): Symptom[] {
  const goesOn = flow === 'flowing' || flow === 'quiet';
  const dead = deadNumbers(lines) ?? (goesOn ? diverging(lines) : undefined);
  if (dead === undefined) return [];
  const shown = [texts[dead.line] ?? ''];
  return [
    {
      area: 'throughput',
      level: dead.few ? 'warning' : 'critical',
      says: `the training ${dead.few ? 'may be' : 'is'} dead: ${dead.says}`,
      lines: shown,
      finding: {
        rule: 'dead_numbers',
        category: 'user_code_error',
        directness: 'indirect',
        role: 'cause',
        says: `it runs, but the training ${dead.few ? 'may be' : 'is'} dead: ${dead.says}`,
        remedy: DIVERGED,
        evidence: evidenceOf(pod, shown),
      },
    },
  ];
}

function standstillSymptom(lines: readonly LogLine[], texts: readonly string[], { pod, flow }: Observed): Symptom[] {
  const still = readStandstill(lines, texts, flow === 'quiet');
  if (still === undefined) return [];
  const { cause, repeated, seconds, progressed } = still;
  const shown = still.shown.map((line) => texts[line] ?? '');
  const since = `${progressed ? 'since the last progress' : 'without any progress'}${seconds ? `, for ${durationWords(seconds)}` : ''}`;
  const says = `no progress: the log only repeats itself ${since} (${repeated} times)`;
  const body = lines[still.shown[0] ?? 0]?.body ?? '';
  const finding = cause
    ? { ...findingOf(cause, body), evidence: evidenceOf(pod, shown) }
    : unexplained('repeats', `it makes no progress: its log only repeats itself ${since}`, evidenceOf(pod, shown));
  return [
    {
      area: 'hang',
      level: isLong(still) ? 'critical' : 'warning',
      says: cause ? `${says}; ${about(finding)}` : says,
      lines: shown,
      finding,
    },
  ];
}

const NO_DEVICE = /\b(?:GPUs?|TPUs?|NPUs?|HPUs?|XPUs?|CUDA|ROCm|accelerators?)\b/i;
const USES_CPU =
  /\b(?:fall\w{0,3} back|fell back|default\w{0,3}|switch\w{0,3}|revert\w{0,3}|resort\w{0,3})\b.{0,20}\bCPU\b|(?<![-\w])(?:not|no|\w{2,6}n't|unavailable|cannot|without)\b.{0,60}\b(?:using|use|running|runs?|train\w{0,3}) (?:on |with )?(?:the )?CPU\b/i;
/** What says by itself that no GPU is used, in words that name none, or name no CPU. */
const WITHOUT_GPU = anyOf(
  /\b[Ss]kipp?\w{0,3} (?:registering |initiali[sz]ing )?(?:GPU|NPU|CUDA) devices?\b|\bcannot dlopen some GPU libraries\b/i,
  /\b(?:GPUs?|CUDA)(?:[ _](?:is|are))?[ _]available\W{1,4}(?:false|no\b|none)/i,
  /^\W{0,4}(?:(?:using|training|running)(?: on)? )?(?:the )?device\W{1,4}cpu\W{0,3}$|^\W{0,4}using (?:the )?cpu device\W{0,3}$/i,
  /^\W{0,4}(?:warning\W{1,3})?(?:CUDA|GPUs?) (?:is |are |was )?not (?:available|found|detected|enabled)\W{0,3}$|^\W{0,4}(?:warning\W{1,3})?no (?:CUDA|GPUs?)(?: devices?)?(?: (?:is|are|was))? (?:available|found|detected)\W{0,3}$/i,
);
/** Of an operator alone, as on NPUs, and of what is beside the training. */
const OF_A_PART =
  /\b(?:operators?|ops?|kernels?|aten::|tokeni[sz]er|metric|decod\w{2,3}|dataload\w{2,3}|offload\w{0,3})/i;

/** A job with GPUs that says that it computes on the CPU. */
function cpuSymptom(lines: readonly LogLine[], texts: readonly string[], { pod, mayHaveGpus }: Observed): Symptom[] {
  const line = lines.find(
    ({ body }) => WITHOUT_GPU.test(body) || (NO_DEVICE.test(body) && USES_CPU.test(body) && !OF_A_PART.test(body)),
  );
  if (line === undefined || !mayHaveGpus) return [];
  const says = 'it says that it found no GPU it can use and computes on the CPU';
  const shown = [texts[line.index] ?? ''];
  return [
    {
      area: 'throughput',
      level: 'warning',
      says,
      lines: shown,
      finding: {
        rule: 'on_cpu',
        category: 'bad_configuration',
        directness: 'indirect',
        role: 'cause',
        says,
        remedy: IMAGE_FOR_GPU,
        evidence: evidenceOf(pod, shown),
      },
    },
  ];
}

/** Intervals of its progress after which a silent job is taken to stand. */
const PAUSE_TIMES = 60;

/** A job that told its progress in short intervals, and has been silent for very many of them. */
function pauseSymptom(
  progress: TrainingProgress | undefined,
  texts: readonly string[],
  { pod, silentSeconds, flow }: Observed,
): Symptom[] {
  const { secondsBetween = Number.POSITIVE_INFINITY, lastLine = 0 } = progress ?? {};
  if (flow !== 'quiet' || silentSeconds < Math.max(SILENCE_SECONDS.pause, PAUSE_TIMES * secondsBetween)) return [];
  const every = secondsBetween < 1 ? 'second' : durationWords(secondsBetween);
  const says = `it told its progress every ${every} and has written nothing for ${durationWords(silentSeconds)}: it may hang`;
  const shown = [...new Set([texts[lastLine] ?? '', texts.at(-1) ?? ''])];
  return [
    { area: 'hang', level: 'warning', says, lines: shown, finding: unexplained('pause', says, evidenceOf(pod, shown)) },
  ];
}

/** The rank that the others wait for, as ranks themselves report it, with no training after that. */
function lateSymptom(lines: readonly LogLine[], texts: readonly string[], pod: string): Symptom[] {
  const trained = lines.findLast(({ progress }) => progress !== undefined)?.index ?? -1;
  const reports = collectiveReports({ pod, lines: texts.slice(trained + 1), timeOf: () => undefined });
  const late = rankThatNeverCame(reports);
  if (late === undefined) return [];
  // In a job that still runs nothing else explains why it stands.
  const finding: Finding = { ...late, directness: 'indirect', role: 'cause' };
  return [
    { area: 'hang', level: 'critical', says: finding.says, lines: finding.evidence.map(({ text }) => text), finding },
  ];
}

function paceSymptoms(
  progress: TrainingProgress | undefined,
  lines: readonly LogLine[],
  texts: readonly string[],
): Symptom[] {
  const slow = slowestRank(lines.map(({ body }) => body));
  const symptoms: Symptom[] = [];
  if (slow !== undefined)
    symptoms.push({
      area: 'throughput',
      level: 'warning',
      says: `one rank is slow (a straggler): ${slow.part} takes it ${slow.times.toFixed(1)} times as long as the fastest rank, and the others wait`,
      lines: [texts[slow.line] ?? ''],
    });
  if (progress?.slowdown !== undefined && progress.slowdown >= SLOWER)
    symptoms.push({
      area: 'throughput',
      level: 'warning',
      says: `each step takes ${progress.slowdown.toFixed(1)} times as long as at first: it has become slower`,
      lines: [texts[progress.lastLine] ?? ''],
    });
  return symptoms;
}

/**
 * What is wrong with a job that runs, by the log of one pod: whether it gets on, not whether it writes. The same for
 * the health check and the diagnosis.
 *
 * @param given cleaned lines, oldest first
 */
export function readVitals(given: readonly string[], observed: Observed): Vitals {
  const { texts, lines: plain } = readLines(given);
  const lines = withColumns(plain);
  const progress = readProgress(texts, lines);
  const symptoms = [
    ...numbersSymptom(lines, texts, observed),
    ...lateSymptom(lines, texts, observed.pod),
    ...silentSymptom(lines, texts, observed),
    ...lastLineSymptom(lines, texts, observed),
    ...pauseSymptom(progress, texts, observed),
    ...(observed.flow === 'flowing' || observed.flow === 'quiet' ? standstillSymptom(lines, texts, observed) : []),
    ...cpuSymptom(lines, texts, observed),
    ...paceSymptoms(progress, lines, texts),
  ];
  return { progress, symptoms };
}
