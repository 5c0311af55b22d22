import { round } from '../../../domain/quantity.ts';
import type { Job } from '../../../jobs/job.ts';
import type { Spent } from '../../kit/spent.ts';
import type { CostRow } from './rows.ts';
import { Sum } from './sum.ts';

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
