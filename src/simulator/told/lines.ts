import type { TimedLine } from '../jobs/text.ts';
import type { ToldLines, ToldTime } from './schema.ts';

/** Below that a number counts seconds from now, above it is a time since 1970. */
export const timeOf = (told: ToldTime, now: number): number => (told <= 0 ? now + Math.round(told * 1000) : told);

interface Entry {
  text: string;
  at: number | undefined;
}

const entriesOf = (told: ToldLines, now: number): Entry[] =>
  (typeof told === 'string' ? [told] : told).flatMap((entry) => {
    const { text, at } = typeof entry === 'string' ? { text: entry, at: undefined } : entry;
    const when = at === undefined ? undefined : timeOf(at, now);
    return text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((line) => ({ text: line, at: when }));
  });

/**
 * Told lines with their times. Those without one are spread evenly between the told ones around them, and `from` and
 * `to`; none is earlier than the one before it.
 * @param from milliseconds, as are `to` and `now`
 */
export function timedLines(told: ToldLines, { from, to, now }: { from: number; to: number; now: number }): TimedLine[] {
  const entries = entriesOf(told, now);
  const lines: TimedLine[] = [];
  let before = from;
  for (let index = 0; index < entries.length; ) {
    let end = index;
    while (end < entries.length && entries[end]?.at === undefined) end++;
    const until = Math.max(before, entries[end]?.at ?? to);
    const step = (until - before) / Math.max(1, end - index);
    for (let open = index; open < end; open++)
      lines.push({ text: entries[open]?.text ?? '', at: Math.round(before + step * (open - index + 1)) });
    const fixed = entries[end];
    if (fixed !== undefined) lines.push({ text: fixed.text, at: until });
    before = until;
    index = end + 1;
  }
  return lines;
}
