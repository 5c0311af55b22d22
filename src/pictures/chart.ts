import type { Theme } from '../domain/picture.ts';

/** What a panel is drawn over: seconds since the chart's start, or a count such as steps of a training. */
export type Over = 'seconds' | 'step' | 'epoch' | 'reading';

/** A place of a line; `null` breaks the line there. */
export type LinePoint = readonly [x: number, y: number | null];

/** A line with its name in the legend. Lines of several panels that have one name have one colour. */
export interface ChartLine {
  name: string;
  places: readonly LinePoint[];
}

/** The room between the lowest and the highest of many lines. */
export interface Room {
  name: string;
  places: readonly (readonly [x: number, low: number, high: number])[];
}

export interface Panel {
  title: string;
  over: Over;
  lines: readonly ChartLine[];
  room?: Room | undefined;
  /** Ends of the vertical axis, where they are known before the values are. */
  range?: readonly [low: number, high: number] | undefined;
}

/** A status that a job had, in seconds since the chart's start: a band behind every panel over seconds. */
export interface StatusSpan {
  status: string;
  from: number;
  to: number;
}

/** What one picture shows. Texts of others in it have been made fit to show. */
export interface Chart {
  title: string;
  subtitle: string;
  theme: Theme;
  panels: readonly Panel[];
  spans: readonly StatusSpan[];
  /** What seconds are counted from, such as `2026-03-05 04:14 UTC`. */
  since: string;
}
