import type { TrainingProgress } from '../../../diagnosis/health/progress.ts';
import { type Restarts, restartWords } from '../../../diagnosis/health/restarts.ts';
import { judgeFigures, readFigures } from '../../../diagnosis/health/sanity-figures.ts';
import { type Flow, SILENCE_SECONDS } from '../../../diagnosis/health/silence.ts';
import type { Symptom } from '../../../diagnosis/health/symptom.ts';
import { count } from '../../../domain/count.ts';
import { lastRound, type SanityCheck } from '../../../jobs/sanity.ts';
import { durationWords } from '../../../shaping/times.ts';
import type { HealthFinding, HealthLevel } from './finding.ts';

const rounded = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

const stepWords = (seconds: number): string =>
  seconds < 1 ? `${rounded(seconds * 1000, 3)} ms a step` : `${rounded(seconds, 3)} s a step`;

/** What the log tells of the pace and the loss, in one finding. */
export function progressFinding(progress: TrainingProgress | undefined, lines: number): HealthFinding {
  const area = 'throughput' as const;
  if (progress === undefined)
    return {
      area,
      level: 'unknown',
      says: `No step or loss is found in the last ${count(lines, 'line')} of the log: the program prints none, or in a form that is not known.`,
    };
  const { step, epoch, loss, lossTrend, secondsPerStep, stepTimeTrend, mfu, learningRate, rate, rateUnit } = progress;
  const parts = [
    step === undefined ? undefined : `step ${step}`,
    epoch === undefined ? undefined : `epoch ${rounded(epoch)}`,
    loss === undefined ? undefined : `loss ${rounded(loss)}`,
    lossTrend === 'unknown'
      ? undefined
      : lossTrend === 'nan'
        ? 'loss is not a number (nan or inf)'
        : `loss ${lossTrend}`,
    secondsPerStep === undefined ? undefined : stepWords(secondsPerStep),
    stepTimeTrend === 'unknown' || secondsPerStep === undefined ? undefined : `step time ${stepTimeTrend}`,
    rate === undefined ? undefined : `${rounded(rate)} ${rateUnit}`,
    mfu === undefined ? undefined : `MFU ${rounded(mfu * 100, 3)}%`,
    learningRate === undefined ? undefined : `lr ${rounded(learningRate)}`,
  ].filter((part) => part !== undefined);
  // A loss that is no number, and steps that have become slow, are symptoms of their own.
  const level: HealthLevel = lossTrend === 'rising' || stepTimeTrend === 'rising' ? 'warning' : 'ok';
  return { area, level, says: `${parts.join(', ')} (${count(progress.readings, 'line')} of progress).` };
}

/** What is wrong, as the log tells. */
export const symptomFinding = ({ area, level, says }: Symptom): HealthFinding => ({
  area,
  level,
  says: `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
});

/**
 * The finding on whether the program still writes, where nothing else is wrong with that.
 * @param written whether it has written anything
 */
export function hangFinding(flow: Flow, silentSeconds: number, written: boolean): HealthFinding {
  if (flow === 'flowing' && !written)
    return {
      area: 'hang',
      level: 'unknown',
      says: 'The pod has written nothing yet; it runs for less than 5 minutes.',
    };
  return flow === 'flowing'
    ? { area: 'hang', level: 'ok', says: 'The log flows: its last line is younger than 5 minutes.' }
    : {
        area: 'hang',
        level: 'warning',
        says: `The log has been silent for at least ${durationWords(silentSeconds)}; ${
          silentSeconds < SILENCE_SECONDS.hang
            ? 'from 30 min on that suggests a hang'
            : 'it tells its progress that slowly, or ends as that of a program which waits to be used'
        }.`,
      };
}

const RESTART_LEVELS: Readonly<Record<Restarts['level'], HealthLevel>> = {
  healthy: 'ok',
  normal: 'ok',
  critical: 'warning',
  exhausted: 'critical',
  none: 'ok',
};

/** The finding on how many of the allowed restarts are used. */
export const restartFinding = (restarts: Restarts | undefined): HealthFinding =>
  restarts === undefined
    ? { area: 'restarts', level: 'unknown', says: 'The cloud does not tell how often it restarted.' }
    : { area: 'restarts', level: RESTART_LEVELS[restarts.level], says: `${restartWords(restarts)}.` };

const MOST_OUTLIERS = 5;
const percent = (share: number): string => `${share > 0 ? '+' : ''}${rounded(share * 100, 2)}%`;

/** Characters of one check's message that figures are read from. */
const MAX_MESSAGE = 262_144;

/**
 * The finding on the latest round of sanity checks: failed phases, and nodes that differ from the mean; where all is
 * well, the mean. Of the messages only names and numbers are shown, because others wrote them.
 */
export function sanityFinding(checks: readonly SanityCheck[]): HealthFinding {
  const area = 'sanity' as const;
  if (checks.length === 0)
    return { area, level: 'unknown', says: 'The sanity check is on, but there is no result yet.' };
  const latest = lastRound(checks);
  const round = latest[0]?.round;
  const failed = latest.filter(({ status }) => /fail|error|timeout/i.test(status)).map(({ phase }) => phase);
  const texts = latest.map(({ message }) => message?.text(MAX_MESSAGE) ?? '');
  const { baselines, outliers } = judgeFigures(texts.flatMap(readFigures));
  // A message is cut before it is read, as hundreds of nodes can fill it. From the part that is left no figure is
  // taken.
  const none = texts.some((text) => text.endsWith('…'))
    ? 'its messages are too long to read their figures'
    : 'no figures by node in its messages';
  const off = outliers
    .slice(0, MOST_OUTLIERS)
    .map(({ node, metric, off: by, level }) => `${node} ${metric} ${percent(by)} (${level})`);
  const base = baselines
    .slice(0, MOST_OUTLIERS)
    .map(({ metric, mean, nodes }) => `${metric} mean ${rounded(mean)} of ${nodes}`);
  const parts = [
    failed.length > 0
      ? `failed: ${failed.join(', ')}, so that node is suspect hardware`
      : `no phase of ${round === undefined ? 'the newest round' : `round ${round}`} failed`,
    ...(off.length > 0 ? [`off the mean: ${off.join(', ')}`] : []),
    base.length > 0 ? `baseline: ${base.join(', ')}` : none,
  ];
  const significant = outliers.some(({ level }) => level === 'significant');
  const level = failed.length > 0 || significant ? 'critical' : outliers.length > 0 ? 'warning' : 'ok';
  return { area, level, says: `Sanity check: ${parts.join('; ')}.` };
}
