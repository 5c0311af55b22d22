import * as z from 'zod';
import { LOG_CURVES } from '../../../diagnosis/health/curves.ts';
import { quoted } from '../../../domain/brief.ts';
import { durationWords } from '../../../domain/duration.ts';
import { formed } from '../../../domain/form.ts';
import type { Theme } from '../../../domain/picture.ts';
import type { Chart } from '../../../pictures/chart.ts';
import { table } from '../../../shaping/table.ts';
import { jobId, shapeless } from '../../kit/fields.ts';
import { windowWords } from '../../kit/job-metrics/facts.ts';
import { curveNamed } from '../../kit/job-metrics/names.ts';
import { lacking, seriesOf } from '../../kit/job-metrics/rows.ts';
import { draw, jobChart, subtitle, theme } from '../../kit/plot/draw.ts';
import {
  curveLine,
  jobLine,
  type LineRow,
  lineCells,
  lineRow,
  metricLines,
  notNumbers,
} from '../../kit/plot/figures.ts';
import { statusSpans } from '../../kit/plot/spans.ts';
import { absentNotes, readEach } from '../../kit/several/read-each.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { panelsOf } from './panels.ts';
import { isLogCurve, type JobRead, readPlotted } from './read.ts';

const jobRow = shapeless({
  job_id: z.string(),
  name: z.string(),
  status: z.string(),
  /** The time of which its metrics are, and how far their points are apart. */
  metrics: z.string().optional(),
  log: z.string().optional(),
});

function rowsOf(reads: readonly JobRead[], curves: readonly string[]): LineRow[] {
  const only = reads.length === 1;
  return curves.flatMap((curve) =>
    reads.flatMap(({ name, metrics, log }) => {
      if (isLogCurve(curve)) {
        const found = log?.curves[curve];
        return found === undefined ? [] : curveLine(curve, name, found);
      }
      const series = seriesOf(metrics.find(({ metric }) => metric === curve)?.asked ?? []);
      return only ? metricLines(curve, series) : jobLine(curve, name, series);
    }),
  );
}

/** What was asked of a job and has nothing to draw, and why. */
function absencesOf({ name, metrics, log }: JobRead, curves: readonly string[]): string[] {
  return [
    ...metrics.flatMap(({ metric, asked }) => lacking(curveNamed(metric), asked)),
    ...curves
      .filter(isLogCurve)
      .flatMap((curve) =>
        log?.curves[curve] === undefined ? [`${curve}: no line of the log tells it (${log?.read})`] : [],
      ),
  ].map((line) => `${line}, of ${name}`);
}

/** How long a job was in each status within the picture. */
const statusWords = ({ job, window }: JobRead): string =>
  statusSpans(job, window)
    .map(({ status, from, to }) => `${status} ${durationWords(to - from)}`)
    .join(', ');

function chartOf(ctx: ToolContext, reads: readonly JobRead[], curves: readonly string[], theme: Theme): Chart {
  const panels = panelsOf(reads, curves);
  const [one, ...more] = reads;
  if (one !== undefined && more.length === 0) return jobChart(ctx, one.job, one.window, theme, panels);
  return {
    title: `${reads.length} jobs`,
    subtitle: subtitle(ctx, reads.map(({ job }) => job.jobId).join(', ')),
    theme,
    panels,
    spans: [],
    since: 'each began to run',
  };
}

const MOST_CURVES = 6;

export const plotJob = defineTool({
  name: 'plot_job',
  title: 'Plot jobs',
  description: `Draws curves of jobs, with figures: metrics, or ${LOG_CURVES.join(', ')} from logs.`,
  inChinese: '曲线图',
  toolset: 'metrics',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'GetJobMetrics', 'GetMetrics', 'GetPodLogs'],
  input: z.strictObject({
    job_ids: z.array(jobId).min(1).max(6),
    curves: z
      .array(z.string().regex(formed(/^[A-Za-z0-9_]{1,64}$/, 'the name of a metric, of letters, digits and _')))
      .min(1)
      .max(MOST_CURVES)
      .default(['loss', 'GpuCoreUsage']),
    theme: theme.optional(),
  }),
  output: z.object({
    jobs: z.array(jobRow),
    rows: z.array(lineRow),
    statuses: z.string().optional(),
    picture: z.string(),
    no_data: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  check: null,
  async run(ctx, { job_ids, curves: asked, theme = 'light' }) {
    const curves = [...new Set(asked)];
    const { jobs, absent } = await readEach(ctx, job_ids);
    const reads = await readPlotted(ctx, [...jobs.values()], curves);
    const [one, ...more] = reads;
    const statuses = one === undefined || more.length > 0 ? '' : statusWords(one);
    return {
      jobs: reads.map(({ job, name, ran, metrics, log }) => ({
        job_id: job.jobId,
        name,
        status: job.status,
        ...(metrics.length === 0 ? {} : { metrics: windowWords(ran) }),
        ...(log?.podId === undefined ? {} : { log: `${log.podId}: ${log.read}` }),
      })),
      rows: rowsOf(reads, curves),
      ...(statuses === '' ? {} : { statuses }),
      picture: await draw(ctx, chartOf(ctx, reads, curves, theme)),
      no_data: reads.flatMap((read) => absencesOf(read, curves)),
      notes: [
        ...absentNotes(absent),
        ...reads.flatMap(({ name, log }) =>
          curves.filter(isLogCurve).flatMap((curve) => {
            const found = log?.curves[curve];
            return found === undefined ? [] : notNumbers(curve, name, found);
          }),
        ),
      ],
    };
  },
  render: ({ jobs, rows, statuses, picture, no_data, notes }) =>
    [
      ...jobs.map(
        ({ job_id, name, status, metrics, log }) =>
          `${job_id} ${quoted(name, 200)} is ${status}.${metrics ? ` Metrics of ${metrics}.` : ''}${log ? ` Log of ${log}.` : ''}`,
      ),
      ...(statuses === undefined ? [] : [`Statuses in the picture: ${statuses}.`]),
      ...(rows.length === 0
        ? ['There is nothing to draw: that is no data, not zero.']
        : [
            table(
              ['curve', 'of', 'min', 'mean', 'max', 'last', 'trend', 'shape', 'over'],
              rows.map((row) => [row.curve, row.of, ...lineCells(row)]),
            ),
          ]),
      ...no_data.map((line) => `No data: ${line}.`),
      ...notes.map((note) => `Note: ${note}`),
      `Picture: ${picture}`,
    ].join('\n'),
  next: ({ jobs }) =>
    jobs.length > 1
      ? [`compare_jobs job_ids=${JSON.stringify(jobs.map(({ job_id }) => job_id))} says in what they differ.`]
      : [],
});
