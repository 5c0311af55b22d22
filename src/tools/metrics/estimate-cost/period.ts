import { count } from '../../../domain/count.ts';
import { LIVE_STATUSES } from '../../../domain/job-status.ts';
import { COUNTED, type HourlyPrice } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import { cloudClock, type Job, readJobs } from '../../../jobs/job.ts';
import { type Coverage, coverageOf, coverageRequest, coverageWords, isCovered } from '../../kit/coverage.ts';
import { fanOut } from '../../kit/fan-out.ts';
import { EVER } from '../../kit/fields.ts';
import { filterNotes, filtersRequest } from '../../kit/job-filters.ts';
import { rowsShown } from '../../kit/list-shown.ts';
import { patience } from '../../kit/patience.ts';
import { rememberedSizes, spentBy, type TimeSpan } from '../../kit/spent.ts';
import type { ToolContext } from '../../tool.ts';
import type { CostRow } from './rows.ts';
import { type Grouping, Sums } from './sums.ts';

/** Jobs that one call reads at most: a hundred pages, which is some ten seconds within the limits of the cloud. */
export const MOST_JOBS = 10_000;
const PAGE_SIZE = 100;

type Ask = Omit<Parameters<typeof coverageOf>[0], 'time_range_field'> &
  Parameters<typeof filtersRequest>[0] & { by: Grouping };

interface PeriodCost {
  rows: CostRow[];
  /** Absent where no job ran. */
  total?: string;
  /** What was searched, in words. */
  covered: string;
  notes: string[];
}

const MOST_REASONS = 5;

/** Why jobs have no price, once per reason, with how many they are. */
class Unpriced {
  readonly #jobs = new Map<string, number>();

  add(price: HourlyPrice): void {
    if (!price.known) this.#jobs.set(price.why, (this.#jobs.get(price.why) ?? 0) + 1);
  }

  notes(): string[] {
    const [most, rest] = [[...this.#jobs].slice(0, MOST_REASONS), [...this.#jobs].slice(MOST_REASONS)];
    const others = rest.reduce((sum, [, jobs]) => sum + jobs, 0);
    return [
      ...most.map(([why, jobs]) => `${count(jobs, 'job')} without a price: ${why}.`),
      ...(others === 0 ? [] : [`${count(others, 'job')} without a price for other reasons.`]),
    ];
  }
}

/** Reads the jobs that ran in a period, page by page, and sums them up. */
class Period {
  readonly sums: Sums;
  readonly unpriced = new Unpriced();
  readonly dates = new Set<string>();
  /** What was not read, in words. */
  readonly left: string[] = [];
  /** Jobs that run and of which the cloud does not tell since when. */
  unknown = 0;
  /** The cloud's time, once a job tells it. */
  clock: Date;
  readonly #ctx: ToolContext;
  readonly #span: TimeSpan;
  readonly #sizes: ReturnType<typeof rememberedSizes>;
  readonly #isOver: () => boolean;
  /** A job that ends while this reads stands in two lists. */
  readonly #seen = new Set<string>();
  #read = 0;

  constructor(ctx: ToolContext, span: TimeSpan, by: Grouping) {
    this.#ctx = ctx;
    this.#span = span;
    this.clock = ctx.now();
    this.#sizes = rememberedSizes(ctx);
    this.#isOver = patience(ctx);
    this.sums = new Sums(by);
  }

  async #take(jobs: readonly Job[]): Promise<void> {
    const fresh = jobs.filter(({ jobId }) => !this.#seen.has(jobId));
    for (const { jobId } of fresh) this.#seen.add(jobId);
    const spent = await spentBy(this.#ctx, fresh, this.#span, this.#sizes);
    for (const [index, job] of fresh.entries()) {
      const taken = spent[index];
      if (taken?.hours === undefined) this.unknown += 1;
      else if (taken.hours > 0) {
        this.sums.add(job, taken);
        this.unpriced.add(taken.price);
        if (taken.price.known) this.dates.add(taken.price.date);
      }
    }
    this.sums.fold();
  }

  /**
   * Reads a list from its beginning.
   * @param leftOut words for what is not read, with the last job that was
   */
  async list(
    request: Readonly<Record<string, unknown>>,
    takes: (job: Job) => boolean,
    leftOut: (left: number, last: Job | undefined) => string,
  ): Promise<void> {
    let own = 0;
    for (let page = 1; ; page++) {
      const answer = await this.#ctx.call('ListJobs', { ...request, PageNumber: page, PageSize: PAGE_SIZE });
      const { jobs, total } = readJobs(answer);
      const found = readJobs({ Jobs: await rowsShown(this.#ctx, 'ListJobs', request, answer) }).jobs;
      own += jobs.length;
      this.clock = cloudClock(jobs, this.clock);
      this.#read += jobs.length;
      await this.#take(found.filter(takes));
      await this.#ctx.progress(`${this.#read} jobs read`, this.#read);
      if (jobs.length === 0 || own >= total) return;
      if (this.#read >= MOST_JOBS || this.#isOver()) {
        this.left.push(leftOut(total - own, jobs.at(-1)));
        return;
      }
    }
  }
}

/** What may have run in the period and is not over: created before its end, at any time. */
async function readLive(period: Period, covered: Coverage, rest: Readonly<Record<string, unknown>>): Promise<void> {
  const window = { from: EVER, to: covered.window.to };
  const request = { ...coverageRequest({ ...covered, field: 'GmtCreateTime', window }), ...rest };
  await fanOut(LIVE_STATUSES, (Status) =>
    period.list(
      { ...request, Status },
      () => true,
      (left) => `${count(left, 'job')} in status ${Status}`,
    ),
  );
}

/** What ended since the period began, the latest end first, so that what is not read ended before all that is. */
async function readEnded(period: Period, covered: Coverage, rest: Readonly<Record<string, unknown>>): Promise<void> {
  const since = { ...covered, window: { from: covered.window.from } };
  let strange = 0;
  const takes = ({ times }: Job): boolean => {
    const ended = isCovered(since, times);
    strange += ended ? 0 : 1;
    return ended;
  };
  await period.list(
    { ...coverageRequest(since), ...rest, SortBy: covered.field, Order: 'desc' },
    takes,
    (left, last) => `${count(left, 'job')} that ended before ${last?.times.finished ?? 'those'}`,
  );
  if (strange > 0)
    period.left.push(
      `${count(strange, 'job')} that the cloud listed without an end in this time, and perhaps jobs that it did not list for that`,
    );
}

/**
 * What the jobs that ran between two times cost in that time, by what they ran, not by what they were created for.
 * @throws Fault `invalid_input` where the API has no such list, or a time is none
 */
export async function ofPeriod(ctx: ToolContext, ask: Ask): Promise<PeriodCost> {
  const covered = coverageOf({ ...ask, time_range_field: 'GmtFinishTime' }, ctx, ctx.now());
  const { from = EVER, to } = covered.window;
  // Open until now by the clock of the cloud, which each job tells.
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  const period = new Period(ctx, { from: Date.parse(from), to: end }, ask.by);
  const rest = filtersRequest(ask);
  await readLive(period, covered, rest);
  await readEnded(period, covered, rest);
  const { jobs, gpuHours, unsized, cost } = period.sums.total;
  const { region, workspace, owner } = coverageWords(covered);
  const dates = [...period.dates].toSorted();
  const use = `${count(round(gpuHours), 'GPU-hour')} of ${count(jobs, 'job')}`;
  return {
    rows: period.sums.rows(),
    ...(jobs === 0 ? {} : { total: [...(cost === undefined ? [] : [cost]), use].join('; ') }),
    covered: `jobs that ran between ${from} and ${to === undefined || end > period.clock.getTime() ? 'now' : to}, region ${region}, workspace ${workspace}, owner ${owner}`,
    notes: [
      ...filterNotes(ask),
      ...period.left.map((what) => `left out: ${what}. Ask for less time, or narrow it down.`),
      ...(period.unknown === 0
        ? []
        : [`left out: ${count(period.unknown, 'running job')} of which the cloud does not tell since when.`]),
      ...(unsized === 0 ? [] : [`GPU-hours of ${count(unsized, 'job')} are not known and not in the sum.`]),
      ...period.unpriced.notes(),
      ...(dates.length === 0 ? [] : [`by the operator's prices of ${dates.join(' and ')}, ${COUNTED}.`]),
      'from the first time that a job ran to its end: restarts and changed pod counts are not taken into account; deleted jobs, TensorBoards, storage and traffic are not in it.',
    ],
  };
}
