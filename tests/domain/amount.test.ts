import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/api/answer.ts';
import { operations } from '../../src/api/operations.ts';
import { amount } from '../../src/domain/amount.ts';
import { parseCount, parseMemory } from '../../src/domain/quantity.ts';
import { totalOf } from '../../src/jobs/job-size.ts';
import { number } from '../../src/jobs/wire.ts';
import { byType, readMachineTypes } from '../../src/tools/kit/decoders/machine-types.ts';
import { readJobMetrics } from '../../src/tools/kit/decoders/metrics.ts';
import { metricRows } from '../../src/tools/kit/job-metrics/rows.ts';

describe('a number that nothing can be reckoned with', () => {
  const beyond = [1e308, -1e308, Number.POSITIVE_INFINITY, Number.NaN];

  it.each(beyond)('is not known: %d', (value) => {
    expect(amount(value)).toBeUndefined();
    expect(number(value)).toBeUndefined();
    expect(number(String(value))).toBeUndefined();
  });

  it('is not known as a quantity either', () => {
    const digits = '9'.repeat(308);
    expect([parseCount(digits), parseMemory(`${digits}Gi`)]).toEqual([undefined, undefined]);
    expect([parseCount('8'), parseMemory('96Gi'), amount(-1e18), amount(0)]).toEqual([8, 96, -1e18, 0]);
  });

  it('leaves the size of a machine unknown, and the sum not complete', () => {
    const answer = (Cpu: number) =>
      readAnswer(
        operations.ListEcsSpecs,
        {
          EcsSpecs: [{ InstanceType: 'ecs.a', Cpu, Memory: 8, Gpu: 1 }],
          TotalCount: 1,
          RequestId: 'R',
        },
        {},
      ) as never;
    const sum = (Cpu: number) =>
      totalOf([{ pods: 4, ecsSpec: 'ecs.a', each: undefined }], {
        sizes: byType(readMachineTypes(answer(Cpu)).types),
        read: true,
      });
    expect(sum(1e308)).toMatchObject({ cpus: 0, complete: false });
    expect(sum(2)).toMatchObject({ cpus: 8, complete: true });
  });

  it('is no point of a metric', () => {
    const values = [1e308, -1e308, 5, 1e308, -1e308, 7];
    const Metrics = values.map((Value, at) => ({ Time: 1_764_000_000_000 + at, Value }));
    const answer = readAnswer(operations.GetJobMetrics, { PodMetrics: [{ PodId: 'p', Metrics }], RequestId: 'R' }, {});
    expect(metricRows('CpuCoreUsage', readJobMetrics(answer as never))).toEqual([
      expect.objectContaining({ min: 5, max: 7, mean: 6 }),
    ]);
  });
});
