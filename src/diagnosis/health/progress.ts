import { lineTime } from '../../shaping/line-time.ts';
import { type LogLine, readLogLine } from '../lines.ts';
import type { Progress } from './training-line.ts';
import { median, ratioOf, type Trend, trendOf } from './trend.ts';

/** How training goes, as far as the lines of a log tell. */
export interface TrainingProgress {
  /** Lines that told something. */
  readings: number;
  step?: number | undefined;
  epoch?: number | undefined;
  /** The newest loss; absent where none was printed or it is no number. */
  loss?: number | undefined;
  lossTrend: Trend;
  secondsPerStep?: number | undefined;
  /** Seconds from one line of progress to the next, as far as the lines tell. */
  secondsBetween?: number | undefined;
  stepTimeTrend: Trend;
  /** How many times longer the newest steps take than the first ones; absent where too few are timed. */
  slowdown?: number | undefined;
  mfu?: number | undefined;
  learningRate?: number | undefined;
  rate?: number | undefined;
  rateUnit?: string | undefined;
  /** Index of the newest line that told something. */
  lastLine: number;
}

interface Reading extends Progress {
  index: number;
  line: string;
}

// Shares by which a value has to move over the lines to count as rising or falling. Times of steps vary more than
// losses do.
const LOSS_TOLERANCE = 0.02;
const TIME_TOLERANCE = 0.1;
const RECENT = 20;

/** The newest value of a field. */
const newest = <K extends keyof Progress>(readings: readonly Reading[], field: K): Progress[K] =>
  readings.findLast((reading) => reading[field] !== undefined)?.[field];

const all = (readings: readonly Reading[], field: 'loss' | 'secondsPerStep'): number[] =>
  readings.map((reading) => reading[field]).filter((value) => value !== undefined);

/** Whether a line tells how training goes. An epoch with an accuracy tells only where it is. */
export const tells = ({ loss, step, secondsPerStep, rate, beside }: Progress): boolean =>
  beside === undefined && (loss !== undefined || (step !== undefined && (secondsPerStep ?? rate) !== undefined));

/** What passed from one reading to the next that both say their step, and time where they have one. */
function stretches(readings: readonly Reading[]): { steps: number; seconds: number | undefined }[] {
  const stepped = readings.flatMap(({ step, line }) =>
    step === undefined ? [] : [{ step, at: lineTime(line, 0)?.at }],
  );
  return stepped.slice(1).flatMap(({ at, step }, index) => {
    const before = stepped[index];
    const steps = step - (before?.step ?? 0);
    const seconds = at === undefined || before?.at === undefined ? undefined : (at - before.at) / 1000;
    return steps > 0 ? [{ steps, seconds }] : [];
  });
}

/**
 * Seconds per step by the times of the lines, where no line prints it. Only differences count, so the zone does not
 * matter.
 */
const pace = (readings: readonly Reading[]): number[] =>
  stretches(readings).flatMap(({ steps, seconds = 0 }) => (seconds > 0 ? [seconds / steps] : []));

/** Seconds from one line of progress to the next, by their times, else by their steps and what a step takes. */
function between(readings: readonly Reading[], perStep: number | undefined): number | undefined {
  const each = stretches(readings).flatMap(({ steps, seconds = perStep && steps * perStep }) => seconds ?? []);
  return median(each.slice(-RECENT));
}

/**
 * @param texts cleaned lines of one log, oldest first
 * @param lines the same, taken apart
 * @returns `undefined` where no line tells of progress
 */
export function readProgress(
  texts: readonly string[],
  lines: readonly LogLine[] = texts.map(readLogLine),
): TrainingProgress | undefined {
  const readings = lines.flatMap(({ progress, index }): Reading[] =>
    progress !== undefined && tells(progress) ? [{ ...progress, index, line: texts[index] ?? '' }] : [],
  );
  if (readings.length === 0) return undefined;
  const losses = all(readings, 'loss');
  const printed = all(readings, 'secondsPerStep');
  const times = printed.length > 0 ? printed : pace(readings);
  const loss = losses.at(-1);
  const secondsPerStep = median(times.slice(-RECENT));
  return {
    readings: readings.length,
    step: newest(readings, 'step'),
    epoch: newest(readings, 'epoch'),
    loss: Number.isNaN(loss) ? undefined : loss,
    lossTrend: trendOf(losses, LOSS_TOLERANCE),
    secondsPerStep,
    secondsBetween: between(readings, secondsPerStep),
    stepTimeTrend: trendOf(times, TIME_TOLERANCE),
    slowdown: ratioOf(times),
    mfu: newest(readings, 'mfu'),
    learningRate: newest(readings, 'learningRate'),
    rate: newest(readings, 'rate'),
    rateUnit: newest(readings, 'rateUnit'),
    lastLine: readings.at(-1)?.index ?? 0,
  };
}
