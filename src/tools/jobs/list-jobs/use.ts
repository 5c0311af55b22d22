import { count } from '../../../domain/count.ts';
import { durationWords } from '../../../domain/duration.ts';
import { COUNTED } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import { seriesFacts } from '../../../domain/series.ts';
import type { Job } from '../../../jobs/job.ts';
import type { Series } from '../../kit/decoders/metrics.ts';
import { fanOut } from '../../kit/fan-out.ts';
import { IDLE_BELOW, idleOf, lacks, windowOf } from '../../kit/job-metrics/facts.ts';
import { findMetric, type MetricSource } from '../../kit/job-metrics/sources.ts';
import { patience } from '../../kit/patience.ts';
import { costWords, type Spent, spentBy } from '../../kit/spent.ts';
import type { ToolContext } from '../../tool.ts';
import { type Listed, MOST_SORTED, type PageAsk, readFirst, readPage, rowsOfPage } from './read-page.ts';

const UNKNOWN = 'unknown';

/** What a running job makes of its GPUs. */
export interface Use {
  /** `mean 3%, last 0%`, or `unknown`; absent for a job without GPUs. */
  gpu_use?: string;
  /**
   * `2 h, still`: how long its GPUs stood idle, on average, and that they do at the last moment that metrics tell of.
   */
  idle?: string;
  idle_now?: boolean;
  idle_gpu_hours?: number;
  gpu_hours?: number;
  cost?: string;
}

interface Read {
  use: Use;
  /** Why its GPU use is not known. */
  lacks?: string;
}

export interface PageUse {
  /** By job id; of jobs that do not run there is none. */
  uses: Map<string, Use>;
  notes: string[];
}

const runs = ({ status, times }: Job): boolean => status === 'Running' && times.finished === undefined;

/**
 * How much one GPU of a job was used and stood idle, over all its series: a series is a card, a pod or the whole job.
 */
function gpuUse(series: readonly Series[], gpus: number | undefined): Use {
  const over = seriesFacts(series.flatMap(({ points }) => points));
  if (over === undefined) return { gpu_use: UNKNOWN };
  const last = series.flatMap(({ points }) => seriesFacts(points)?.last ?? []);
  const idle = series.map((one) => ({ ...idleOf(one), end: seriesFacts(one.points)?.lastAt }));
  const ms = idle.reduce((sum, each) => sum + each.ms, 0) / series.length;
  const now = idle.every(({ spans, end }) => spans.at(-1)?.to === end);
  return {
    gpu_use: `mean ${round(over.mean)}%, last ${round(last.reduce((sum, each) => sum + each, 0) / last.length)}%`,
    ...(ms === 0 ? {} : { idle: `${durationWords(ms / 1000)}${now ? ', still' : ''}` }),
    ...(now ? { idle_now: true } : {}),
    ...(gpus === undefined ? {} : { idle_gpu_hours: round((ms / 3_600_000) * gpus) }),
  };
}

const spentUse = (spent: Spent): Use => {
  const { gpus, hours } = spent;
  const cost = costWords(spent);
  return {
    ...(gpus === undefined || hours === undefined ? {} : { gpu_hours: round(gpus * hours) }),
    ...(cost && { cost }),
  };
};

/** `GPU use of 3 jobs is not known: GetMetrics (CloudMonitor) has nothing`, once per reason. */
function unknownNotes(reads: readonly Read[]): string[] {
  const why = new Map<string, number>();
  for (const { lacks } of reads) if (lacks !== undefined) why.set(lacks, (why.get(lacks) ?? 0) + 1);
  return [...why].map(
    ([reason, jobs]) => `GPU use of ${count(jobs, 'job')} is not known, which is not zero: ${reason}.`,
  );
}

function notesOf(reads: readonly Read[], spent: readonly Spent[]): string[] {
  const idle = reads.filter(({ use }) => use.idle_now).length;
  const known = reads.filter(({ use }) => use.gpu_use !== undefined && use.gpu_use !== UNKNOWN).length;
  const dates = [...new Set(spent.flatMap(({ price, cost }) => (cost && price.known ? [price.date] : [])))].toSorted();
  return [
    ...(known === 0
      ? []
      : [
          `GPUs of ${idle} of ${count(known, 'running job')} with metrics are idle now: below ${IDLE_BELOW}% for 10 min or more; use is since the job runs, at most of 7 days.`,
        ]),
    ...unknownNotes(reads),
    ...(dates.length === 0 ? [] : [`cost so far by the operator's prices of ${dates.join(' and ')}, ${COUNTED}.`]),
  ];
}

/** Jobs whose use one call reads: with two calls each, as many as a host waits for. */
const MOST_USED = 200;

/** What a job has taken so far, as far as it is known; what is not may be much. */
const taken = ({ gpus, hours }: Spent): number => (gpus ?? Number.POSITIVE_INFINITY) * (hours ?? 1);

/**
 * GPU use, GPU-hours and cost so far of those jobs that run: some calls per job, within the limits of the cloud. Where
 * they are too many for one call, those that have taken most are read.
 */
export async function readUse(ctx: ToolContext, jobs: readonly Job[]): Promise<PageUse> {
  const running = jobs.filter(runs);
  if (running.length === 0) return { uses: new Map(), notes: ['none of these jobs runs, so no use was read.'] };
  const spent = await spentBy(ctx, running);
  const isOver = patience(ctx);
  const denied = new Set<MetricSource>();
  let done = 0;
  const read = async (job: Job, spent: Spent, place: number): Promise<Read> => {
    if (spent.gpus === 0) return { use: spentUse(spent) };
    const unread = place >= MOST_USED ? `one call reads it of ${MOST_USED} jobs` : 'the time for one call was over';
    if (place >= MOST_USED || isOver()) return { use: { gpu_use: UNKNOWN, ...spentUse(spent) }, lacks: unread };
    const asked = await findMetric(ctx, job, 'GpuCoreUsage', windowOf(job, {}, ctx.now()), denied);
    const series = asked.flatMap((each) => each.series);
    return {
      use: { ...gpuUse(series, spent.gpus), ...spentUse(spent) },
      ...(series.length === 0 ? { lacks: lacks(asked) } : {}),
    };
  };
  const pairs = running
    .flatMap((job, index) => (spent[index] === undefined ? [] : [{ job, spent: spent[index] }]))
    .toSorted((a, b) => taken(b.spent) - taken(a.spent) || 0)
    .map((pair, place) => ({ ...pair, place }));
  const reads = await fanOut(pairs, async ({ job, spent, place }) => {
    const one = await read(job, spent, place);
    done += 1;
    await ctx.progress(`${done} of ${pairs.length} jobs read`, done, pairs.length);
    return one;
  });
  return {
    uses: new Map(pairs.map(({ job }, index) => [job.jobId, reads[index]?.use ?? {}])),
    notes: notesOf(reads, spent),
  };
}

/** Idle ones first, by the GPU-hours that they stood idle; the others as they were listed. */
const byIdle = (a: Use, b: Use): number =>
  Number(b.idle_now ?? false) - Number(a.idle_now ?? false) || (b.idle_gpu_hours ?? 0) - (a.idle_gpu_hours ?? 0);

/**
 * One page of jobs with their use, idle ones of the whole list first. Beyond what one call sorts, a page is as the
 * cloud lists it; what was not looked at is a note.
 * @throws Fault as `readPage`
 */
export async function readByIdle(
  ctx: ToolContext,
  request: Readonly<Record<string, unknown>>,
  ask: PageAsk,
): Promise<Listed & PageUse> {
  const sorts = ask.page_number * ask.page_size <= MOST_SORTED;
  const { jobs, total } = await (sorts ? readFirst : readPage)(ctx, request, ask);
  const { uses, notes } = await readUse(ctx, jobs);
  const use = ({ jobId }: Job): Use => uses.get(jobId) ?? {};
  const sorted = jobs.toSorted((a, b) => byIdle(use(a), use(b)));
  const narrow = 'status=["Running"] or another filter narrows it down';
  return {
    jobs: sorts ? rowsOfPage(sorted, ask) : sorted,
    total,
    uses,
    notes: [
      ...notes,
      ...(sorts
        ? jobs.length < total
          ? [
              `idle ones are first of the first ${jobs.length} of ${total} jobs; the others were not looked at: ${narrow}.`,
            ]
          : []
        : [
            `idle ones are first of this page alone, and use is of this page: one call sorts the first ${MOST_SORTED}; ${narrow}.`,
          ]),
    ],
  };
}
