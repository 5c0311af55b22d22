import { Fault } from '../../../domain/fault.ts';
import { type LowSpan, spansBelow } from '../../../domain/series.ts';
import { cloudClock, type Job } from '../../../jobs/job.ts';
import type { Series } from '../decoders/metrics.ts';
import { utcSeconds } from '../fields.ts';
import { type MetricFound, type MetricWindow, stepFor } from './sources.ts';

/** Percent below which a GPU counts as idle, and for how long at least, in milliseconds. */
export const IDLE_BELOW = 5;
const IDLE_MS = 10 * 60_000;

/** Series that are told and drawn one by one; of more, the outliers are. */
export const MOST_ROWS = 8;

export const isPercent = (metric: string): boolean => /Usage$|UTIL$/.test(metric);

const WEEK_MS = 7 * 24 * 3_600_000;

/** A window in words, with how far the points in it are apart, as figures of metrics name their time. */
export const windowWords = (window: MetricWindow): string =>
  `${utcSeconds(window.from)} to ${utcSeconds(window.to)}, every ${stepFor(window).step}`;

/**
 * From when it ran, at most a week back, to its end or now.
 * @param now this machine's time
 * @throws Fault `invalid_input` where what is given makes the window end before it begins
 */
export function windowOf(
  job: Job,
  given: { from?: string | undefined; to?: string | undefined },
  now: Date,
): MetricWindow {
  const { finished, running, created } = job.times;
  const to = new Date(given.to ?? finished ?? cloudClock(job, now));
  const began = new Date(given.from ?? running ?? created ?? to);
  if (given.from !== undefined && began >= to)
    throw new Fault({
      kind: 'invalid_input',
      message: `start_time ${given.from} is not before ${utcSeconds(to)}, where its metrics end.`,
      fix: 'Pass an earlier start_time, or leave it out for all of its run.',
    });
  if (given.to !== undefined && (running ?? created) !== undefined && began >= to)
    throw new Fault({
      kind: 'invalid_input',
      message: `end_time ${given.to} is not after ${utcSeconds(began)}, when ${job.jobId} ${running ? 'began to run' : 'was created'}.`,
      fix: 'Pass a later end_time, or leave it out.',
    });
  return { from: given.from ? began : new Date(Math.max(began.getTime(), to.getTime() - WEEK_MS)), to };
}

export const SAYS: Readonly<Record<MetricFound['source'], string>> = {
  GetJobMetrics: 'GetJobMetrics (kept for jobs on public general machines)',
  GetMetrics: 'GetMetrics (CloudMonitor)',
};

/** Why there is no metric: each source that was asked, and what it lacks. */
export const lacks = (asked: readonly MetricFound[]): string =>
  asked
    .map((each) => `${SAYS[each.source]} has ${each.lacks === 'nothing' ? 'nothing' : `none (${each.lacks})`}`)
    .join('; ');

/** Spans in which one GPU series was idle, and their sum in milliseconds. */
export function idleOf({ points }: Series): { spans: LowSpan[]; ms: number } {
  const spans = spansBelow(points, IDLE_BELOW, IDLE_MS);
  return { spans, ms: spans.reduce((sum, { from, to }) => sum + to - from, 0) };
}
