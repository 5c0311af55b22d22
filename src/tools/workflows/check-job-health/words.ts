import type { TrainingProgress } from '../../../diagnosis/health/progress.ts';
import { type Restarts, restartWords } from '../../../diagnosis/health/restarts.ts';
import { judgeFigures, readFigures } from '../../../diagnosis/health/sanity-figures.ts';
import type { Flow } from '../../../diagnosis/health/silence.ts';
import { count } from '../../../domain/count.ts';
import { durationWords } from '../../../shaping/times.ts';
import type { SanityRow } from '../../kit/sanity.ts';
import type { HealthFinding, HealthLevel } from './finding.ts';

const round = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

const stepWords = (seconds: number): string =>
  seconds < 1 ? `${round(seconds * 1000, 3)} ms a step` : `${round(seconds, 3)} s a step`;

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
    epoch === undefined ? undefined : `epoch ${round(epoch)}`,
    loss === undefined ? undefined : `loss ${round(loss)}`,
    lossTrend === 'unknown'
      ? undefined
      : lossTrend === 'nan'
        ? 'loss is not a number (nan or inf)'
        : `loss ${lossTrend}`,
    secondsPerStep === undefined ? undefined : stepWords(secondsPerStep),
    stepTimeTrend === 'unknown' || secondsPerStep === undefined ? undefined : `step time ${stepTimeTrend}`,
    rate === undefined ? undefined : `${round(rate)} ${rateUnit}`,
    mfu === undefined ? undefined : `MFU ${round(mfu * 100, 3)}%`,
    learningRate === undefined ? undefined : `lr ${round(learningRate)}`,
  ].filter((part) => part !== undefined);
  const level: HealthLevel =
    lossTrend === 'nan' ? 'critical' : lossTrend === 'rising' || stepTimeTrend === 'rising' ? 'warning' : 'ok';
  return { area, level, says: `${parts.join(', ')} (${count(progress.readings, 'line')} of progress).` };
}

const FLOWS: Readonly<Record<Flow, readonly [level: HealthLevel, says: (silent: string) => string]>> = {
  flowing: ['ok', () => 'The log flows: its last line is younger than 5 minutes.'],
  quiet: [
    'warning',
    (silent) => `The log has been silent for at least ${silent}; from 30 min on that suggests a hang.`,
  ],
  init_hang: [
    'critical',
    (silent) =>
      `Suspected hang of the initialisation: the last lines are of the NCCL set-up, and nothing has come for at least ${silent}.`,
  ],
  hang: ['critical', (silent) => `Suspected hang: nothing has been written for at least ${silent}.`],
  deadlock: [
    'critical',
    () => 'Communication deadlock: the last word of the log is the time-out of a collective operation (watchdog).',
  ],
};

/**
 * Whether the program still writes. Output that flows is no hang, however flat the loss is.
 * @param written whether it has written anything
 */
export function hangFinding(flow: Flow, silentSeconds: number, written: boolean): HealthFinding {
  if (flow === 'flowing' && !written)
    return {
      area: 'hang',
      level: 'unknown',
      says: 'The pod has written nothing yet; it runs for less than 5 minutes.',
    };
  const [level, says] = FLOWS[flow];
  return { area: 'hang', level, says: says(durationWords(silentSeconds)) };
}

const RESTART_LEVELS: Readonly<Record<Restarts['level'], HealthLevel>> = {
  healthy: 'ok',
  normal: 'ok',
  critical: 'warning',
  exhausted: 'critical',
  none: 'ok',
};

/** Restarts against their budget. */
export const restartFinding = (restarts: Restarts | undefined): HealthFinding =>
  restarts === undefined
    ? { area: 'restarts', level: 'unknown', says: 'The cloud does not tell how often it restarted.' }
    : { area: 'restarts', level: RESTART_LEVELS[restarts.level], says: `${restartWords(restarts)}.` };

const MOST_OUTLIERS = 5;
const percent = (share: number): string => `${share > 0 ? '+' : ''}${round(share * 100, 2)}%`;

/**
 * Failed phases and nodes off the mean in the latest round; the baseline also where all is well.
 * @param messages of the checks as the cloud sent them, as far as they were taken in: only names and numbers of them are shown
 */
export function sanityFinding(
  rows: readonly SanityRow[],
  messages: readonly { round: number; text: string }[],
): HealthFinding {
  const area = 'sanity' as const;
  if (rows.length === 0) return { area, level: 'unknown', says: 'The sanity check is on, but there is no result yet.' };
  const latest = Math.max(...rows.map(({ check_number }) => check_number));
  const failed = rows
    .filter(({ check_number, status }) => check_number === latest && /fail|error|timeout/i.test(status))
    .map(({ phase }) => phase);
  const texts = messages.flatMap(({ round: of, text }) => (of === latest ? [text] : []));
  const { baselines, outliers } = judgeFigures(texts.flatMap(readFigures));
  // Long lines are cut before they are read (hundreds of nodes fill one), and half a record is no figure.
  const none = texts.some((text) => text.endsWith('…'))
    ? 'its messages are too long to read their figures'
    : 'no figures by node in its messages';
  const off = outliers
    .slice(0, MOST_OUTLIERS)
    .map(({ node, metric, off: by, level }) => `${node} ${metric} ${percent(by)} (${level})`);
  const base = baselines
    .slice(0, MOST_OUTLIERS)
    .map(({ metric, mean, nodes }) => `${metric} mean ${round(mean)} of ${nodes}`);
  const parts = [
    failed.length > 0
      ? `failed: ${failed.join(', ')}, so that node is suspect hardware`
      : `no phase of round ${latest} failed`,
    ...(off.length > 0 ? [`off the mean: ${off.join(', ')}`] : []),
    base.length > 0 ? `baseline: ${base.join(', ')}` : none,
  ];
  const significant = outliers.some(({ level }) => level === 'significant');
  const level = failed.length > 0 || significant ? 'critical' : outliers.length > 0 ? 'warning' : 'ok';
  return { area, level, says: `Sanity check: ${parts.join('; ')}.` };
}
