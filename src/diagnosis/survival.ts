import type { LogLine } from './lines.ts';
import { type Progress, parseProgress } from './progress.ts';

/** Answers to the question whether a program went on, by the lines it wrote. Positions are indices of lines. */
export interface Survival {
  /** Training went on after an error that stands from `start` to `end`. */
  trainedOn(start: number, end: number): boolean;
  /** Lines of ordinary work after a position. */
  liveAfter(end: number): number;
  liveBetween(from: number, to: number): number;
  /** Steps between two positions that had not been reached before. */
  advancedBetween(from: number, to: number): number;
  newest: Progress | undefined;
}

/** Other ranks may still finish the step they are in; two new ones, or three from an earlier checkpoint, are training. */
const NEW_STEPS = 2;
const REPEATED_STEPS = 3;

interface Mark {
  index: number;
  /** Orders the progress of a training; `undefined` where the line has neither step nor epoch. */
  position: number | undefined;
}

const positionOf = ({ step, epoch }: Progress): number | undefined => step ?? epoch;

/**
 * @param isLive whether a line shows ordinary work: no error, no end
 */
export function survivalOf(lines: readonly LogLine[], isLive: (line: LogLine) => boolean): Survival {
  const marks: Mark[] = [];
  let newest: Progress | undefined;
  for (const { body, index } of lines) {
    const progress = parseProgress(body);
    if (progress === undefined) continue;
    marks.push({ index, position: positionOf(progress) });
    newest = progress;
  }
  const live = lines.filter(isLive).map(({ index }) => index);
  const between = (from: number, to: number): Mark[] => marks.filter(({ index }) => index > from && index < to);
  const distinct = (list: readonly Mark[]): number =>
    new Set(list.map(({ index, position }) => position ?? `line ${index}`)).size;
  const advanced = (from: number, to: number): number => {
    const highest = Math.max(...marks.filter(({ index }) => index <= from).map(({ position = 0 }) => position), -1);
    return distinct(between(from, to).filter(({ position }) => position === undefined || position > highest));
  };
  return {
    trainedOn: (_start, end) =>
      advanced(end, Number.POSITIVE_INFINITY) >= NEW_STEPS ||
      distinct(between(end, Number.POSITIVE_INFINITY)) >= REPEATED_STEPS,
    liveAfter: (end) => live.filter((index) => index > end).length,
    liveBetween: (from, to) => live.filter((index) => index > from && index < to).length,
    advancedBetween: advanced,
    newest,
  };
}
