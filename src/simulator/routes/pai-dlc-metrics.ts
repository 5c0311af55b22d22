import { fail } from '../errors.ts';
import { scatter } from '../jobs/draw.ts';
import { type Pod, podsOf } from '../jobs/pods.ts';
import { timeParam } from '../jobs/select.ts';
import type { JobView } from '../jobs/store.ts';
import { storyOf } from '../jobs/story.ts';
import { type Route, type SimRequest, strings } from '../route.ts';
import { seedOf } from '../world/ids.ts';
import { text } from '../world/query.ts';
import { type JobContext, readableJob } from './pai-dlc-shared.ts';

/**
 * Around which value a metric lies while a job works, and while it only waits for its peers. Percent, MB per second.
 */
const METRICS: Readonly<Record<string, { busy: number; idle: number }>> = {
  // Processes that wait in a collective keep their cards busy.
  GpuCoreUsage: { busy: 88, idle: 100 },
  GpuMemoryUsage: { busy: 82, idle: 82 },
  CpuCoreUsage: { busy: 46, idle: 9 },
  MemoryUsage: { busy: 58, idle: 55 },
  NetworkInputRate: { busy: 240, idle: 0.002 },
  NetworkOutputRate: { busy: 236, idle: 0.002 },
  DiskReadRate: { busy: 52, idle: 0 },
  DiskWriteRate: { busy: 6, idle: 0 },
};

const HOUR_MS = 3_600_000;
const MOST_POINTS = 1440;
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: HOUR_MS };

/** `GetJobMetrics`: only kept for jobs on public resources (api-notes: metrics), empty for those of quotas. */
export const metricRoutes = (context: JobContext): Route[] => [
  monitorRoute(context),
  {
    product: 'pai-dlc',
    action: 'GetJobMetrics',
    method: 'GET',
    path: '/api/v1/jobs/{JobId}/metrics',
    query: {
      ...strings('StartTime', 'EndTime', 'TimeStep', 'Token'),
      MetricType: { type: 'string', required: true, values: Object.keys(METRICS) },
    },
    body: {},
    handle: (request) => {
      const view = context.store.view(readableJob(context, request));
      const { params } = request;
      const from = timeParam(params, 'StartTime', view.now - HOUR_MS);
      const to = Math.min(timeParam(params, 'EndTime', view.now), view.now);
      const step = stepOf(text(params, 'TimeStep') ?? '5m');
      if ((to - from) / step > MOST_POINTS) throw fail('InvalidParameter', 'The window has too many steps.');
      const pods = view.record.request.ResourceId ? [] : podsOf(view, context.region);
      const type = text(params, 'MetricType') ?? '';
      return {
        JobId: view.record.id,
        PodMetrics: pods.map((pod) => ({ PodId: pod.name, Metrics: series(view, pod, type, { from, to, step }) })),
      };
    },
  },
];

function stepOf(given: string): number {
  const match = /^(\d{1,4})([smh])$/.exec(given);
  const step = Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? 0);
  if (!(step > 0)) throw fail('InvalidParameter', 'TimeStep must be a duration such as 5m.');
  return step;
}

/** What a job shows whose program only waits for somebody to use it. */
const UNUSED = 0.01;
/** Commands that do nothing: the machines are held, and stand idle. */
const DOES_NOTHING = /^\s*(?:sleep\b[^;&|]*|tail -f \/dev\/null)\s*$/;

/** What CloudMonitor calls the metrics that it has; it names the cards of pods, or the job as a whole. */
const MONITORED: Readonly<Record<string, { type: string; per: 'job' | 'card' }>> = {
  JOB_GPU_ACCELERATOR_DUTTY_UTIL: { type: 'GpuCoreUsage', per: 'job' },
  CARD_GPU_DRAM_ACTIVE_UTIL: { type: 'GpuMemoryUsage', per: 'card' },
  JOB_MEMORY_FREE: { type: 'MemoryUsage', per: 'job' },
};
const PERIODS = ['15', '60', '900', '3600'];

/** What a call asks for in `Dimensions`: JSON in a text, an object per job or pod. */
function dimensionsOf(given: string | undefined): { jobId?: unknown; pod?: unknown }[] {
  try {
    const value: unknown = JSON.parse(given ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    throw fail('InvalidParameter', 'Dimensions is not valid JSON.');
  }
}

/** `GetMetrics`: what CloudMonitor has, which is the jobs that `GetJobMetrics` is not kept for (api-notes: metrics). */
function monitorRoute(context: JobContext): Route {
  return {
    product: 'pai-dlc',
    action: 'GetMetrics',
    method: 'GET',
    path: '/api/v1/cms/metrics',
    query: strings(
      ...[
        'Dimensions',
        'EndTime',
        'JobId',
        'Length',
        'MetricName',
        'Namespace',
        'NextToken',
        'Period',
        'StartTime',
        'Token',
      ],
    ),
    body: {},
    handle: (request) => {
      const { params } = request;
      const period = text(params, 'Period') ?? '60';
      if (!PERIODS.includes(period)) throw fail('InvalidParameter', `Period must be one of ${PERIODS.join(', ')}.`);
      const metric = MONITORED[text(params, 'MetricName') ?? ''];
      const known = metric && text(params, 'Namespace') === 'acs_pai_dlc' ? metric : undefined;
      const asked = dimensionsOf(text(params, 'Dimensions'));
      const points = known
        ? asked.flatMap((each) => monitored(context, request, each, known, Number(period) * 1000))
        : [];
      const [from, most] = [Number(text(params, 'NextToken') ?? 0), Number(text(params, 'Length') ?? 1000)];
      return {
        Success: true,
        Code: '200',
        Message: 'Success.',
        Period: period,
        DataPoints: JSON.stringify(points.slice(from, from + most)),
        ...(from + most < points.length ? { NextToken: String(from + most) } : {}),
      };
    },
  };
}

function monitored(
  context: JobContext,
  request: SimRequest,
  asked: { jobId?: unknown; pod?: unknown },
  { type, per }: { type: string; per: 'job' | 'card' },
  step: number,
): Record<string, unknown>[] {
  const id = String(asked.jobId ?? text(request.params, 'JobId') ?? '');
  const view = context.store.view(readableJob(context, request, id));
  const { ResourceId, JobSpecs } = view.record.request;
  if (!ResourceId && !JobSpecs.some(({ SpotSpec }) => SpotSpec) && view.record.resourceType === 'ECS') return [];
  const to = Math.min(timeParam(request.params, 'EndTime', view.now), view.now);
  const window = { from: timeParam(request.params, 'StartTime', view.now - HOUR_MS), to, step };
  const pods = podsOf(view, context.region).filter(({ name }) => per === 'job' || name === asked.pod);
  const all = pods.map((pod) => ({ pod, points: series(view, pod, type, window) }));
  if (per === 'card')
    return all.flatMap(({ pod, points }) =>
      points.map(({ Time, Value }) => ({ timestamp: Time, jobId: id, pod: pod.name, gpuId: '0', Value })),
    );
  const sums = new Map<number, number[]>();
  for (const { Time, Value } of all.flatMap(({ points }) => points)) sums.set(Time, [...(sums.get(Time) ?? []), Value]);
  return [...sums].map(([timestamp, values]) => ({
    timestamp,
    jobId: id,
    Average: Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2)),
  }));
}

function series(view: JobView, pod: Pod, type: string, window: { from: number; to: number; step: number }) {
  const { startAt } = pod;
  const metric = METRICS[type];
  const gpu = (view.record.podDemands[pod.rank]?.GPU ?? 0) > 0;
  if (startAt === undefined || !metric || (type.startsWith('Gpu') && !gpu)) return [];
  const hangs = storyOf(view.record).attempts[pod.attempt]?.end?.exit === 'hangs';
  const silentAt = hangs ? startAt + view.record.runSeconds * 1000 : Number.POSITIVE_INFINITY;
  const doesNothing = DOES_NOTHING.test(view.record.request.UserCommand ?? '');
  const seed = seedOf(`${pod.uid}/${type}`);
  const points: { Time: number; Value: number }[] = [];
  const { from, to, step } = window;
  for (let at = Math.ceil(Math.max(from, startAt) / step) * step; at <= Math.min(to, pod.finishAt ?? to); at += step) {
    const works = at < silentAt ? metric.busy : metric.idle;
    const mean = doesNothing ? metric.busy * UNUSED : works;
    const value = mean * (0.96 + scatter(seed, Math.floor(at / 1000)) * 0.08);
    points.push({ Time: at, Value: Number((mean > 100 ? value : Math.min(100, value)).toFixed(2)) });
  }
  return points;
}
