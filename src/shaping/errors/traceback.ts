import type { Line } from './line.ts';
import { withoutSharedPrefix } from './shared-prefix.ts';
import { take } from './traceback-after.ts';
import { type OpenBlock, openedAt, raise, type Traceback } from './traceback-block.ts';
import { classIn, frameOf, isHeader, thrownOf, withoutMargin } from './traceback-lines.ts';

export type { Raised, Traceback } from './traceback-block.ts';
export { type Frame, innermost, isCheckedOut, isOwn, type Link } from './traceback-lines.ts';

/** A traceback of a notebook whose exception was cut off: the header names its class. */
function endCutOff(at: OpenBlock, lines: readonly Line[]): void {
  const { raised, start } = at.block;
  const type = classIn(lines[start]?.body ?? '');
  if (type !== undefined && raised.length === 0) raise(at, { type, message: '' }, start);
}

/**
 * The tracebacks of Python in the lines of a log, with the exceptions they are chained to, also where several processes
 * write into one another, where a window cut off the header, and where there is none: a syntax error that the
 * interpreter prints, the error of a task of Ray.
 */
export function readTracebacks(given: readonly Line[]): Traceback[] {
  const lines = withoutSharedPrefix(given);
  const begun: OpenBlock[] = [];
  const open = new Map<string, OpenBlock>();
  /** Of each stream, the last line that is not empty, and the last one of all. */
  const last = new Map<string, { body: string; index: number }>();
  const start = (at: OpenBlock): void => {
    begun.push(at);
    open.set(at.block.stream, at);
  };
  for (const [index, line] of lines.entries()) {
    const { body, stream } = line;
    const current = open.get(stream);
    if (current === undefined || !take(current, line, index)) {
      open.delete(stream);
      const before = last.get(stream);
      if (isHeader(body)) start(openedAt(line, index, true, before?.body ?? ''));
      else if (frameOf(withoutMargin(body))) {
        const at = openedAt(line, index, false, before?.body ?? '');
        const carrier = before && thrownOf(before.body);
        if (before !== undefined && carrier !== undefined) {
          raise(at, carrier, before.index);
          at.block.start = before.index;
          at.block.lines.push(before.index);
        }
        take(at, line, index);
        start(at);
      }
    }
    if (body.trim() !== '') last.set(stream, { body, index });
  }
  for (const at of begun) endCutOff(at, lines);
  const blocks = begun.map(({ block }) => block);
  // Without header and exception it is a stack that was printed for another reason.
  return blocks.filter(({ raised, lines: [first] }) => raised.length > 0 || isHeader(lines[first ?? 0]?.body ?? ''));
}
