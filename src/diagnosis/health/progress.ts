import { readTrainingLine, type StepReading } from './training-line.ts';
import { median, type Trend, trendOf } from './trend.ts';

/** How training goes, as far as the lines of a log tell. */
export interface Progress {
  /** Lines that told something. */
  readings: number;
  step?: number | undefined;
  epoch?: number | undefined;
  /** The newest loss; absent where none was printed or it is no number. */
  loss?: number | undefined;
  lossTrend: Trend;
  secondsPerStep?: number | undefined;
  stepTimeTrend: Trend;
  mfu?: number | undefined;
  learningRate?: number | undefined;
  rate?: number | undefined;
  rateUnit?: string | undefined;
  /** Index of the newest line that told something. */
  lastLine: number;
}

// A loss that moves by less over the lines shown is as good as still; steps differ by more among themselves.
const LOSS_TOLERANCE = 0.02;
const TIME_TOLERANCE = 0.1;
const RECENT = 20;

/** The newest value of a field. */
const newest = <K extends keyof StepReading>(readings: readonly StepReading[], field: K): StepReading[K] =>
  readings.findLast((reading) => reading[field] !== undefined)?.[field];

const all = (readings: readonly StepReading[], field: 'loss' | 'secondsPerStep'): number[] =>
  readings.map((reading) => reading[field]).filter((value) => value !== undefined);

/** Seconds per step by the program's own times, where it prints no duration. */
function pace(readings: readonly StepReading[]): number[] {
  const timed = readings.filter(({ at, step }) => at !== undefined && step !== undefined);
  return timed.slice(1).flatMap(({ at, step }, index) => {
    const before = timed[index];
    const steps = (step ?? 0) - (before?.step ?? 0);
    const seconds = ((at ?? 0) - (before?.at ?? 0)) / 1000;
    return steps > 0 && seconds > 0 ? [seconds / steps] : [];
  });
}

/**
 * @param lines cleaned lines of one log, oldest first
 * @returns `undefined` where no line tells of progress
 */
export function readProgress(lines: readonly string[]): Progress | undefined {
  const found = lines.map(readTrainingLine);
  const readings = found.filter((reading) => reading !== undefined);
  if (readings.length === 0) return undefined;
  const losses = all(readings, 'loss');
  const printed = all(readings, 'secondsPerStep');
  const times = printed.length > 0 ? printed : pace(readings);
  const loss = losses.at(-1);
  return {
    readings: readings.length,
    step: newest(readings, 'step'),
    epoch: newest(readings, 'epoch'),
    loss: Number.isNaN(loss) ? undefined : loss,
    lossTrend: trendOf(losses, LOSS_TOLERANCE),
    secondsPerStep: median(times.slice(-RECENT)),
    stepTimeTrend: trendOf(times, TIME_TOLERANCE),
    mfu: newest(readings, 'mfu'),
    learningRate: newest(readings, 'learningRate'),
    rate: newest(readings, 'rate'),
    rateUnit: newest(readings, 'rateUnit'),
    lastLine: found.findLastIndex((reading) => reading !== undefined),
  };
}
