import { type ErrorBlock, type Line, readLine } from './block.ts';
import { signatureOf } from './signatures.ts';
import { readSummary } from './summary.ts';
import { isTraceback, readTraceback } from './traceback.ts';

export type { ErrorBlock, Frame, Framework, Thrown } from './block.ts';

/** Lines that go on with an error that one line began: native frames, a C++ message, Java frames, indented detail. */
const GOES_ON =
  /^(?:frame #\d+: |Exception raised from |\s+what\(\): |\s+at \S|Caused by: |\s+\.\.\. \d+ more|C\+\+ CapturedTraceback:|#\d+ |\s*@\s+0x|Last error:|\s+\[\[\{\{node |\s+\S)/;
const MOST_DETAIL = 200;

const EXIT = /\bexit ?code:? (-?\d{1,5})\b|\breturn code = (-?\d{1,5})\b/i;
const RANK = /\[Rank (\d{1,6})\]|\brank (\d{1,6})\b/;

/** An error that one line says, with what goes on with it from the same process. */
function readMessage(lines: readonly Line[], at: number): ErrorBlock | undefined {
  const line = lines[at] as Line;
  const signature = signatureOf(line.text);
  if (signature === undefined) return undefined;
  const own = [at];
  // A hint is one line: what it is followed by need not belong to it.
  for (let next = at + 1; signature.kind !== 'hint' && next < Math.min(lines.length, at + MOST_DETAIL); next++) {
    const { source, text } = lines[next] as Line;
    if (source !== line.source) continue;
    if (!GOES_ON.test(text) || isTraceback(lines[next] as Line)) break;
    own.push(next);
  }
  const exit = EXIT.exec(line.text);
  const rank = line.rank ?? RANK.exec(line.text)?.slice(1).find(Boolean);
  return {
    from: at,
    to: (own.at(-1) ?? at) + 1,
    lines: own,
    ...signature,
    headline: line.text.trim().slice(0, 500),
    ...(rank === undefined ? {} : { rank: Number(rank) }),
    ...(exit === null ? {} : { exitCode: Number(exit[1] ?? exit[2]) }),
  };
}

/**
 * The errors of a log, in the order in which they begin: tracebacks of Python as a whole (with chained exceptions, also
 * where several ranks write at once), the accounts of torchrun and MPI, native crashes, and single lines that are at an
 * error level or say what only an error says. Linear in the size of the log.
 *
 * @param lines cleaned lines, oldest first
 */
export function errorBlocks(lines: readonly string[]): ErrorBlock[] {
  const read = lines.map(readLine);
  const taken = new Set<number>();
  const blocks: ErrorBlock[] = [];
  for (let at = 0; at < read.length; at++) {
    if (taken.has(at)) continue;
    const block = isTraceback(read[at] as Line)
      ? readTraceback(read, at)
      : (readSummary(read, at) ?? readMessage(read, at));
    if (block === undefined) continue;
    const { kind, framework, ...rest } = block;
    blocks.push({ ...rest, framework, kind });
    for (const line of block.lines) taken.add(line);
  }
  return blocks;
}
