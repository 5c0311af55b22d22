const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Bytes that a line without an end may grow to until it is shortened, and that are kept of each end of a long one. */
const MOST_OPEN = 256 * 1024;
const EACH_END = 32 * 1024;

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === RETURN);

/** What a terminal shows of a line that was rewritten with carriage returns: its last state that is not blank. */
export function presentState(line: Buffer): Buffer {
  if (!line.includes(RETURN)) return line;
  let end = line.length;
  while (end > 0) {
    const start = line.lastIndexOf(RETURN, end - 1) + 1;
    const state = line.subarray(start, end);
    if (!isBlank(state)) return state;
    end = start - 1;
  }
  return line.subarray(0, 0);
}

/**
 * A line that is too long to be held: without its earlier states, and of a state that is still too long its two ends.
 */
function shortened(line: Buffer): Buffer {
  const state = presentState(line);
  if (state.length <= 2 * EACH_END) return Buffer.from(state);
  return Buffer.concat([state.subarray(0, EACH_END), state.subarray(-EACH_END)]);
}

/**
 * Cuts a stream of bytes into blocks of whole lines, each ended by a newline except for the last. Holds one line at
 * most, and of a line that goes on for megabytes, as progress bars do, its present state.
 */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield open.length === 0 ? chunk.subarray(0, end) : Buffer.concat([open, chunk.subarray(0, end)]);
      open = Buffer.from(chunk.subarray(end));
    } else open = Buffer.concat([open, chunk]);
    if (open.length > MOST_OPEN) open = shortened(open);
  }
  if (open.length > 0) yield open;
}
