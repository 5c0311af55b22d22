import { describe, expect, it } from 'vitest';
import { outliersOf, seriesFacts, spansBelow } from '../../src/domain/series.ts';

const points = (...values: number[]) => values.map((value, index) => ({ at: index * 60_000, value }));

describe('a series of a metric', () => {
  it('is told in any order by least, mean, most, last and trend', () => {
    expect(seriesFacts(points(10, 20, 30, 40, 50, 90).toReversed())).toEqual({
      points: 6,
      min: 10,
      mean: 40,
      max: 90,
      last: 90,
      lastAt: 300_000,
      trend: 55,
    });
    expect(seriesFacts(points(7))).toMatchObject({ mean: 7, last: 7, trend: 0 });
    expect(seriesFacts([])).toBeUndefined();
  });

  it('is idle in the spans below a bound that are long enough', () => {
    expect(spansBelow(points(0, 1, 2, 80, 0, 90, 1, 1, 4), 5, 120_000)).toEqual([
      { from: 0, to: 120_000 },
      { from: 360_000, to: 480_000 },
    ]);
    expect(spansBelow(points(5, 5, 5), 5, 0)).toEqual([]);
  });

  it('stands out where its value is far from the others', () => {
    const of = (values: readonly number[], range?: number) => outliersOf(values, (value) => value, range);
    expect(of([90, 91, 89, 90, 12, 60], 100)).toEqual([12, 60]);
    expect(of([90, 91, 89, 85], 100)).toEqual([]);
    expect(of([0, 30, 60, 90], 100)).toEqual([]);
    expect(of([200, 210, 190, 2])).toEqual([2]);
    expect(of([1, 99], 100)).toEqual([]);
  });
});
