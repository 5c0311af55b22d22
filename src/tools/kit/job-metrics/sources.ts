import type { Input } from '../../../api/operations.ts';
import { JOB_METRICS } from '../../../domain/lists.ts';
import type { Job } from '../../../jobs/job.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { readJobMetrics, readMetrics, type Series } from '../decoders/metrics.ts';
import { utcSeconds } from '../fields.ts';

/**
 * Where metrics of jobs come from, by the operation. Each is kept for other jobs than the other one (api-notes:
 * metrics).
 */
export type MetricSource = 'GetJobMetrics' | 'GetMetrics';

/** Which of CloudMonitor's metrics says the same. Its catalogue is not published: these are the ones that were seen. */
const ALIKE: Readonly<Record<string, string>> = {
  GpuCoreUsage: 'JOB_GPU_ACCELERATOR_DUTTY_UTIL',
  GpuMemoryUsage: 'CARD_GPU_DRAM_ACTIVE_UTIL',
};

/** Pods that one request can name: they stand in its address. */
const PODS_AT_A_TIME = 20;
/** Pods of a job whose cards are asked for. */
const MOST_PODS = 40;
const MOST_PAGES = 10;
const DENIED = 'permission_denied';
const POINTS = '1000';

export interface MetricWindow {
  from: Date;
  to: Date;
}

/** What one source has of one metric: its series, or why it has none. */
export interface MetricFound {
  source: MetricSource;
  series: Series[];
  /** `nothing`, or the kind of a fault. */
  lacks?: string;
  /** Pods that were not asked about. */
  left: number;
}

/**
 * Steps that are documented for the like of it, or that a client uses; minutes between points, as both sources take
 * them.
 */
const STEPS = [
  { minutes: 1, step: '1m', period: '60' },
  { minutes: 5, step: '5m', period: '900' },
  { minutes: 30, step: '30m', period: '3600' },
  { minutes: 60, step: '1h', period: '3600' },
] as const;
const MOST_POINTS = 240;

/** The finest step with which a window has no more than 240 points. */
export function stepFor({ from, to }: MetricWindow) {
  const minutes = (to.getTime() - from.getTime()) / 60_000;
  return STEPS.find((each) => minutes / each.minutes <= MOST_POINTS) ?? STEPS[STEPS.length - 1] ?? STEPS[0];
}

/**
 * Whether a job is of those for which GetJobMetrics is kept: on public general machines, paid by use and not as spot.
 */
export const isGeneral = (job: Job): boolean =>
  job.resourceId === undefined &&
  job.tasks.every(({ spot, ecsSpec }) => !spot && (ecsSpec === undefined || ecsSpec.matches(/^ecs\./)));

async function fromJob(ctx: ToolContext, job: Job, metric: string, window: MetricWindow): Promise<MetricFound> {
  const none = { source: 'GetJobMetrics', series: [], left: 0 } as const;
  const type = JOB_METRICS.find((name) => name === metric);
  if (type === undefined) return { ...none, series: [], lacks: 'no such metric there' };
  const read = await attempt(async () =>
    readJobMetrics(
      await ctx.call('GetJobMetrics', {
        JobId: job.jobId,
        MetricType: type,
        StartTime: utcSeconds(window.from),
        EndTime: utcSeconds(window.to),
        TimeStep: stepFor(window).step,
      }),
    ),
  );
  if ('cause' in read) return { ...none, series: [], lacks: read.cause.kind };
  return { ...none, series: read.answer, ...(read.answer.length === 0 ? { lacks: 'nothing' } : {}) };
}

/** All pages of one request; their series are merged by pod and card. */
async function pagesOf(ctx: ToolContext, input: Input<'GetMetrics'>): Promise<{ series: Series[]; refused?: string }> {
  const series: Series[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = readMetrics(await ctx.call('GetMetrics', { ...input, ...(next ? { NextToken: next } : {}) }));
    if (answer.refused !== undefined) return { series, refused: answer.refused };
    for (const one of answer.series) {
      const known = series.find(({ pod, card }) => pod === one.pod && card === one.card);
      if (known) known.points.push(...one.points);
      else series.push(one);
    }
    next = answer.next;
    if (next === undefined) break;
  }
  return { series };
}

async function fromMonitor(ctx: ToolContext, job: Job, metric: string, window: MetricWindow): Promise<MetricFound> {
  const none = { source: 'GetMetrics', series: [], left: 0 } as const;
  const name = ALIKE[metric] ?? (JOB_METRICS.some((each) => each === metric) ? undefined : metric);
  if (name === undefined) return { ...none, series: [], lacks: 'no metric of it is known there' };
  const whole = { jobId: job.jobId, regionId: ctx.region, userId: job.userId, workspaceId: job.workspaceId };
  const pods = name.startsWith('CARD_') ? job.pods.slice(0, MOST_PODS).map(({ podId }) => podId) : [];
  const groups = name.startsWith('CARD_')
    ? Array.from({ length: Math.ceil(pods.length / PODS_AT_A_TIME) }, (_, index) =>
        pods.slice(index * PODS_AT_A_TIME, (index + 1) * PODS_AT_A_TIME).map((pod) => ({ ...whole, pod })),
      )
    : [[whole]];
  const series: Series[] = [];
  for (const dimensions of groups) {
    const read = await attempt(() =>
      pagesOf(ctx, {
        JobId: job.jobId,
        Namespace: 'acs_pai_dlc',
        MetricName: name,
        Dimensions: JSON.stringify(dimensions),
        StartTime: utcSeconds(window.from),
        EndTime: utcSeconds(window.to),
        Period: stepFor(window).period,
        Length: POINTS,
      }),
    );
    if ('cause' in read) return { ...none, series, lacks: read.cause.kind };
    if (read.answer.refused !== undefined) return { ...none, series, lacks: `refused with ${read.answer.refused}` };
    series.push(...read.answer.series);
  }
  const left = name.startsWith('CARD_') ? Math.max(0, job.pods.length - MOST_PODS) : 0;
  return { ...none, series, left, ...(series.length === 0 ? { lacks: 'nothing' } : {}) };
}

const SOURCES = { GetJobMetrics: fromJob, GetMetrics: fromMonitor } as const;

/**
 * One metric of a job: from the source that is kept for such jobs, and from the other one where that has nothing.
 * @param denied sources that RAM has refused before in this call: they are not asked again, and those that refuse now
 *   are added
 * @returns what each source that was asked has, the telling one last
 */
export async function findMetric(
  ctx: ToolContext,
  job: Job,
  metric: string,
  window: MetricWindow,
  denied: Set<MetricSource> = new Set(),
): Promise<MetricFound[]> {
  const order: MetricSource[] = isGeneral(job) ? ['GetJobMetrics', 'GetMetrics'] : ['GetMetrics', 'GetJobMetrics'];
  const asked: MetricFound[] = [];
  for (const source of order) {
    const found: MetricFound = denied.has(source)
      ? { source, series: [], left: 0, lacks: DENIED }
      : await SOURCES[source](ctx, job, metric, window);
    if (found.lacks === DENIED) denied.add(source);
    asked.push(found);
    if (found.series.length > 0) break;
  }
  return asked;
}
