import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { SAMPLES, SILENT } from './logs.ts';

const read = (log: string) =>
  readLog(log.split('\n'), { pod: 'dlc1-master-0', ended: true, timeOf: () => 'before 2026-03-05T04:14:03Z' });

describe('the end of a log', () => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
    const { findings } = read(sample.log);
    const [top] = findings;
    expect(top, JSON.stringify(findings, null, 1)).toMatchObject({
      category: sample.category,
      directness: sample.directness ?? 'direct',
      role: sample.consequence ? 'consequence' : 'cause',
      ...(sample.at === undefined ? {} : { at: sample.at }),
    });
    expect(top?.evidence[0]).toMatchObject({ source: 'pod_log', pod: 'dlc1-master-0' });
  });

  it.each(SILENT.map(({ name, log }) => [name, log] as const))('names no cause: %s', (_, log) => {
    const { findings } = read(log);
    expect(decide(findings, { complete: true, lastWords: [] })).toMatchObject({
      category: 'unknown',
      confidence: 'none',
    });
  });
});
