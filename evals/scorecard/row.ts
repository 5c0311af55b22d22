import type { Breakage } from '../../tests/broken/breakage.ts';
import { MAIN } from '../../tests/e2e/harness.ts';

/** How a row is run. */
export interface Ask {
  /** The server's entry. */
  main: string;
  /** What is tried follows from it alone. */
  seed: number;
  /** A few tries of every kind, for `npm test`. */
  short: boolean;
  /** Told of a miss as soon as it happens, by rows that take minutes: a run that is broken off loses no words then. */
  tell?(miss: string): void;
}

/** What came of a row. */
export interface Outcome {
  tried: number;
  /** What must not be, one line each. */
  missed: readonly string[];
  /** What was measured, in a few words. */
  detail?: string;
}

/** A promise under attack, as plain data. */
export interface Row {
  name: string;
  /** What is tried, and the promise that it is about, as the safety guide says it. */
  tries: string;
  goal: string;
  /** What it does not protect against, as the safety guide says it. */
  beyond: string;
  run(ask: Ask): Promise<Outcome>;
  /** A server without what protects: the row has to fail on it. */
  broken: Breakage;
}

/** How many, in a short run and in a full one. */
export const many = ({ short }: Ask, few: number, all: number): number => (short ? few : all);

/**
 * The build that a row has to start, for rows that are about no process; none in a short run of the sound server, which then runs in
 * this process.
 */
export const startedMain = ({ main, short }: Ask): string | undefined => (short && main === MAIN ? undefined : main);
