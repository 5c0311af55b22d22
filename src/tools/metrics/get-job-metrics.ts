import * as z from 'zod';
import { count } from '../../domain/count.ts';
import { durationWords } from '../../domain/duration.ts';
import { formed } from '../../domain/form.ts';
import { table } from '../../shaping/table.ts';
import { isoTime } from '../../shaping/times.ts';
import type { Series } from '../kit/decoders/metrics.ts';
import { fanOut } from '../kit/fan-out.ts';
import { cloudWindow, endTime, instant, jobId } from '../kit/fields.ts';
import { IDLE_BELOW, idleOf, MOST_ROWS, SAYS, windowOf } from '../kit/job-metrics/facts.ts';
import { metricNamed } from '../kit/job-metrics/names.ts';
import { figureCells, lacking, metricRow, metricRows, seriesName, seriesOf } from '../kit/job-metrics/rows.ts';
import { findMetric, type MetricFound, stepFor } from '../kit/job-metrics/sources.ts';
import { draw, jobChart, theme } from '../kit/plot/draw.ts';
import { metricPanels } from '../kit/plot/metric-panel.ts';
import { readJob } from '../kit/read-job.ts';
import { defineTool } from '../tool.ts';

const DEFAULT_METRICS = ['GpuCoreUsage', 'GpuMemoryUsage', 'CpuCoreUsage', 'MemoryUsage'];

/** How long GPUs stood idle: `a-worker-0: 2 h 10 min in 1 span, from ... `. */
function idleLines(metric: string, series: readonly Series[]): string[] {
  if (!/^GpuCore|DUTTY/.test(metric)) return [];
  const idle = series
    .map((one) => ({ name: seriesName(one), ...idleOf(one) }))
    .filter(({ ms }) => ms > 0)
    .toSorted((a, b) => b.ms - a.ms);
  const lines = idle.slice(0, MOST_ROWS).map(({ name, spans, ms }) => {
    const longest = spans.reduce((most, span) => (span.to - span.from > most.to - most.from ? span : most));
    return `GPU below ${IDLE_BELOW}% on ${name} for ${durationWords(ms / 1000)} in ${count(spans.length, 'span')}, the longest from ${isoTime(new Date(longest.from))}`;
  });
  return idle.length > MOST_ROWS ? [...lines, `and on ${idle.length - MOST_ROWS} more`] : lines;
}

const output = z.object({
  job_id: z.string(),
  status: z.string(),
  from: z.string(),
  to: z.string(),
  step: z.string(),
  rows: z.array(metricRow),
  idle: z.array(z.string()),
  /** By metric: what was asked and has nothing. Nothing is no zero. */
  no_data: z.array(z.string()),
  notes: z.array(z.string()),
  picture: z.string().optional(),
});

function notesOf(found: readonly (readonly MetricFound[])[]): string[] {
  const told = found.flatMap((asked) => asked.filter(({ series }) => series.length > 0));
  const left = told.reduce((most, each) => Math.max(most, each.left), 0);
  return [
    ...[...new Set(told.map(({ source }) => source))].map((source) => `source: ${SAYS[source]}.`),
    ...(told.length > 0
      ? ['units are not documented: usage is taken as percent, rates as MB/s; trend is the last third less the first.']
      : []),
    ...(left > 0 ? [`the cards of ${count(left, 'pod')} were not asked for.`] : []),
  ];
}

export const getJobMetrics = defineTool({
  name: 'get_job_metrics',
  title: 'Get job metrics',
  description:
    'Does a job use its GPUs: GPU, memory, CPU, network, disk over time, per pod: min, mean, max, trend, outliers, idle spans.',
  inChinese: '显卡利用率、监控指标',
  toolset: 'metrics',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJobMetrics', 'GetMetrics', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    metrics: z
      .array(z.string().regex(formed(/^[A-Za-z0-9_]{1,64}$/, 'the name of a metric, of letters, digits and _')))
      .min(1)
      .max(8)
      .default(DEFAULT_METRICS)
      .describe('Also Network{Input,Output}Rate, Disk{Read,Write}Rate, CloudMonitor names'),
    start_time: instant.optional(),
    end_time: endTime,
    picture: theme.optional(),
  }),
  output,
  check: null,
  async run(ctx, { job_id, metrics, picture, ...times }) {
    const given = cloudWindow(times);
    const job = await readJob(ctx, job_id);
    const window = windowOf(job, given, ctx.now());
    const found = await fanOut(metrics, (metric) => findMetric(ctx, job, metric, window));
    const each = metrics.map((metric, index) => ({ metric, asked: found[index] ?? [] }));
    const panels = each.flatMap(({ metric, asked }) => metricPanels(job_id, metric, seriesOf(asked), window));
    return {
      job_id,
      ...(picture === undefined ? {} : { picture: await draw(ctx, jobChart(ctx, job, window, picture, panels)) }),
      status: job.status,
      from: isoTime(window.from) ?? '',
      to: isoTime(window.to) ?? '',
      step: stepFor(window).step,
      rows: each.flatMap(({ metric, asked }) => metricRows(metric, seriesOf(asked))),
      idle: each.flatMap(({ metric, asked }) => idleLines(metric, seriesOf(asked))),
      no_data: each.flatMap(({ metric, asked }) => lacking(metricNamed(metric), asked)),
      notes: notesOf(found),
    };
  },
  render: ({ job_id, status, from, to, step, rows, idle, no_data, notes, picture }) =>
    [
      rows.length === 0
        ? `No metrics of ${job_id} (${status}), ${from} to ${to}: that is no data, not zero.`
        : `Metrics of ${job_id} (${status}), ${from} to ${to}, every ${step}:`,
      ...(rows.length === 0
        ? []
        : [
            table(
              ['metric', 'of', 'min', 'mean', 'max', 'last', 'trend', ''],
              rows.map((one) => [one.metric, one.of, ...figureCells(one), one.outlier ? 'outlier' : '']),
            ),
          ]),
      ...idle.map((line) => `Idle: ${line}.`),
      ...no_data.map((line) => `No data: ${line}.`),
      ...notes.map((note) => `Note: ${note}`),
      ...(picture === undefined ? [] : [`Picture: ${picture}`]),
    ].join('\n'),
  next: ({ job_id, rows, idle, status }) => {
    if (idle.length > 0 && status === 'Running') return [`check_job_health job_id=${job_id} says whether it hangs.`];
    return rows.length === 0
      ? [`get_job job_id=${job_id} says whether it has run, and has a link to its page of metrics.`]
      : [];
  },
});
