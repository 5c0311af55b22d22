import { LOG_CURVES, type LogCurve } from '../../../diagnosis/health/curves.ts';
import type { Job } from '../../../jobs/job.ts';
import { fanOut } from '../../kit/fan-out.ts';
import { windowOf } from '../../kit/job-metrics/facts.ts';
import { findMetric, type MetricFound, type MetricSource, type MetricWindow } from '../../kit/job-metrics/sources.ts';
import { type LogCurves, readLogCurves } from '../../kit/plot/log-curves.ts';
import type { ToolContext } from '../../tool.ts';

/** Spans before the end of a long log that are looked into, of one job and of each of several. */
const PARTS = { one: 6, each: 2 } as const;
/** Share of the time a job has run that is shown of the time before, in which it waited. */
const BEFORE = 0.25;

/** What is drawn of one job. */
export interface JobRead {
  job: Job;
  /** How the answer and the picture call it. */
  name: string;
  /** The time that is drawn. */
  window: MetricWindow;
  /** The time of which its metrics are: in the wait before it has none. */
  ran: MetricWindow;
  metrics: { metric: string; asked: MetricFound[] }[];
  log: LogCurves | undefined;
}

export const isLogCurve = (name: string): name is LogCurve => LOG_CURVES.some((curve) => curve === name);

/**
 * The time that is drawn of one job: with its wait before it ran, as far as that leaves most of the picture to the run.
 */
function withWait({ times }: Job, { from, to }: MetricWindow): MetricWindow {
  const created = Date.parse(times.created ?? '');
  const began = Date.parse(times.running ?? '');
  // A long run is drawn from some time in it on, before which it did not wait.
  if (Number.isNaN(created) || began < from.getTime()) return { from, to };
  const least = from.getTime() - (to.getTime() - from.getTime()) * BEFORE;
  return { from: new Date(Math.min(from.getTime(), Math.max(created, least))), to };
}

/** What is asked of one job, read in a bounded number of calls. */
async function readOne(
  ctx: ToolContext,
  job: Job,
  name: string,
  curves: readonly string[],
  only: boolean,
): Promise<JobRead> {
  const ran = windowOf(job, {}, ctx.now());
  const window = only ? withWait(job, ran) : ran;
  const denied = new Set<MetricSource>();
  const metrics: JobRead['metrics'] = [];
  for (const metric of curves.filter((curve) => !isLogCurve(curve)))
    metrics.push({ metric, asked: await findMetric(ctx, job, metric, ran, denied) });
  const log = curves.some(isLogCurve) ? await readLogCurves(ctx, job, only ? PARTS.one : PARTS.each) : undefined;
  return { job, name, window, ran, metrics, log };
}

/** What the lines of several jobs are called: by their names where these differ, else with the end of their ids. */
function namesOf(jobs: readonly Job[]): string[] {
  const names = jobs.map(({ name, jobId }) => name?.line(40) ?? jobId);
  return names.map((name, index) =>
    names.filter((other) => other === name).length > 1 ? `${name} …${jobs[index]?.jobId.slice(-6)}` : name,
  );
}

/** What is asked of each job. @param curves metrics, and curves of the log */
export function readPlotted(ctx: ToolContext, jobs: readonly Job[], curves: readonly string[]): Promise<JobRead[]> {
  const names = namesOf(jobs);
  return fanOut([...jobs.entries()], ([index, job]) =>
    readOne(ctx, job, names[index] ?? job.jobId, curves, jobs.length === 1),
  );
}
