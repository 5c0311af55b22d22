import { describe, expect, it } from 'vitest';
import { drawFrom, scatter } from '../../src/simulator/jobs/draw.ts';
import { placePods, roomsOf } from '../../src/simulator/jobs/placement.ts';
import { type Fill, fill, linesOf } from '../../src/simulator/jobs/text.ts';

const AT = Date.parse('2026-03-05T04:05:22Z');
const of = (key: string): Fill => ({ key, values: { pod: 'dlc1-worker-0' } });

describe('a text with a margin', () => {
  it('is lines, some of them marked, whatever the indentation', () => {
    const block = `
      | Traceback (most recent call last):
      @   File "a.py", line 1
      |
      ! ValueError: a | b`;
    expect(linesOf(block)).toEqual([
      { text: 'Traceback (most recent call last):' },
      { text: '  File "a.py", line 1', mark: 'frame' },
      { text: '' },
      { text: 'ValueError: a | b', mark: 'evidence' },
    ]);
    expect(linesOf()).toEqual([]);
  });
});

describe('filling', () => {
  it('takes values, times of the log zone, and draws that hang on the key alone', () => {
    expect(fill('{pod} at {clock} and {elastic}', of('k'), AT)).toBe(
      'dlc1-worker-0 at 2026-03-05 12:05:22 and 2026-03-05_12:05:22',
    );
    expect(fill('E{c10} {glog}', of('k'), AT)).toMatch(/^E305 12:05:22\.\d{9} 0305 12:05:22\.\d{6}$/);
    const drawn = Array.from({ length: 40 }, (_, index) =>
      fill('{a|b|c} {10..12} {10..12#x} {a|b|c}', of(`k${index}`), AT),
    );
    for (const line of drawn) expect(line).toMatch(/^([abc]) 1[0-2] 1[0-2] \1$/);
    expect(new Set(drawn).size).toBeGreaterThan(15);
    expect(fill('{a|b|c} {10..12}', of('k1'), AT + 5000)).toBe(fill('{a|b|c} {10..12}', of('k1'), AT));
  });

  it('leaves other braces alone', () => {
    const text = `{'loss': 2.31} f"{os.getpid()}" {} {nothing}`;
    expect(fill(text, of('k'), AT)).toBe(text);
  });
});

describe('draws', () => {
  it('are the same for a key, spread, and within bounds', () => {
    const numbers = (key: string): number[] => {
      const draw = drawFrom(key);
      return Array.from({ length: 200 }, () => draw.between(3, 7));
    };
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
    expect([...new Set(numbers('a'))].sort()).toEqual([3, 4, 5, 6, 7]);
    const mean = Array.from({ length: 1000 }, (_, n) => scatter(1, n)).reduce((a, b) => a + b) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    expect(drawFrom('a').shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('placing pods', () => {
  const node = (NodeName: string) => ({ NodeName, CPU: 64, Memory: 512, GPU: 8 });
  const pod = (GPU: number) => ({ CPU: 8, Memory: 64, GPU });

  it('fills machines that are begun first, and takes nothing where not all fit', () => {
    const rooms = roomsOf([node('a'), node('b')]);
    expect(placePods([pod(5)], rooms)).toEqual(['a']);
    expect(placePods([pod(3)], rooms)).toEqual(['a']);
    expect(placePods([pod(4), pod(5)], rooms)).toBeUndefined();
    expect(rooms[1]?.free()).toMatchObject({ GPU: 8 });
    expect(placePods([pod(4), pod(4)], rooms)).toEqual(['b', 'b']);
  });
});
