import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLines } from '../../src/shaping/fold.ts';
import { barStateOf } from '../../src/shaping/progress.ts';
import { benignLines } from './corpus/benign.ts';

const NEAR = Date.parse('2026-03-05T12:30:00Z');
const texts = (lines: readonly string[]): string[] => foldLines(lines, NEAR).map(({ text }) => text);

describe('foldLines', () => {
  it('makes equal lines one, with their count', () => {
    expect(texts(['a', ...Array(412).fill('NCCL WARN retry'), 'b'])).toEqual(['a', 'NCCL WARN retry (x 412)', 'b']);
    expect(texts(['a', 'b', 'a', 'b'])).toEqual(['a', 'b', 'a', 'b']);
    expect(texts(['', '', ''])).toEqual(['(x 3)']);
  });
  it('looks for a counter in lines of a usual length only, and for equal lines in all', () => {
    const counting = (length: number) => [1, 2, 3].map((n) => `${'x'.repeat(length)} step ${n}`);
    expect(texts(counting(390))).toHaveLength(1);
    expect(texts(counting(400))).toHaveLength(3);
    expect(texts(Array(3).fill('x'.repeat(5000)))).toHaveLength(1);
  });

  it('looks past the time, and tells the last one', () => {
    expect(
      texts([
        '2026-03-05 12:00:00,001 - INFO - waiting',
        '2026-03-05 12:00:10,002 - INFO - waiting',
        '2026-03-05 12:00:20,003 - INFO - waiting',
        '2026-03-05 12:00:30,004 - INFO - done',
      ]),
    ).toEqual([
      '2026-03-05 12:00:00,001 - INFO - waiting (x 3, last 2026-03-05 12:00:20,003)',
      '2026-03-05 12:00:30,004 - INFO - done',
    ]);
    // What stands before the time is part of what the line says.
    for (const lines of [
      ['[rank0]: 2026-03-05 12:00:00 a', '[rank1]: 2026-03-05 12:00:00 a'],
      ['INFO 2026-03-05 12:00:00 a', 'ERROR 2026-03-05 12:00:00 a'],
      ['I0305 12:00:00.123 1 x.cc:1] a', 'E0305 12:00:00.124 1 x.cc:1] a'],
      ['{"level":"info","ts":"2026-03-05T12:00:00Z"}', '{"level":"error","ts":"2026-03-05T12:00:00Z"}'],
    ])
      expect(texts(lines)).toEqual(lines);
    // A step back in time is worth seeing.
    expect(texts(['2026-03-05 12:00:10 a', '2026-03-05 12:00:00 a'])).toHaveLength(2);
    expect(texts(['2026-03-05 12:00:10 a', 'a'])).toHaveLength(2);
  });
  it('looks past one counter that goes on in even steps, and tells where it ends', () => {
    expect(texts(Array.from({ length: 40 }, (_, n) => `retry ${n + 1}/100 in 5 s`))).toEqual([
      'retry 1/100 in 5 s (x 40, to 40)',
    ]);
    expect(texts(['[0]: ready', '[1]: ready', '[2]: ready'])).toEqual(['[0]: ready (x 3, to 2)']);
    // Two lines, uneven steps, several numbers, decimals: each says something of its own.
    for (const lines of [
      ['step 1', 'step 2'],
      ['step 1', 'step 2', 'step 4', 'step 5', 'step 9'],
      ['step 1 loss 3', 'step 2 loss 2', 'step 3 loss 2'],
      ['loss 0.5', 'loss 0.6', 'loss 0.7', 'loss 0.8'],
      ['12:00:01 a', '12:00:02 a', '12:00:03 a'],
      ['worker-1 up', 'worker-2 up', 'worker-3 up'],
    ])
      expect(texts(lines)).toEqual(lines);
  });

  const bar = (n: number, label = 'Training'): string =>
    `${label}: ${String(n).padStart(3)}%|${'█'.repeat(n / 10)}| ${n}/100 [00:01<00:09, 9.9it/s, loss=${n / 7}]`;
  it('makes a progress bar its last state, and keeps how each bar ended', () => {
    expect(texts([bar(0), bar(50), bar(100), bar(0), bar(30), 'x'])).toEqual([bar(100), bar(30), 'x']);
    expect(texts([bar(10, 'a'), bar(10, 'b'), bar(20, 'a'), bar(20, 'b')])).toEqual([bar(20, 'a'), bar(20, 'b')]);
  });
  it.each([
    bar(45),
    'model-00001-of-00004.safetensors:  45%|████▌     | 2.2G/4.9G [00:10<00:12, 220MB/s]',
    'Map (num_proc=8): 128000 examples [00:10, 12800.10 examples/s]',
    '1234it [00:10, 123.40it/s]',
    'remote: Counting objects:  45% (123/273)',
    'Receiving objects: 100% (273/273), 1.20 MiB | 3.10 MiB/s, done.',
    '     ━━━━━━━━━━━━━━━━━━━━ 10.2/755.5 MB 12.3 MB/s eta 0:01:01',
    '10/100 [==>...........................] - ETA: 1s - loss: 2.3',
    '10/100 ━━━━━━━━━━━━━━━━━━━━ 1s 10ms/step - loss: 2.3',
    'Downloading shards:  45%',
    ' 50K .......... .......... .......... 12% 1.20M 5s',
  ])('knows %j as progress', (line) => expect(barStateOf(line)).toBeDefined());
  it.each([
    'GPU load: 45%',
    'accuracy 45%',
    'epoch 3 step 10 loss 2.3',
    '[2026-03-05 12:00:00,123] [INFO] x',
    '[1, 2, 3] 12 [x]',
    '|  0   N/A  N/A      1234      C   python    74821MiB |',
    'split 80% train, 20% test',
    'Loading checkpoint failed at 45% of the file',
  ])('knows %j as something else', (line) => expect(barStateOf(line)).toBeUndefined());

  it('covers every line once and in order, and counts what it folded', () => {
    const line = fc.oneof(
      fc.constantFrom('a', 'b', '', bar(10), bar(20), bar(100), '2026-03-05 12:00:00 a', '2026-03-05 12:00:01 a'),
      fc.integer({ min: 0, max: 5 }).map((n) => `try ${n}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const folds = foldLines(lines, NEAR);
        let at = 0;
        for (const fold of folds) {
          expect(fold.from).toBe(at);
          expect(fold.to).toBeGreaterThan(at);
          expect(fold.repeated + fold.progress).toBe(fold.to - fold.from - 1);
          if (fold.to - fold.from === 1) expect(fold.text).toBe(lines[at]);
          at = fold.to;
        }
        expect(at).toBe(lines.length);
      }),
    );
  });
  it('changes no line of a benign log but by adding what it folded', () => {
    const lines = benignLines(4000, 77).map(({ shown }) => shown);
    for (const fold of foldLines(lines, NEAR)) {
      const own = lines.slice(fold.from, fold.to);
      expect(own.some((text) => fold.text === text || fold.text.startsWith(text))).toBe(true);
    }
  });
  it('is linear on hostile input', () => {
    const nasty = [
      '%|'.repeat(300),
      '['.repeat(900),
      `${'1 '.repeat(400)}%`,
      '━'.repeat(900),
      ` ${'.'.repeat(900)}%`,
      'loading '.repeat(100),
    ];
    const lines = Array.from({ length: 20_000 }, (_, at) => nasty[at % nasty.length] ?? '');
    expect(foldLines(lines, NEAR).length).toBeGreaterThan(0);
  });
});
