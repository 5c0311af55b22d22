import { durationWords } from '../domain/duration.ts';
import { SLOW_PULL } from './causes/remedies.ts';
import { type Event, meansNothing } from './events.ts';
import type { Finding } from './finding.ts';

/** Seconds. A preparation normally takes 1 to 12 minutes (api-notes: times); from here on it is long. */
export const LONG_PREPARATION = 20 * 60;

const PULLS = /^Pulling image\b/;
/** The platform writes the next step into it while the image is still pulled (api-notes: pod events). */
const STEP = /^pod sub status changed\b/;

/** A pull of which no event says that it ended. */
export interface OpenPull {
  event: Event;
  /** What is said of it: a sentence of ours without its full stop. */
  says: string;
}

/**
 * The pull of an image that a long preparation waits for: the last event of the pod, and at least half as old as the
 * preparation. An image that came is followed by other events, and so is one that cannot be had.
 *
 * @param events of one pod, oldest first
 * @param preparing seconds for which the job has been prepared
 */
export function openPull(events: readonly Event[], preparing: number, clock: Date): OpenPull | undefined {
  const event = events.findLast(({ text }) => !STEP.test(text) && !meansNothing(text));
  if (preparing < LONG_PREPARATION || event === undefined || !PULLS.test(event.text)) return undefined;
  const began = Date.parse(event.time ?? '');
  const seconds = Number.isNaN(began) ? preparing : (clock.getTime() - began) / 1000;
  if (seconds < preparing / 2) return undefined;
  const says = `the image has been pulled for ${durationWords(seconds)} and nothing says that it came: it is large, or its registry is slow or out of reach`;
  return { event, says };
}

/** The finding of a pull that does not end. It may still end well, so it is never direct. */
export const pullFinding = ({ event: { time, text }, says }: OpenPull, pod: string): Finding => ({
  rule: 'image_pulling',
  category: 'image_pull',
  directness: 'indirect',
  role: 'cause',
  says,
  remedy: SLOW_PULL,
  evidence: [{ source: 'pod_event', pod, time, text }],
});
