import { Fault } from '../../domain/fault.ts';
import { idWithin } from '../../domain/id-within.ts';
import { JOB_ID } from '../../domain/identifiers.ts';
import { JOB_STATUSES } from '../../domain/lists.ts';
import { nearest } from '../../domain/nearest.ts';
import { compilePattern, MOST_PATTERN } from '../../tools/kit/pattern.ts';
import type { Goal } from '../../tools/workflows/wait-for-job/watch.ts';
import { commandLine } from '../terminal/typed.ts';

/** The options of `wait` as the command line gives them. */
export interface WaitOptions {
  until?: string[];
  any?: boolean;
  logPattern?: string;
  timeout?: string;
  onEnd?: string;
}

/** What one call of `wait` asks for. */
export interface WaitAsk extends Goal {
  /** Infinite where there is no `--timeout`. */
  seconds: number;
}

const MOST_JOBS = 100;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const wrong = (message: string, fix: string, valid?: readonly string[]): Fault =>
  new Fault({ kind: 'invalid_input', message, fix, ...(valid ? { valid } : {}) });

/** Seconds of `--timeout`: a number of seconds, or parts as `1h30m`. @throws Fault */
export function secondsOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const parts = /^(?:\d+[smhd])+$/.test(text) ? [...text.matchAll(/(\d+)([smhd])/g)] : [];
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? 0), 0);
  if (seconds >= 1 && seconds <= 366 * 86_400) return seconds;
  throw wrong(
    `--timeout is "${text}", which is no time to wait.`,
    'Give seconds, or a number with s, m, h or d, such as 90s, 15m or 1h30m, or leave it out to wait without end.',
  );
}

function idsOf(given: readonly string[]): string[] {
  const ids = [...new Set(given)];
  const odd = ids.find((id) => !JOB_ID.test(id));
  if (odd !== undefined) {
    const held = idWithin(odd, JOB_ID, 'job_id');
    throw wrong(
      `"${odd}" is no job id.`,
      held === undefined
        ? `Give ids as the console and list_jobs show them: ${commandLine('wait', 'dlc1xjcumbfm7aai')}`
        : `Give the id within it: ${commandLine('wait', held)}`,
    );
  }
  if (ids.length > MOST_JOBS)
    throw wrong(`${ids.length} jobs are more than one wait takes.`, `Give at most ${MOST_JOBS}.`);
  return ids;
}

/** The statuses of `--until`, which can be given again or hold several with commas. */
function statusesOf(given: readonly string[]): string[] | undefined {
  const names = given.flatMap((each) => each.split(',')).map((name) => name.trim());
  for (const name of names) {
    if (JOB_STATUSES.some((status) => status === name)) continue;
    const meant = nearest(name, JOB_STATUSES);
    throw wrong(
      `--until names "${name}", which is no status.`,
      `${meant ? `Did you mean ${meant}? ` : ''}Give one of the valid ones.`,
      JOB_STATUSES,
    );
  }
  return names.length === 0 ? undefined : [...new Set(names)];
}

/**
 * Reads what is asked for.
 * @throws Fault `invalid_input` naming the option and its repair
 */
export async function askOf(
  jobs: readonly string[],
  { until = [], any, logPattern, timeout }: WaitOptions,
): Promise<WaitAsk> {
  const jobIds = idsOf(jobs);
  if (logPattern !== undefined && jobIds.length > 1)
    throw wrong(
      `--log-pattern watches the log of one job, and there are ${jobIds.length}.`,
      'Name one job, or start a wait for each.',
    );
  if (logPattern !== undefined && (logPattern === '' || logPattern.length > MOST_PATTERN))
    throw wrong(`--log-pattern has ${logPattern.length} characters.`, `Give a pattern of 1 to ${MOST_PATTERN}.`);
  return {
    jobIds,
    until: any ? 'any' : 'all',
    statuses: statusesOf(until),
    matches: logPattern === undefined ? undefined : await compilePattern('--log-pattern', logPattern),
    logSince: undefined,
    seconds: secondsOf(timeout),
  };
}
