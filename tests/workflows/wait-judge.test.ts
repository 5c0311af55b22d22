import { describe, expect, it } from 'vitest';
import { outcomeOf, standing, waitPauses } from '../../src/tools/workflows/wait-for-job/judge.ts';

describe('where a job stands', () => {
  it.each([
    ['Running', 'waiting'],
    ['Queuing', 'waiting'],
    ['Dequeued', 'waiting'],
    ['Stopping', 'waiting'],
    ['Succeeded', 'reached'],
    ['Failed', 'reached'],
    ['Stopped', 'reached'],
    ['FailedReserving', 'reached'],
  ])('%s, where any end is waited for: %s', (status, expected) => {
    expect(standing(status, undefined)).toBe(expected);
  });

  it.each([
    ['Queuing', ['Running'], 'waiting'],
    ['Running', ['Running'], 'reached'],
    ['Failed', ['Running'], 'ended'],
    ['SucceededReserving', ['Succeeded'], 'waiting'],
    ['FailedReserving', ['Succeeded'], 'ended'],
    ['Dequeued', ['Failed'], 'waiting'],
  ])('%s, where %j is waited for: %s', (status, wanted, expected) => {
    expect(standing(status, wanted)).toBe(expected);
  });
});

describe('where a wait stands', () => {
  it.each([
    [['reached', 'waiting'], 'any', 'reached'],
    [['reached', 'waiting'], 'all', 'waiting'],
    [['reached', 'reached'], 'all', 'reached'],
    [['ended', 'waiting'], 'all', 'impossible'],
    [['ended', 'waiting'], 'any', 'waiting'],
    [['ended', 'not_found'], 'any', 'impossible'],
    [['not_found', 'reached'], 'all', 'impossible'],
  ] as const)('%j, until %s: %s', (standings, until, expected) => {
    expect(outcomeOf(standings, until)).toBe(expected);
  });
});

describe('pauses', () => {
  it('grow from 2 s to 10 s and add up to the time of the wait', () => {
    const all = [...waitPauses(600)];
    expect(all[0]).toBe(2_000);
    expect(all.every((pause, index) => index === all.length - 1 || pause <= (all[index + 1] ?? 0) || index > 60)).toBe(
      true,
    );
    expect(Math.max(...all)).toBe(10_000);
    expect(all.reduce((sum, pause) => sum + pause, 0)).toBe(600_000);
    expect(all.length).toBeLessThan(66);
    expect([...waitPauses(1)]).toEqual([1_000]);
  });
});
