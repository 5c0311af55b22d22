import type { Bounds } from './windows.ts';

/** Lines that may come after a pod's end is recorded. */
const SLACK_SECONDS = 30;
/** A pod writes nothing before it is there, but for what clocks differ. */
const BEFORE_SECONDS = 60;
/** How far back a log is read where nothing tells when its job began. */
const WEEK_SECONDS = 7 * 86_400;

/** What is wanted of the log of a pod, and what is known of its time. Seconds since the epoch. */
export interface Wanted {
  from: number | undefined;
  to: number | undefined;
  now: number;
  /** No pod of the job is older. */
  oldest: number;
}

/** A time of the cloud in seconds since the epoch. */
export const epochSecond = (iso: string | undefined): number | undefined => {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
};

/**
 * The second before which no pod of a job has written anything.
 * @param created when the job was, ISO 8601
 */
export const oldestOf = (created: string | undefined, from: number | undefined, now: number): number => {
  const at = epochSecond(created);
  return at === undefined ? (from ?? now - WEEK_SECONDS) : at - BEFORE_SECONDS;
};

/**
 * The bounds of one pod's log. A window that begins long before the pod is narrowed to its life: what the cloud is
 * asked to search costs a call for every step in which the first line is looked for.
 */
export function boundsOf(
  { from, to, now, oldest }: Wanted,
  life: { began?: string | undefined; finished?: string | undefined },
): Omit<Bounds, 'pause' | 'digest'> {
  const began = epochSecond(life.began);
  const finished = epochSecond(life.finished);
  const lower = Math.max(from ?? Number.NEGATIVE_INFINITY, began === undefined ? oldest : began - BEFORE_SECONDS);
  return {
    from: Math.min(lower, (to ?? Number.POSITIVE_INFINITY) - 1),
    to,
    base: Math.max(from ?? 0, finished === undefined ? now : Math.min(now, finished + SLACK_SECONDS)),
  };
}
