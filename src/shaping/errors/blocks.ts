import { type Line, readLine } from './line.ts';
import { signatureOf } from './signatures.ts';
import { readSummary } from './summary.ts';
import { readTracebacks } from './traceback.ts';

/** What one failure wrote, as a piece of a log. */
export interface ErrorBlock {
  /** Its first line. */
  from: number;
  /** The lines of the block, ascending; with several processes writing, lines between them may belong to others. */
  lines: readonly number[];
}

/** Lines that continue an error: native frames, a C++ message, Java frames, indented detail. */
const GOES_ON =
  /^(?:frame #\d+: |Exception raised from |\s+what\(\): |\s+at \S|Caused by: |\s+\.\.\. \d+ more|C\+\+ CapturedTraceback:|#\d+ |\s*@\s+0x|Last error:|\s+\[\[\{\{node |\s+\S)/;
const MOST_DETAIL = 200;

/** An error that one line says, with what goes on with it from the same process. */
function readMessage(lines: readonly Line[], at: number, taken: ReadonlySet<number>): number[] | undefined {
  const { stream, body: first } = lines[at] as Line;
  const signature = signatureOf(first);
  if (signature === undefined) return undefined;
  const own = [at];
  // A hint only sounds like an error, so the lines after it are not taken for its continuation.
  for (let next = at + 1; signature !== 'hint' && next < Math.min(lines.length, at + MOST_DETAIL); next++) {
    const line = lines[next] as Line;
    if (line.stream !== stream) continue;
    if (!GOES_ON.test(line.body) || taken.has(next)) break;
    own.push(next);
  }
  return own;
}

/**
 * The errors of a log, in the order in which they begin: tracebacks of Python as a whole (with chained exceptions, also
 * where several ranks write at once), the accounts of torchrun and MPI, native crashes, and single lines that are at an
 * error level or say what only an error says. Linear in the size of the log.
 *
 * @param texts cleaned lines, oldest first
 */
export function errorBlocks(texts: readonly string[]): ErrorBlock[] {
  const lines = texts.map(readLine);
  const taken = new Set<number>();
  const blocks: ErrorBlock[] = [];
  const add = (own: readonly number[]): void => {
    const free = own.filter((index) => !taken.has(index));
    if (free[0] === undefined) return;
    blocks.push({ from: free[0], lines: free });
    for (const index of free) taken.add(index);
  };
  // Accounts of launchers come first, as one may hold the traceback of its process, which is then a part of it.
  for (let at = 0; at < lines.length; at++) if (!taken.has(at)) add(readSummary(lines, at) ?? []);
  for (const traceback of readTracebacks(lines)) add(traceback.lines);
  for (let at = 0; at < lines.length; at++) if (!taken.has(at)) add(readMessage(lines, at, taken) ?? []);
  return blocks.sort((a, b) => a.from - b.from);
}
