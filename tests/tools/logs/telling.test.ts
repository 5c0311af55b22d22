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
  it('are its exception and the lines that may say more of it, whatever comes after them', () => {
    const texts = [...steps(20), ...TRACEBACK, ...noise(700)];
    expect(tellingLines(texts, 'p').map((at) => texts[at])).toEqual([...TRACEBACK, ...noise(3)]);
  });
  it('are at most 30, of a long traceback its end with the exception', () => {
    const frames = Array.from({ length: 80 }, (_, n) => `  File "/mnt/code/a.py", line ${n}, in f${n}`);
    const texts = ['Traceback (most recent call last):', ...frames, 'ValueError: no', ...noise(9)];
    const told = tellingLines(texts, 'p').map((at) => texts[at]);
    expect(told).toHaveLength(30);
    expect(told.slice(-4)).toEqual(['ValueError: no', ...noise(3)]);
  });
  it('are none where nothing looks like an error', () => {
    expect(tellingLines(steps(9), 'p')).toEqual([]);
    expect(tellingLines([], 'p')).toEqual([]);
  });
});
