/** The longest message that is read; the SDK's own transport has the same limit. */
export const MAX_LINE_BYTES = 10 * 1024 * 1024;

/** Bytes kept of either end of a line that is not read: enough for the members around the parameters. */
const EDGE_BYTES = 1024;

const NEWLINE = 0x0a;

/** A line without its line break; of one that is too long only its first and last bytes. */
export type StdioLine = { text: string } | { head: string; tail: string };

/** Both ends of a line that is not read as a whole. */
export const endsOf = (text: string): { head: string; tail: string } => ({
  head: text.slice(0, EDGE_BYTES),
  tail: text.slice(-EDGE_BYTES),
});

export interface LineReader {
  /** The lines that end in this chunk. */
  push(chunk: Buffer): StdioLine[];
}

/**
 * Cuts a stream of bytes into lines. It never holds more than one line, and of that no more than the limit.
 * @param limit bytes of the longest line that is kept whole
 */
export function createLineReader(limit = MAX_LINE_BYTES): LineReader {
  let parts: Buffer[] = [];
  let bytes = 0;
  let edges: { head: Buffer; tail: Buffer } | undefined;

  const take = (part: Buffer): void => {
    bytes += part.length;
    if (edges !== undefined) {
      edges.tail = Buffer.from(Buffer.concat([edges.tail, part]).subarray(-EDGE_BYTES));
      return;
    }
    parts.push(part);
    if (bytes <= limit) return;
    const all = Buffer.concat(parts);
    parts = [];
    edges = { head: Buffer.from(all.subarray(0, EDGE_BYTES)), tail: Buffer.from(all.subarray(-EDGE_BYTES)) };
  };

  const finish = (): StdioLine => {
    const line = edges
      ? { head: edges.head.toString(), tail: edges.tail.toString() }
      : { text: Buffer.concat(parts).toString() };
    parts = [];
    bytes = 0;
    edges = undefined;
    return line;
  };

  return {
    push(chunk) {
      const lines: StdioLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
        take(chunk.subarray(from, end));
        lines.push(finish());
        from = end + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
      return lines;
    },
  };
}
