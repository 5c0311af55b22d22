import { describe, expect, it } from 'vitest';
import { createLineReader, type StdioLine } from '../../src/server/stdio/lines.ts';

const textOf = (line: StdioLine): string | undefined => ('text' in line ? line.text : undefined);

describe('lines of a stream', () => {
  it('are the same however the stream is cut, in the middle of a character too', () => {
    const bytes = Buffer.from('{"a":1}\n\nzwölf 日本\r\n{"b":"\\n"}\nunfinished');
    for (let size = 1; size <= bytes.length; size++) {
      const reader = createLineReader();
      const lines: StdioLine[] = [];
      for (let at = 0; at < bytes.length; at += size) lines.push(...reader.push(bytes.subarray(at, at + size)));
      expect(lines.map(textOf), `pieces of ${size}`).toEqual(['{"a":1}', '', 'zwölf 日本\r', '{"b":"\\n"}']);
    }
  });

  it('are kept whole up to the limit, and of a longer one both ends', () => {
    for (const size of [1, 7, 5000]) {
      const reader = createLineReader(3000);
      const whole = 'x'.repeat(3000);
      const long = `HEAD${'y'.repeat(10_000)}TAIL`;
      const bytes = Buffer.from(`${whole}\n${long}\nafter\n`);
      const lines: StdioLine[] = [];
      for (let at = 0; at < bytes.length; at += size) lines.push(...reader.push(bytes.subarray(at, at + size)));
      expect(lines).toEqual([
        { text: whole },
        { head: long.slice(0, 1024), tail: long.slice(-1024) },
        { text: 'after' },
      ]);
    }
  });
});
