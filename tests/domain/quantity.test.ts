import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCount, parseMemory, resourceWords, totalResources } from '../../src/domain/quantity.ts';

const amount = fc.nat({ max: 1_000_000 });

describe('quantities', () => {
  it('reads what the API writes', () => {
    expect(['8', '500m', '1.5'].map(parseCount)).toEqual([8, 0.5, 1.5]);
    expect(['96Gi', '512Mi', '1Ti', '1.5Gi'].map(parseMemory)).toEqual([96, 0.5, 1024, 1.5]);
  });

  it.each(['', ' 8', '8 ', '-1', '8Gi', 'eight', '1e3', '8mm', '.5'])('refuses the count %j', (text) => {
    expect(parseCount(text)).toBeUndefined();
  });

  it.each(['', '96', '96GB', '96gi', '96 Gi', '-1Gi', 'Gi', '96Gib'])('refuses the memory %j', (text) => {
    expect(parseMemory(text)).toBeUndefined();
  });

  it('agrees between units', () => {
    fc.assert(
      fc.property(amount, (n) => {
        expect(parseMemory(`${n * 1024}Mi`)).toBe(parseMemory(`${n}Gi`));
        expect(parseCount(`${n * 1000}m`)).toBe(parseCount(`${n}`));
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const value of [parseCount(text), parseMemory(text)]) expect(value === undefined || value >= 0).toBe(true);
      }),
    );
  });
});

describe('totals', () => {
  const pod = fc.record({ gpus: amount, cpus: amount, memoryGib: amount });

  it('one task of n pods is n tasks of one pod', () => {
    fc.assert(
      fc.property(pod, fc.integer({ min: 1, max: 50 }), (each, pods) => {
        const split = Array.from({ length: pods }, () => ({ pods: 1, each }));
        expect(totalResources([{ pods, each }])).toEqual(totalResources(split));
      }),
    );
  });

  it('says so when a size is not known', () => {
    const total = totalResources([
      { pods: 2, each: { gpus: 8, cpus: 96, memoryGib: 960 } },
      { pods: 1, each: undefined },
    ]);
    expect(total).toEqual({ gpus: 16, cpus: 192, memoryGib: 1920, complete: false });
    expect(resourceWords(total)).toBe('at least 16 GPUs, 192 CPUs, 1920 GiB memory');
  });

  it('has no number for what is not known at all, and nought for what there is none of', () => {
    const none = { gpus: 0, cpus: 0, memoryGib: 0 };
    expect(resourceWords({ ...none, complete: false })).toBe('unknown GPUs, CPUs and memory');
    expect(resourceWords({ ...none, cpus: 4, memoryGib: 6, complete: false })).toBe('at least 4 CPUs, 6 GiB memory');
    expect(resourceWords({ ...none, cpus: 4, memoryGib: 6, complete: true })).toBe('0 GPUs, 4 CPUs, 6 GiB memory');
  });
});
