import * as z from 'zod';
import { statusFacts } from '../../domain/job-status.ts';
import { cloudClock, type Job } from '../../jobs/job.ts';
import { isoTime } from '../../shaping/times.ts';
import { attempt } from '../kit/attempt.ts';
import { fanOut } from '../kit/fan-out.ts';
import { jobId, podId, shapeless } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { getJobMetrics } from '../metrics/get-job-metrics.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { gpuCurve, lossCurve, readGpuCurve, readLossCurve } from './curves.ts';
import { actionsOf, costPart, diagnosisPart, eventsPart, jobPart, lacksOf, logPart, partOf } from './page-parts.ts';

const PARTS = ['job', 'diagnosis', 'gpu', 'loss', 'events', 'log', 'cost'] as const;
type Part = (typeof PARTS)[number];

const LOG_LINES = 200;
const EVENTS = 50;
/** Pods whose place in the picture of all pods is told. */
const MOST_PODS = 2000;

const podsOfStatus = shapeless({ status: z.string(), count: z.int(), names: z.array(z.string()) });

const input = z.strictObject({
  job_id: jobId,
  parts: z
    .array(z.enum(PARTS))
    .min(1)
    .default([...PARTS]),
  pod_id: podId.optional(),
  level: z.enum(['error']).optional(),
});

const output = z.object({
  job_id: z.string(),
  status: z.string(),
  read_at: z.string(),
  live: z.boolean(),
  can: shapeless({ stop: z.boolean(), clone: z.boolean() }),
  /** All pods, by status; names without the id of the job. */
  pods: z.array(podsOfStatus),
  job: jobPart.shape.optional(),
  diagnosis: diagnosisPart.shape.optional(),
  gpu: gpuCurve.optional(),
  loss: lossCurve.optional(),
  events: eventsPart.shape.optional(),
  log: logPart.shape.optional(),
  cost: costPart.shape.optional(),
  /** By part, why it is missing. */
  lacks: z.record(z.string(), z.string()),
});

/** What the page of a job reads. */
export type JobPageData = z.output<typeof output>;

/** All pods by status, in the order in which the statuses first appear. */
function podsOf(job: Job): z.output<typeof podsOfStatus>[] {
  const found = new Map<string, z.output<typeof podsOfStatus>>();
  const start = `${job.jobId}-`;
  for (const [index, { podId: id, status }] of job.pods.entries()) {
    const of = found.get(status) ?? { status, count: 0, names: [] };
    found.set(status, of);
    of.count += 1;
    if (index < MOST_PODS) of.names.push(id.startsWith(start) ? id.slice(start.length) : id);
  }
  return [...found.values()];
}

type Asked = z.output<typeof input>;
type Found = Partial<Pick<z.output<typeof output>, Part>> | string;

/** How each part is read. A text says why there is nothing to show. */
const READS: Readonly<Record<Part, (ctx: ToolContext, job: Job, asked: Asked) => Promise<Found>>> = {
  job: async (ctx, _job, { job_id }) => ({ job: await partOf(ctx, jobPart, { job_id, detail: true }) }),
  diagnosis: async (ctx, _job, { job_id }) => ({
    diagnosis: await partOf(ctx, diagnosisPart, { job_id }),
  }),
  async gpu(ctx, job) {
    const gpu = await readGpuCurve(ctx, job);
    return typeof gpu === 'string' ? gpu : { gpu };
  },
  async loss(ctx, job) {
    const loss = await readLossCurve(ctx, job);
    return typeof loss === 'string' ? loss : { loss };
  },
  events: async (ctx, _job, { job_id }) => ({
    events: await partOf(ctx, eventsPart, { job_id, max_events: EVENTS }),
  }),
  log: async (ctx, _job, { job_id, pod_id, level }) => ({
    log: await partOf(ctx, logPart, { job_id, pod_id, level, max_lines: LOG_LINES }),
  }),
  cost: async (ctx, _job, { job_id }) => ({
    cost: await partOf(ctx, costPart, { job_ids: [job_id] }),
  }),
};

export const readJobPage = defineTool({
  name: 'read_job_page',
  title: 'Read a page',
  description: 'What the page of a job shows, for the page alone.',
  inChinese: '页面数据',
  toolset: 'app',
  app: 'data',
  effect: 'read',
  scope: 'region',
  actions: actionsOf(jobPart.tool, diagnosisPart.tool, getJobMetrics, eventsPart.tool, logPart.tool, costPart.tool),
  input,
  output,
  foreign: ['job.reason', 'job.detail.command', 'diagnosis.evidence[].text', 'events.events', 'log.lines'],
  check: null,
  async run(ctx, asked) {
    const { job_id, parts } = asked;
    const job = await readJob(ctx, job_id);
    const { phase } = statusFacts(job.status);
    const read = await fanOut([...new Set(parts)], async (part) => {
      const found = await attempt(() => READS[part](ctx, job, asked));
      return { part, found: 'cause' in found ? lacksOf(found.cause) : found.answer };
    });
    return {
      job_id,
      status: job.status,
      read_at: isoTime(cloudClock(job, ctx.now())) ?? '',
      live: phase !== 'terminal',
      can: { stop: phase !== 'terminal' && ctx.offers('stop_job'), clone: ctx.offers('clone_job') },
      pods: podsOf(job),
      ...Object.assign({}, ...read.map(({ found }) => (typeof found === 'string' ? {} : found))),
      lacks: Object.fromEntries(read.flatMap(({ part, found }) => (typeof found === 'string' ? [[part, found]] : []))),
    };
  },
  render: ({ job_id, status, lacks }) =>
    [
      `${job_id} is ${status}: data for its page.`,
      ...Object.entries(lacks).map(([part, why]) => `No ${part}: ${why}`),
    ].join('\n'),
  next: () => [],
});
