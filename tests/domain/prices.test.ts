import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/domain/machine.ts';
import { hourlyWords, jobPricePerHour, type Price, type PricedTask, type PriceTable } from '../../src/domain/prices.ts';

const price = (perHour: number, currency = 'CNY', date = '2026-11-01'): Price => ({
  perHour,
  currency,
  date,
  source: `list of ${date}`,
});
const table = (machines: Record<string, Price>, gpus: Record<string, Price> = {}): PriceTable => ({
  ofMachine: (region, type) => machines[`${region} ${type}`],
  ofGpu: (region, type) => gpus[`${region} ${type}`],
});
const machine = (gpus: number, gpuType?: string): Machine => ({
  gpus,
  cpus: 8,
  memoryGib: 64,
  gpuType,
  lingjun: false,
  inStock: true,
  spotInStock: true,
  drivers: [],
});
const machines = {
  read: true,
  sizes: new Map([
    ['ecs.a', machine(8, 'A10')],
    ['ecs.cpu', machine(0, 'A10')],
  ]),
};
const task = (ecs_spec: string, pod_count = 1, spot?: PricedTask['spot']): PricedTask => ({
  ecs_spec,
  pod_count,
  spot,
});
const prices = table(
  { 'r1 ecs.a': price(10), 'r1 ecs.b': price(4, 'CNY', '2026-10-01'), 'r1 ecs.usd': price(1, 'USD') },
  { 'r1 A10': price(3), 'r2 A10': price(3) },
);
const of = (tasks: readonly PricedTask[], region = 'r1', known: PriceTable | undefined = prices) =>
  jobPricePerHour({ resource_id: undefined, task_specs: tasks }, machines, region, known);

describe('the price of a job per hour (R44)', () => {
  it('is a sum over all pods, by the date of the oldest price', () => {
    expect(of([task('ecs.a', 2), task('ecs.b', 3)])).toEqual({
      known: true,
      perHour: 32,
      currency: 'CNY',
      date: '2026-10-01',
      sources: ['list of 2026-11-01', 'list of 2026-10-01'],
      atMost: false,
    });
  });

  it('has all digits of the prices, and none that a sum of doubles adds', () => {
    const tenths = table({ 'r1 ecs.a': price(0.1), 'r1 ecs.b': price(0.3344) });
    expect(of([task('ecs.a', 3)], 'r1', tenths)).toMatchObject({ perHour: 0.3 });
    expect(of([task('ecs.b', 2)], 'r1', tenths)).toMatchObject({ perHour: 0.6688 });
  });

  it('is that of the machine, else of its GPUs', () => {
    expect(of([task('ecs.a')])).toMatchObject({ perHour: 10 });
    expect(of([task('ecs.a')], 'r2')).toMatchObject({ perHour: 24 });
    expect(of([task('ecs.cpu')], 'r2')).toEqual({
      known: false,
      why: "the operator's prices have none of ecs.cpu in r2",
    });
  });

  it.each([
    [{ discount_limit: 0.3 }, 3],
    [{ discount_limit: 2 }, 10],
    // In CNY per minute.
    [{ price_limit: 0.1 }, 6],
    [{ price_limit: 5 }, 10],
  ])('of spot capacity with %j is at most %d', (spot, perHour) => {
    const found = of([task('ecs.a', 1, spot)]);
    expect(found).toMatchObject({ perHour, atMost: true });
    expect(hourlyWords(found)).toMatch(/^at most /);
  });

  it('is not known without a table, of a quota, with a type that has none, or in two currencies', () => {
    const whys = [
      jobPricePerHour({ resource_id: undefined, task_specs: [task('ecs.a')] }, machines, 'r1', undefined),
      jobPricePerHour({ resource_id: 'quota1', task_specs: [task('ecs.a')] }, machines, 'r1', prices),
      of([task('ecs.a'), task('ecs.new')]),
      of([task('ecs.a'), task('ecs.usd')]),
    ];
    expect(whys.map(hourlyWords)).toEqual([
      'unknown: the operator has given no prices (--prices)',
      'none: the machines of its quota are paid for already',
      "unknown: the operator's prices have none of ecs.new in r1",
      "unknown: the operator's prices are in CNY and USD, which cannot be added up",
    ]);
  });
});
