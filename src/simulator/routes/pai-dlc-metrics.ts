import { fail } from '../errors.ts';
import { scatter, seedOf } from '../jobs/draw.ts';
import { type Pod, podsOf } from '../jobs/pods.ts';
import { timeParam } from '../jobs/select.ts';
import type { JobView } from '../jobs/store.ts';
import { storyOf } from '../jobs/story.ts';
import { type Route, strings } from '../route.ts';
import { text } from '../world/query.ts';
import { type JobContext, readableJob } from './pai-dlc-shared.ts';

/** Around which value a metric lies while a job works, and while it only waits for its peers. Percent, bytes per second. */
const METRICS: Readonly<Record<string, { busy: number; idle: number }>> = {
  // Processes that wait in a collective keep their cards busy.
  GpuCoreUsage: { busy: 88, idle: 100 },
  GpuMemoryUsage: { busy: 82, idle: 82 },
  CpuCoreUsage: { busy: 46, idle: 9 },
  MemoryUsage: { busy: 58, idle: 55 },
  NetworkInputRate: { busy: 240e6, idle: 2e3 },
  NetworkOutputRate: { busy: 236e6, idle: 2e3 },
  DiskReadRate: { busy: 52e6, idle: 0 },
  DiskWriteRate: { busy: 6e6, idle: 0 },
};

const HOUR_MS = 3_600_000;
const MOST_POINTS = 1440;
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: HOUR_MS };

/** `GetJobMetrics`: only kept for jobs on public resources (api-notes: metrics), empty for those of quotas. */
export const metricRoutes = (context: JobContext): Route[] => [
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

function series(view: JobView, pod: Pod, type: string, window: { from: number; to: number; step: number }) {
  const { startAt } = pod;
  const metric = METRICS[type];
  const gpu = (view.record.podDemands[pod.rank]?.GPU ?? 0) > 0;
  if (startAt === undefined || !metric || (type.startsWith('Gpu') && !gpu)) return [];
  const hangs = storyOf(view.record).attempts[pod.attempt]?.end?.exit === 'hangs';
  const silentAt = hangs ? startAt + view.record.runSeconds * 1000 : Number.POSITIVE_INFINITY;
  const seed = seedOf(`${pod.uid}/${type}`);
  const points: { Time: number; Value: number }[] = [];
  const { from, to, step } = window;
  for (let at = Math.ceil(Math.max(from, startAt) / step) * step; at <= Math.min(to, pod.finishAt ?? to); at += step) {
    const mean = at < silentAt ? metric.busy : metric.idle;
    const value = mean * (0.96 + scatter(seed, Math.floor(at / 1000)) * 0.08);
    points.push({ Time: at, Value: Number((mean > 100 ? value : Math.min(100, value)).toFixed(2)) });
  }
  return points;
}
