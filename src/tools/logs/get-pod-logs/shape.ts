import type { Shown } from '../../../domain/shown.ts';
import { shownLines } from '../../../shaping/shown.ts';
import { eventTime } from '../../../shaping/times.ts';

/** The cloud's own prefix: a time without a zone and two spaces. */
const PREFIX = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}/;

/**
 * Gives the cloud's own prefix in UTC (R37), and no other time: one that the program wrote is in a zone that nobody
 * knows. A line that is indented behind the prefix keeps its indentation if the line before has a prefix too.
 */
function withZones(lines: readonly string[]): string[] {
  let prefixed = false;
  return lines.map((line) => {
    const prefix = PREFIX.exec(line)?.[0];
    if (prefix === undefined) {
      prefixed = false;
      return line;
    }
    const rest = line.slice(prefix.length);
    const time = prefixed || /^\S/.test(rest) ? eventTime(`${prefix}-`).time : undefined;
    prefixed = time !== undefined;
    return time === undefined ? line : `${time} ${rest}`;
  });
}

/**
 * Lines of a log fit to show (R34, R35, R37), line for line: cleaned, masked, with zones. What is left of a private key
 * after its first line is `undefined`.
 *
 * @param lines as the cloud gave them, none with a newline inside; more of them than are shown make the masking surer
 */
export const shapeLines = (lines: readonly string[]): Promise<(Shown | undefined)[]> => shownLines(lines, withZones);

/** States of progress bars that carriage returns have overwritten. */
export function overwritten(line: string): number {
  let end = line.length;
  while (line[end - 1] === '\r') end--;
  let states = 0;
  for (let at = line.indexOf('\r'); at >= 0 && at < end; at = line.indexOf('\r', at + 1)) states++;
  return states;
}
