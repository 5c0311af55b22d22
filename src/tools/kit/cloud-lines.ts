import { count } from '../../domain/count.ts';
import type { Shown } from '../../domain/shown.ts';
import { fence } from '../../shaping/fence.ts';
import { inOurWords, shownLines } from '../../shaping/shown.ts';
import { eventTime } from '../../shaping/times.ts';
import { type CappedLines, capLines } from '../../shaping/window.ts';

const MAX_BYTES = 32 * 1024;
const MAX_LINE_BYTES = 4 * 1024;

/** Lines of the cloud fit to show (R34); what is left of a private key after its first line goes. */
export async function shownLog(lines: readonly string[]): Promise<Shown[]> {
  return (await shownLines(lines)).filter((line) => line !== undefined);
}

const withZone = (line: string): string => {
  const { time, text } = eventTime(line);
  return time === undefined ? line : `${time} ${text}`;
};

/** What happened again and again once, where it happened last, with how often and since when. */
function foldEvents(lines: readonly Shown[]): Shown[] {
  const seen = new Map<Shown, { times: number; first: Shown | undefined; last: Shown }>();
  for (const line of lines) {
    const { time, text } = eventTime(line);
    const before = seen.get(text);
    // Put in anew, so that the order is that of the last time.
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
  /** As many as were asked for, so that there may be older ones. */
  full: boolean;
}

/**
 * Event lines, oldest first, their times with a zone (R37), repeated ones folded. Masked and cleaned as one text, because a
 * private key spans lines; then capped, keeping the newest (R11).
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

/** What is not shown of events, such as `3 older events left out`; empty when everything is. */
export function leftOut({ omitted, truncatedLines, folded }: ShapedEvents): string {
  const parts = [
    omitted > 0 ? `${count(omitted, 'older event')} left out` : '',
    truncatedLines > 0 ? `${count(truncatedLines, 'long event')} shortened` : '',
    folded > 0 ? `${count(folded, 'repeated event')} folded` : '',
  ].filter((part) => part !== '');
  return parts.join(', ');
}
