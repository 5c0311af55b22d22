import { cleanText } from '../../shaping/clean.ts';
import { fence } from '../../shaping/fence.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import { eventTime } from '../../shaping/times.ts';
import { type CappedLines, capLines } from '../../shaping/window.ts';
import { textLines } from './wire.ts';

const MAX_BYTES = 32 * 1024;
const MAX_LINE_BYTES = 4 * 1024;

/** Masked and cleaned as one text, because a private key spans lines; then capped, keeping the newest (R11). */
function shape(lines: readonly string[], maxLines: number): CappedLines {
  const text = maskSecrets(cleanText(lines.join('\n')));
  return capLines(lines.length === 0 ? [] : text.split('\n'), {
    maxLines,
    maxBytes: MAX_BYTES,
    maxLineBytes: MAX_LINE_BYTES,
    keep: 'tail',
  });
}

const withZone = (line: string): string => {
  const { time, text } = eventTime(line);
  return time === undefined ? line : `${time} ${text}`;
};

/** Event lines, oldest first, their times with a zone (R37). */
export function shapeEvents(value: unknown, maxLines: number): CappedLines {
  const events = textLines(value).filter((line) => line.trim() !== '');
  const times = events.map((line) => Date.parse(eventTime(line).time ?? ''));
  const order = events.map((_, index) => index);
  if (times.every((time) => !Number.isNaN(time))) order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  return shape(
    order.map((index) => withZone(events[index] ?? '')),
    maxLines,
  );
}

/** Lines as the model sees them: fenced, or nothing when there are none. */
export const fenced = (source: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [fence(source, lines)];

/** `1 line`, `2 lines`. */
export const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;

/** What was left out by the caps, such as `3 older lines left out`; empty when nothing was. */
export function leftOut(
  { omitted, truncatedLines }: { omitted: number; truncatedLines: number },
  noun: string,
): string {
  const parts = [
    omitted > 0 ? `${count(omitted, `older ${noun}`)} left out` : '',
    truncatedLines > 0 ? `${count(truncatedLines, `long ${noun}`)} shortened` : '',
  ].filter((part) => part !== '');
  return parts.join(', ');
}
