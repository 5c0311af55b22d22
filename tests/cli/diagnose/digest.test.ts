import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, digestOf } from '../../../src/cli/diagnose/digest.ts';
import { wholeLines } from '../../../src/cli/diagnose/whole-lines.ts';

async function* inChunks(text: string | Buffer, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const digest = (text: string | Buffer, size = 64 * 1024): Promise<Digest> => digestOf(inChunks(text, size), () => {});
const texts = ({ lines }: Digest): string[] => lines.map(({ text }) => text);
const filler = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `step ${from + index} | loss 2.11 | 41235 tok/s\n`).join('');

describe('what is kept of a log', () => {
  it('is all of a small one, however its bytes arrive', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '错', 'error', '\t', 'é'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, size) => {
          const kept = await digest(`${all.join('\n')}\n`, size);
          expect(texts(kept)).toEqual(all);
          expect(kept.lines.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
          expect(kept.total).toBe(all.length);
        },
      ),
    );
  });

  it('is nothing of an empty one, and the last line without an end too', async () => {
    expect(await digest('')).toEqual({ lines: [], total: 0, bytes: 0 });
    expect(texts(await digest('one\ntwo'))).toEqual(['one', 'two']);
    expect((await digest('one\r\ntwo\r\n')).lines).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: 'two' },
    ]);
  });

  it('of a large one is its beginning, its end, and the passages around errors, with their numbers', async () => {
    const far = `${filler(4000)}ValueError: bad shard\n${filler(40_000, 4000)}`;
    const kept = await digest(far);
    const at = kept.lines.findIndex(({ text }) => text === 'ValueError: bad shard');
    expect(kept.lines[at]?.number).toBe(4001);
    expect(kept.lines[at - 20]?.text).toBe('step 3980 | loss 2.11 | 41235 tok/s');
    expect(kept.lines[at + 30]?.number).toBe(4031);
    expect(kept.lines[0]?.number).toBe(1);
    expect(kept.lines.at(-1)?.number).toBe(44_001);
    expect(kept.lines.filter(({ number }) => number === 0)).toHaveLength(2);
    expect(kept.lines.length).toBeLessThan(3300);
    expect(kept).toMatchObject({ total: 44_001, bytes: Buffer.byteLength(far) });
  });

  it('holds a passage together over the borders of blocks', async () => {
    const trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n    f()\nKeyError: 1\n';
    const whole = texts(await digest(filler(5000) + trace + filler(30_000)));
    const cut = texts(await digest(filler(5000) + trace + filler(30_000), 997));
    const passage = (all: string[]): string[] =>
      all.slice(all.indexOf('KeyError: 1') - 3, all.indexOf('KeyError: 1') + 31);
    expect(passage(cut)).toEqual(passage(whole));
    expect(passage(cut)).toHaveLength(34);
  });

  it('grows neither with what is said again and again nor with errors that all differ', { tags: 'sweep' }, async () => {
    const again = `${filler(300)}${'WARN connection refused by 10.0.0.7, attempt 12\n'.repeat(60_000)}`;
    const kept = await digest(`${again}RuntimeError: last\n`);
    expect(kept.lines.length).toBeLessThan(3500);
    const word = (index: number): string => [...String(index)].map((digit) => 'ghijklmnop'[Number(digit)]).join('');
    const all = Array.from({ length: 60_000 }, (_, index) => `ERROR lost ${word(index)}\n`).join('');
    const many = await digest(`first error of all\n${all}`);
    expect(many.lines.length).toBeLessThan(30_000);
    expect(many.lines[0]?.text).toBe('first error of all');
    expect(many.lines.at(-1)?.text).toBe(`ERROR lost ${word(59_999)}`);
  });

  it('of a line that was drawn over is the last state, even where that line has megabytes', async () => {
    const bar = Array.from({ length: 60_000 }, (_, index) => `\r ${index}/60000 [00:01<00:02, 2.00s/it]`).join('');
    const kept = await digest(`start\n${bar}\rCUDA out of memory\r\nend\n`);
    expect(texts(kept)).toEqual(['start', 'CUDA out of memory', 'end']);
    expect(texts(await digest(`${bar}\r   \r\r\n`))).toEqual([' 59999/60000 [00:01<00:02, 2.00s/it]']);
  });

  it('never holds more of a line without an end than a part', async () => {
    const held: number[] = [];
    for (const text of ['x'.repeat(3_000_000), `${'\r 1/2 [00:01]'.repeat(200_000)}x`])
      for await (const block of wholeLines(inChunks(text, 64 * 1024))) held.push(block.length);
    expect(held).toHaveLength(2);
    expect(Math.max(...held)).toBeLessThan(400 * 1024);
  });

  it('of a line without an end is both of its ends', async () => {
    const [line] = texts(await digest(`begin ${'x'.repeat(3_000_000)} RuntimeError: end`));
    expect(line).toMatch(/^begin x+$/);
    expect(line?.length).toBeLessThan(10_000);
  });

  it('of a dump of the flight recorder on one line is how far the rank came, which it says at its end', async () => {
    const status = '"pg_status":{"0":{"last_enqueued_collective":"12","last_completed_collective":"9"}}}';
    const [line] = texts(await digest(`{"entries":["${'x'.repeat(30_000)}"],${status}`));
    expect(line?.endsWith(status)).toBe(true);
    expect(line?.length).toBeLessThan(12_000);
  });

  it('finds Chinese words for errors', async () => {
    const kept = await digest(`${filler(4000)}错误：无法读取\n${filler(40_000)}`);
    expect(texts(kept)).toContain('错误：无法读取');
  });
});
