import { describe, expect, it } from 'vitest';
import { tellingLines } from '../../../src/tools/logs/get-pod-logs/telling.ts';

const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/mnt/code/train.py", line 41, in <module>',
  '    main()',
  "KeyError: 'labels'",
];
const steps = (count: number): string[] => Array.from({ length: count }, (_, n) => `step ${n} loss 2.${n}`);
const noise = (count: number): string[] => Array.from({ length: count }, (_, n) => `[ps] closing worker ${n}`);

describe('the lines that say why a pod failed', () => {
  it('are its exception, whatever comes after it', () => {
    const texts = [...steps(20), ...TRACEBACK, ...noise(700)];
    expect(tellingLines(texts, 'p').map((at) => texts[at])).toEqual(TRACEBACK);
  });
  it('are at most 30, with the exception at their end', () => {
    const frames = Array.from({ length: 80 }, (_, n) => `  File "/mnt/code/a.py", line ${n}, in f${n}`);
    const texts = ['Traceback (most recent call last):', ...frames, 'ValueError: no', ...noise(9)];
    const told = tellingLines(texts, 'p').map((at) => texts[at]);
    expect(told).toHaveLength(30);
    expect(told.at(-1)).toBe('ValueError: no');
  });
  it('are none where nothing looks like an error', () => {
    expect(tellingLines(steps(9), 'p')).toEqual([]);
    expect(tellingLines([], 'p')).toEqual([]);
  });
});
