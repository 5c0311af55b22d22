import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from '../../src/cli/logger.ts';

/** A reader that takes one line, and, where it is `slow`, no other. */
function reader(slow = false) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      if (!slow) done();
    },
  });
  return { lines, stream };
}

it('writes a line of JSON with the level, the time, the program and what it is told', () => {
  const { lines, stream } = reader();
  createLogger('info', stream).warn({ code: -32600, left: undefined }, 'a "message"\nwas refused');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^\{"level":40,"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","app":"pai-dlc-mcp","version":"[^"]+",.*\}\n$/,
  );
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: -32600, msg: 'a "message"\nwas refused' });
  expect(lines[0]).not.toContain('left');
});

it.each([
  ['debug', ['d', 'i', 'w', 'e']],
  ['info', ['i', 'w', 'e']],
  ['warn', ['w', 'e']],
  ['error', ['e']],
  ['silent', []],
])('writes from %s on', (level, expected) => {
  const { lines, stream } = reader();
  const log = createLogger(level, stream);
  log.debug({}, 'd');
  log.info({}, 'i');
  log.warn({}, 'w');
  log.error({}, 'e');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(expected);
});

it('keeps no more than a megabyte for a host that does not read', () => {
  const { stream } = reader(true);
  const log = createLogger('info', stream);
  for (let line = 0; line < 300; line += 1) log.info({ text: 'x'.repeat(10_000) }, 'call');
  expect(stream.writableLength).toBeGreaterThan(1_000_000);
  expect(stream.writableLength).toBeLessThan(1_100_000);
});
