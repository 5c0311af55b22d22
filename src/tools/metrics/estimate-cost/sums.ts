import { money } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import type { Job } from '../../../jobs/job.ts';
import type { Spent } from '../../kit/spent.ts';
import type { CostRow } from './rows.ts';

/** What the jobs of a period are summed up by. */
export const GROUPINGS = ['job', 'user', 'machine', 'quota', 'workspace'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Rows of an answer; what is over is one row more. */
const MOST_ROWS = 20;
export const OTHERS = 'all others';

const PUBLIC = 'public resources';
const UNTOLD = 'not told';

/** What a job counts under. */
function keyOf(job: Job, by: Grouping): string {
  const quota = job.resourceId?.line(80);
  switch (by) {
    case 'job':
      return job.jobId;
    case 'user':
      return job.user ?? UNTOLD;
    case 'machine': {
      const types = [...new Set(job.tasks.flatMap(({ ecsSpec }) => ecsSpec?.line(80) ?? []))];
      return quota === undefined ? types.toSorted().join(', ') || UNTOLD : 'machines of quotas';
    }
    case 'quota':
      return quota ?? PUBLIC;
    case 'workspace':
      return job.workspaceId ?? UNTOLD;
  }
}

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

/** The sums of a period by one grouping, in memory that does not grow with the jobs. */
export class Sums {
  readonly total = new Sum();
  readonly #by: Grouping;
  readonly #groups = new Map<string, { sum: Sum; name?: string; status?: string }>();
  readonly #others = new Sum();

  constructor(by: Grouping) {
    this.#by = by;
  }

  add(job: Job, spent: Spent): void {
    this.total.add(spent);
    const key = keyOf(job, this.#by);
    const group = this.#groups.get(key) ?? {
      sum: new Sum(),
      ...(this.#by === 'job' ? { name: job.displayName, status: job.status } : {}),
    };
    group.sum.add(spent);
    this.#groups.set(key, group);
  }

  /**
   * Adds up what will be no row. A job comes once; of other groupings there are few, and the next page may add to each.
   */
  fold(): void {
    if (this.#by === 'job') this.#keepDearest();
  }

  #keepDearest(): void {
    for (const [key, { sum }] of this.#sorted().slice(MOST_ROWS)) {
      this.#others.merge(sum);
      this.#groups.delete(key);
    }
  }

  #sorted() {
    return [...this.#groups].toSorted(([, a], [, b]) => Sum.inOrder(a.sum, b.sum));
  }

  rows(): CostRow[] {
    this.#keepDearest();
    const many = this.#by !== 'job';
    const row = (what: string, { jobs, hours, gpuHours, unsized, cost }: Sum, counts: boolean): CostRow => ({
      what,
      ...(counts ? { jobs } : {}),
      hours: round(hours),
      ...(unsized === jobs ? {} : { gpu_hours: round(gpuHours) }),
      ...(cost === undefined ? {} : { cost }),
    });
    const shown = this.#sorted().map(([key, { sum, ...about }]) => ({ ...row(key, sum, many), ...about }));
    return this.#others.jobs === 0 ? shown : [...shown, row(OTHERS, this.#others, true)];
  }
}
