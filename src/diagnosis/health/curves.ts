import { amount } from '../../domain/amount.ts';
import { cleanText } from '../../shaping/clean.ts';
import { readLogLine } from '../lines.ts';
import { tells } from './progress.ts';
import type { Progress } from './training-line.ts';

/** Curves that the lines of a training log draw. */
export const LOG_CURVES = ['loss', 'learning_rate', 'throughput'] as const;
export type LogCurve = (typeof LOG_CURVES)[number];

/** What a curve is drawn over: what most of its lines print. */
export const CURVE_OVERS = ['step', 'epoch', 'reading'] as const;
export type CurveOver = (typeof CURVE_OVERS)[number];

/** A curve in the order of its `over`; where a step was printed twice, as after a restart, the later line counts. */
export interface Curve {
  over: CurveOver;
  /** Of throughput, what it counts. */
  unit?: string | undefined;
  /** A value is `NaN` where the program printed nan, inf or a number beyond all sense. */
  points: readonly { x: number; value: number }[];
}

/** Share of the readings that have a step or an epoch for the curve to be drawn over it. */
const MOST_OF = 0.8;
/** A run that begins anew this often counts the steps of an epoch. */
const LEAST_RESETS = 2;

type PlaceOf = (progress: Progress) => number | undefined;

/** Where in its epoch a step is, of a program that counts the steps of each epoch from nothing. */
const inEpoch =
  (longest: number): PlaceOf =>
  ({ epoch, step = 0, totalSteps = longest }) =>
    epoch === undefined ? undefined : epoch + (totalSteps > 0 ? step / totalSteps : 0);

/** What a curve is drawn over, and where on it a reading is; by number where its lines say no place. */
function axisOf(readings: readonly Progress[]): { over: CurveOver; placeOf?: PlaceOf } {
  const enough = (count: number): boolean => count >= readings.length * MOST_OF;
  const stepped = readings.filter(({ step }) => step !== undefined);
  const steps = stepped.map(({ step = 0 }) => step);
  if (enough(stepped.length)) {
    const back = stepped.slice(1).filter((next, at) => (next.step ?? 0) < (steps[at] ?? 0));
    const epochs = new Set(back.map(({ epoch }) => epoch).filter((epoch) => epoch !== undefined));
    const turns = stepped.slice(1).filter(({ epoch }, at) => epoch !== undefined && epoch !== stepped[at]?.epoch);
    // Steps that go back once in many epochs were begun anew, as after a restart.
    if (back.length > 0 && epochs.size === back.length && back.length >= turns.length / 2)
      return { over: 'epoch', placeOf: inEpoch(steps.reduce((most, step) => Math.max(most, step), 1)) };
    const anew = back.filter(({ step = 0 }) => step <= (steps[0] ?? 0));
    return anew.length >= LEAST_RESETS ? { over: 'reading' } : { over: 'step', placeOf: ({ step }) => step };
  }
  // Lines of one epoch that name no more than it would all stand in one place.
  const epochs = readings.flatMap(({ epoch }) => epoch ?? []);
  return enough(epochs.length) && enough(new Set(epochs).size)
    ? { over: 'epoch', placeOf: ({ epoch }) => epoch }
    : { over: 'reading' };
}

function curveOf(
  readings: readonly Progress[],
  read: (progress: Progress) => number | undefined,
  unit?: string,
): Curve | undefined {
  const telling = readings.filter((progress) => read(progress) !== undefined);
  if (telling.length === 0) return undefined;
  const { over, placeOf } = axisOf(telling);
  const values = new Map<number, number>();
  for (const [at, progress] of telling.entries()) {
    const x = amount(placeOf === undefined ? at + 1 : (placeOf(progress) ?? Number.NaN));
    const value = read(progress);
    if (x !== undefined && value !== undefined) values.set(x, amount(value) ?? Number.NaN);
  }
  const points = [...values].map(([x, value]) => ({ x, value })).toSorted((a, b) => a.x - b.x);
  return { over, points, ...(unit === undefined ? {} : { unit }) };
}

/** The unit of work that most lines count; without one, steps by the time that a step takes. */
function throughputOf(readings: readonly Progress[]): Curve | undefined {
  const counts = new Map<string, number>();
  for (const { rateUnit } of readings)
    if (rateUnit !== undefined) counts.set(rateUnit, (counts.get(rateUnit) ?? 0) + 1);
  const [unit] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (unit !== undefined)
    return curveOf(readings, ({ rate, rateUnit }) => (rateUnit === unit ? rate : undefined), unit);
  const steps = ({ secondsPerStep }: Progress) => (secondsPerStep ? 1 / secondsPerStep : undefined);
  return curveOf(readings, steps, 'steps/s');
}

/**
 * The curves of a log, as far as its lines draw some: by the same reading of lines that judges the health of a job.
 * @param lines of one pod as they were written, oldest first
 */
export function readCurves(lines: readonly string[]): Partial<Record<LogCurve, Curve>> {
  const readings = cleanText(lines.join('\n'))
    .split('\n')
    .flatMap((line, index): Progress[] => {
      const { progress } = readLogLine(line, index);
      return progress !== undefined && tells(progress) ? [progress] : [];
    });
  const curves = {
    loss: curveOf(readings, ({ loss }) => loss),
    learning_rate: curveOf(readings, ({ learningRate }) => learningRate),
    throughput: throughputOf(readings),
  };
  return Object.fromEntries(Object.entries(curves).filter(([, curve]) => curve !== undefined));
}
