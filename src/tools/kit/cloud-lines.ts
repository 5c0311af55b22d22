import { count } from '../../domain/count.ts';
import type { Shown } from '../../domain/shown.ts';
import { fence } from '../../shaping/fence.ts';
import { inOurWords, shownLines } from '../../shaping/shown.ts';
import { eventTime } from '../../shaping/times.ts';
import { type CappedLines, capLines } from '../../shaping/window.ts';

const MAX_BYTES = 32 * 1024;
const MAX_LINE_BYTES = 4 * 1024;

/**
 * Makes lines of the cloud fit to show (R34). Of a private key the first line stays, masked; its other lines are left
 * out.
 */
export async function shownLog(lines: readonly string[]): Promise<Shown[]> {
  return (await shownLines(lines)).filter((line) => line !== undefined);
}

const withZone = (line: string): string => {
  const { time, text } = eventTime(line);
  return time === undefined ? line : `${time} ${text}`;
};

/** Repeated events become one, in the place of the last, with their number and the time of the first. */
function foldEvents(lines: readonly Shown[]): Shown[] {
  const seen = new Map<Shown, { times: number; first: Shown | undefined; last: Shown }>();
  for (const line of lines) {
    const { time, text } = eventTime(line);
    const before = seen.get(text);
    // A map keeps the order of insertion: put in anew, an event stands where it happened last.
    seen.delete(text);
    seen.set(text, { times: (before?.times ?? 0) + 1, first: before?.first ?? time, last: line });
  }
  return [...seen.values()].map(({ times, first, last }) => {
    if (times === 1) return last;
    return first === undefined ? inOurWords`${last} (x ${times})` : inOurWords`${last} (x ${times}, first ${first})`;
  });
}

export interface ShapedEvents extends CappedLines<Shown> {
  /** Events that repeat a later one. */
  folded: number;
  /** There are as many as were asked for, so that there may be older ones. */
  full: boolean;
}

/**
 * Makes event lines fit to show: oldest first, times with a zone (R37), repeated ones folded. They are cleaned and
 * masked as one text, because a private key spans lines, and then capped, keeping the newest (R11).
 */
export async function shapeEvents(given: readonly string[], maxLines: number): Promise<ShapedEvents> {
  const events = given.filter((line) => line.trim() !== '');
  const times = events.map((line) => Date.parse(eventTime(line).time ?? ''));
  const order = events.map((_, index) => index);
  if (times.every((time) => !Number.isNaN(time))) order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const lines = await shownLog(order.map((index) => withZone(events[index] ?? '')));
  const folded = foldEvents(lines);
  const caps = { maxLines, maxBytes: MAX_BYTES, maxLineBytes: MAX_LINE_BYTES, keep: 'tail' } as const;
  return { ...capLines(folded, caps), folded: lines.length - folded.length, full: events.length >= maxLines };
}

/** Lines as the model sees them: fenced, or nothing when there are none. */
export const fenced = (source: string, lines: readonly Shown[]): string[] =>
  lines.length === 0 ? [] : [fence(source, lines)];

/** Says what of the events is not shown, such as `3 older events left out`; empty where all is. */
export function leftOut({ omitted, truncatedLines, folded }: ShapedEvents): string {
  const parts = [
    omitted > 0 ? `${count(omitted, 'older event')} left out` : '',
    truncatedLines > 0 ? `${count(truncatedLines, 'long event')} shortened` : '',
    folded > 0 ? `${count(folded, 'repeated event')} folded` : '',
  ].filter((part) => part !== '');
  return parts.join(', ');
}
