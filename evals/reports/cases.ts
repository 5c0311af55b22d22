import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `given` and `open` are for everybody to read; `aside` tells how the diagnosis does on reports that nobody looked at. */
export const SETS = ['given', 'open', 'aside'] as const;
export type SetName = (typeof SETS)[number];

/** The folder of `cases/`, from the root of the repository, in which the evaluations are started. */
const FOLDER = join('evals', 'reports', 'cases');

/** What a log is made of; see README.md. */
export type LogItem =
  | string
  | { rep: number; t: string; from?: number; step?: number }
  | { giant: number; t: string; tail: string };

export interface CasePod {
  role: string;
  n: number;
  status: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Stopped';
  sub?: string;
  exit?: number;
  /** Seconds after the end of the job. */
  ended?: number;
  /** Seconds since the last line of a running pod. */
  last_age?: number;
  log: LogItem[];
  events?: string[];
}

/** The label of a case; see README.md. */
export interface Truth {
  best: string;
  accept: string[];
  partly?: string[];
  wrong_certain?: string[];
  certain?: false;
  not?: string[];
  show?: string[][];
  names?: string[];
  cause: string;
  health?: string;
}

/** A job condensed from a public report. */
export interface Case {
  id: string;
  kind?: 'benign' | 'hang';
  job: {
    type: string;
    status?: string;
    spot?: boolean;
    quota?: boolean;
    reason?: { code: string; message: string };
    events?: string[];
  };
  /** Hours from UTC of the times in the log. */
  tz?: number;
  pods: CasePod[];
  truth: Truth;
}

/** The kinds that are told apart in a table. */
export const KINDS = ['failed', 'benign', 'sick'] as const;
export type Kind = (typeof KINDS)[number];

export const kindOf = ({ kind }: Case): Kind => (kind === 'hang' ? 'sick' : (kind ?? 'failed'));

/** The cases of a set, in order of their ids. */
export const readCases = (set: SetName): Case[] =>
  readdirSync(join(FOLDER, set))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FOLDER, set, name), 'utf8')) as Case);
