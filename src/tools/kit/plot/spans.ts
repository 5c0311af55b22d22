import type { Job } from '../../../jobs/job.ts';
import type { StatusSpan } from '../../../pictures/chart.ts';
import type { MetricWindow } from '../job-metrics/sources.ts';

/**
 * Which status a job had within a window, by its own history, in seconds since the window's start. A status that the
 * history does not end has lasted until the next one, or until the end of the window.
 */
export function statusSpans({ statusHistory }: Job, { from, to }: MetricWindow): StatusSpan[] {
  const [first, last] = [from.getTime(), to.getTime()];
  return statusHistory.flatMap(({ status, start, end }, index): StatusSpan[] => {
    if (status === undefined || start === undefined) return [];
    const next = end ?? statusHistory[index + 1]?.start;
    const began = Math.max(Date.parse(start), first);
    const ended = Math.min(next === undefined ? last : Date.parse(next), last);
    return ended > began ? [{ status, from: (began - first) / 1000, to: (ended - first) / 1000 }] : [];
  });
}
