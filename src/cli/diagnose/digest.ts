import { cleanText } from '../../shaping/clean.ts';
import { type Block, createPassages, type NumberedLine } from './passages.ts';
import { presentState, wholeLines } from './whole-lines.ts';

/** What is kept of a log, however large it is: its beginning, its end, and what looks like an error in between. */
export interface Digest {
  /** Ascending. One with the number 0 stands for those that were left out there. */
  lines: NumberedLine[];
  /** Lines of the whole log. */
  total: number;
  bytes: number;
}

const NEWLINE = 0x0a;
const HEAD_LINES = 200;
const TAIL_LINES = 3000;
const TAIL_BYTES = 1024 * 1024;
/** Bytes of a line that are kept, and of the end of a dump. */
const MOST_LINE = 8 * 1024;
const MOST_END = 2 * 1024;
const CUT = Buffer.from(' ... ');
const LEFT_OUT: NumberedLine = { number: 0, text: '...' };

/**
 * What a line has in it that tells of an error. All lines are searched for it in one pass over the bytes, and those
 * without it are not looked at. The last three are Chinese for error, failure and exception, in UTF-8.
 */
const TELLING =
  /error|exception|traceback|fail|fatal|abort|kill|denied|refused|cannot|can't|could not|couldn't|unable|not found|no such|invalid|missing|memory|oom|panic|fault|core dumped|signal|time-?d? ?out|nccl warn|xid|ecc|corrupt|no space|too many|stale|exceed|mismatch|unsupported|incompatible|nan\b|\xe9\x94\x99\xe8\xaf\xaf|\xe5\xa4\xb1\xe8\xb4\xa5|\xe5\xbc\x82\xe5\xb8\xb8/gi;

/**
 * What is kept of a line: its beginning, and of a dump of the flight recorder also its end, which says how far a rank
 * came.
 */
function kept(line: Buffer): Buffer {
  if (line.length <= MOST_LINE) return line;
  const end = line.subarray(-MOST_END);
  const start = line.subarray(0, MOST_LINE);
  return end.includes('last_enqueued_collective') ? Buffer.concat([start, CUT, end]) : start;
}

/** The bytes of whole lines as a block. */
function blockOf(bytes: Buffer, first: number): Block & { starts: readonly number[] } {
  const starts: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    starts.push(at);
    const end = bytes.indexOf(NEWLINE, at);
    at = end === -1 ? bytes.length : end + 1;
  }
  const ended = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
  const line = (index: number): string => {
    const next = starts[index + 1];
    const state = presentState(bytes.subarray(starts[index], next === undefined ? ended : next - 1));
    return cleanText(kept(state).toString('utf8'));
  };
  return { first, count: starts.length, line, starts };
}

/** Indices of the lines of a block that have something telling in them. */
function tellingLines(bytes: Buffer, starts: readonly number[]): number[] {
  const text = bytes.toString('latin1');
  const found: number[] = [];
  let index = 0;
  TELLING.lastIndex = 0;
  for (let match = TELLING.exec(text); match !== null; match = TELLING.exec(text)) {
    while ((starts[index + 1] ?? text.length) <= match.index) index++;
    found.push(index);
    TELLING.lastIndex = starts[index + 1] ?? text.length;
    if (TELLING.lastIndex === text.length) break;
  }
  return found;
}

const linesOf = (block: Block): NumberedLine[] =>
  Array.from({ length: block.count }, (_, index) => ({ number: block.first + index, text: block.line(index) }));

/** Lines of several parts of a log in order, each once, with a mark where some between them are left out. */
function joined(...parts: readonly (readonly NumberedLine[])[]): NumberedLine[] {
  const lines: NumberedLine[] = [];
  let last = 0;
  for (const line of parts.flat().sort((a, b) => a.number - b.number)) {
    if (line.number === last) continue;
    if (line.number > last + 1) lines.push(LEFT_OUT);
    lines.push(line);
    last = line.number;
  }
  return lines;
}

/**
 * Reads a log from its beginning to its end, once. Takes time that grows with the log and memory that does not.
 * @param read is told how many bytes were read so far
 */
export async function digestOf(chunks: AsyncIterable<Buffer>, read: (bytes: number) => void): Promise<Digest> {
  const passages = createPassages();
  const head: NumberedLine[] = [];
  let tail: Block[] = [];
  let sizes: number[] = [];
  let [total, bytes] = [0, 0];
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      read(bytes);
      yield chunk;
    }
  };
  for await (const whole of wholeLines(counted())) {
    const block = blockOf(whole, total + 1);
    for (let index = 0; index < block.count && head.length < HEAD_LINES; index++)
      head.push({ number: block.first + index, text: block.line(index) });
    passages.take(block, tellingLines(whole, block.starts));
    total += block.count;
    tail.push(block);
    sizes.push(whole.length);
    // The oldest goes when the others hold a tail by themselves.
    while (tail.length > 1 && sizes.slice(1).reduce((a, b) => a + b, 0) >= TAIL_BYTES)
      [tail, sizes] = [tail.slice(1), sizes.slice(1)];
  }
  const end = tail.flatMap(linesOf).slice(-TAIL_LINES);
  return { lines: joined(head, passages.lines(), end), total, bytes };
}
