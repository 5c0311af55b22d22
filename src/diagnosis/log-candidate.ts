import type { Finding } from './finding.ts';

/** Something in a log that may be the cause, with where it stands. */
export interface LogCandidate {
  finding: Omit<Finding, 'evidence'>;
  texts: string[];
  /** What its chain of exceptions began with, of what may be another matter. */
  earlier?: readonly string[];
  line: number;
  start: number;
  end: number;
  /** The program says that it goes on. */
  caught: boolean;
  /** A traceback from the beginning of the program: nothing on the way caught it. */
  whole: boolean;
  atEnd: boolean;
  /** It tells of an end that comes soon. */
  announces?: boolean;
  /** Causes that follow from it. */
  explains: readonly string[];
  /** Somebody looked it up, so it explains what stands before it too. */
  witness?: boolean;
}
