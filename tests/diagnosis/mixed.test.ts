import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { SAMPLES, SILENT } from './logs.ts';
import { AFTER, BEFORE } from './mixed-noise.ts';

const ALL = [...SAMPLES, ...SILENT.map((silent) => ({ ...silent, category: 'unknown' }))];

const categoryOf = (lines: readonly string[]): string =>
  decide(readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined }).findings, { complete: true, lastWords: [] })
    .category;

/** Samples that are read otherwise once they are changed. */
const mistaken = (samples: typeof ALL, change: (log: string) => string): string[] =>
  samples.flatMap(({ name, category, log }) => {
    const found = categoryOf(change(log).split('\n'));
    return found === category ? [] : [`${name}: ${found} instead of ${category}`];
  });

describe('the same cause among what programs get over and what follows a failure', () => {
  for (const [turn, [before, first]] of Object.entries(BEFORE).entries())
    it.each(Object.entries(AFTER))(`${before}, then %s`, (after, last) => {
      // Ranks that lost a peer are a finding of their own where there is no other.
      const samples = after === 'ranks that lost their peer' ? [...SAMPLES] : ALL;
      const around = (log: string): string => [first, log, last].filter((part) => part !== '').join('\n');
      // Every sample meets every beginning and every end, though not every pair of them.
      const some = samples.filter((_, index) => (index + turn + Object.keys(AFTER).indexOf(after)) % 3 === 0);
      expect(mistaken(some, around)).toEqual([]);
    });
});

describe('the same cause behind the tags of launchers and the times of the cloud', () => {
  it.each([
    '[1,0]<stderr>:',
    '[rank0]: ',
    '(RayTrainWorker pid=811, ip=10.0.0.3) ',
    'worker-1: ',
    '2026-03-05 12:00:00  ',
    '2026-03-05T04:00:00.123Z ',
    '2026-03-05 12:00:00  [rank0]: ',
  ])('%s', (tag) =>
    expect(
      mistaken(ALL, (log) =>
        log
          .split('\n')
          .map((line) => tag + line)
          .join('\n'),
      ),
    ).toEqual([]),
  );
});
