import type { Theme } from '../domain/picture.ts';

/** Palette of a picture. */
export interface Palette {
  background: string;
  text: string;
  muted: string;
  grid: string;
  /** Of lines; they differ for those too who see no red or no green. */
  lines: readonly string[];
  /** Of a band behind the lines, by the status of a job. */
  statuses: Readonly<Record<string, string>>;
  otherStatus: string;
}

const STATUSES = {
  light: { wait: '#e0a100', prepare: '#7f8fb0', run: '#3aa76d', trouble: '#d1495b', end: '#8a8a8a' },
  dark: { wait: '#e3b341', prepare: '#8ea2c8', run: '#4fc38a', trouble: '#f0707f', end: '#9a9a9a' },
};

const statuses = ({ wait, prepare, run, trouble, end }: (typeof STATUSES)['light']): Record<string, string> => ({
  Creating: prepare,
  Queuing: wait,
  Bidding: wait,
  EnvPreparing: prepare,
  SanityChecking: prepare,
  Running: run,
  Restarting: trouble,
  Stopping: trouble,
  Failed: trouble,
  Stopped: end,
  Succeeded: end,
});

export const COLOURS: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    grid: '#e3e6ea',
    lines: ['#0072b2', '#d55e00', '#009e73', '#aa4499', '#b58900', '#3d9bd6', '#6f4bb8', '#8c564b'],
    statuses: statuses(STATUSES.light),
    otherStatus: STATUSES.light.end,
  },
  dark: {
    background: '#16181c',
    text: '#e6e8eb',
    muted: '#a3abb5',
    grid: '#31363d',
    lines: ['#56b4e9', '#ff9d4d', '#4fd1a5', '#e58fd0', '#f0d65c', '#8fd0ff', '#b79cf2', '#d9a08b'],
    statuses: statuses(STATUSES.dark),
    otherStatus: STATUSES.dark.end,
  },
};
