import type { Progress } from './health/training-line.ts';
import type { LogLine } from './lines.ts';

/** Answers to the question whether a program went on, by the lines it wrote. Positions are indices of lines. */
export interface Survival {
  /** Whether a line shows ordinary work. */
  isLive(line: LogLine): boolean;
  /** Training went on after an error that stands from `start` to `end`. */
  trainedOn(start: number, end: number): boolean;
  /** Lines of ordinary work after a position. */
  liveAfter(end: number): number;
  liveBetween(from: number, to: number): number;
  /**
   * Lines of ordinary work after a position by the process of that line; none where lines do not say whose they are.
   */
  liveAfterOf(end: number): number;
  /** Steps between two positions that had not been reached before. */
  advancedBetween(from: number, to: number): number;
  newest: Progress | undefined;
}

/**
 * Steps that show training, new ones or repeated ones after a restart: with a single one, a rank may just finish its
 * step.
 */
const NEW_STEPS = 2;
const REPEATED_STEPS = 2;

interface Mark {
  index: number;
  /** Steps and epochs are counted apart: a step is no later epoch. */
  unit: 'step' | 'epoch' | 'both';
  position: Position;
}

/** Epoch and step, 0 where a line does not say. Steps may begin anew with every epoch, so the epoch goes first. */
type Position = readonly [epoch: number, step: number];

const markOf = (index: number, { step, epoch }: Progress): Mark => ({
  index,
  unit: step === undefined ? 'epoch' : epoch === undefined ? 'step' : 'both',
  position: [epoch ?? 0, step ?? 0],
});

const isBeyond = ([epoch, step]: Position, [otherEpoch, otherStep]: Position): boolean =>
  epoch === otherEpoch ? step > otherStep : epoch > otherEpoch;

type Heights = Partial<Record<Mark['unit'], Position>>;

/**
 * How often a sequence of marks gets beyond what was reached. The first mark of a unit has nothing to be compared with.
 */
function heights(marks: readonly Mark[], reached: Heights): number {
  const top = { ...reached };
  let count = 0;
  for (const { unit, position } of marks) {
    const before = top[unit];
    if (before !== undefined && !isBeyond(position, before)) continue;
    top[unit] = position;
    if (before !== undefined) count++;
  }
  return count;
}

/**
 * @param isLive whether a line shows ordinary work: no error, no end
 */
export function survivalOf(lines: readonly LogLine[], isLive: (line: LogLine) => boolean): Survival {
  const marks: Mark[] = [];
  let newest: Progress | undefined;
  for (const { progress, index } of lines) {
    if (progress === undefined) continue;
    marks.push(markOf(index, progress));
    newest = progress;
  }
  const living = lines.filter(isLive);
  const live = living.map(({ index }) => index);
  const between = (from: number, to: number): Mark[] => marks.filter(({ index }) => index > from && index < to);
  const reached = (until: number): Heights => {
    const top: Heights = {};
    for (const { index, unit, position } of marks) {
      const before = top[unit];
      if (index <= until && (before === undefined || isBeyond(position, before))) top[unit] = position;
    }
    return top;
  };
  const advanced = (from: number, to: number): number => heights(between(from, to), reached(from));
  return {
    isLive,
    trainedOn: (_start, end) =>
      advanced(end, Number.POSITIVE_INFINITY) >= NEW_STEPS ||
      heights(between(end, Number.POSITIVE_INFINITY), {}) >= REPEATED_STEPS,
    liveAfter: (end) => live.filter((index) => index > end).length,
    liveBetween: (from, to) => live.filter((index) => index > from && index < to).length,
    liveAfterOf: (end) => {
      const stream = lines[end]?.stream ?? '';
      return stream === '' ? 0 : living.filter((line) => line.index > end && line.stream === stream).length;
    },
    advancedBetween: advanced,
    newest,
  };
}
