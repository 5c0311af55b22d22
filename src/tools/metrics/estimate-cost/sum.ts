import { money } from '../../../domain/prices.ts';
import type { Spent } from '../../kit/spent.ts';

/** What some jobs took together. */
export class Sum {
  jobs = 0;
  hours = 0;
  /** Without those of jobs whose size is not known. */
  gpuHours = 0;
  /** Jobs whose size is not known. */
  unsized = 0;
  /** Money by currency. */
  readonly #money = new Map<string, number>();
  /** Jobs whose money is in it. */
  #priced = 0;
  #atMost = false;

  static of(all: readonly Spent[]): Sum {
    const sum = new Sum();
    for (const each of all) sum.add(each);
    return sum;
  }

  add({ hours = 0, gpus, price, cost }: Spent): void {
    this.jobs += 1;
    this.hours += hours;
    this.gpuHours += hours * (gpus ?? 0);
    this.unsized += gpus === undefined ? 1 : 0;
    if (cost === undefined) return;
    this.#priced += 1;
    this.#atMost ||= price.known && price.atMost;
    this.#money.set(cost.currency, (this.#money.get(cost.currency) ?? 0) + cost.value);
  }

  merge(other: Sum): void {
    this.jobs += other.jobs;
    this.hours += other.hours;
    this.gpuHours += other.gpuHours;
    this.unsized += other.unsized;
    this.#priced += other.#priced;
    this.#atMost ||= other.#atMost;
    for (const [currency, value] of other.#money) this.#money.set(currency, (this.#money.get(currency) ?? 0) + value);
  }

  /** `at most 12.00 CNY for 3 of 5`; `undefined` without any. */
  get cost(): string | undefined {
    if (this.#priced === 0) return undefined;
    const sums = [...this.#money].map(([currency, value]) => money(value, currency)).join(' and ');
    return `${this.#atMost ? 'at most ' : ''}${sums}${this.#priced < this.jobs ? ` for ${this.#priced} of ${this.jobs}` : ''}`;
  }

  /** The dearest first; what has no price, by its GPU-hours. */
  static inOrder(a: Sum, b: Sum): number {
    const paid = (sum: Sum): number => Math.max(0, ...sum.#money.values());
    return paid(b) - paid(a) || b.gpuHours - a.gpuHours;
  }
}
