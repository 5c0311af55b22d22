import * as z from 'zod';
import { readRestarts } from '../../../diagnosis/health/restarts.ts';
import { orderOf, scaleOf } from '../../../diagnosis/health/scale.ts';
import { sizedTasks, totalOf } from '../../../jobs/job-size.ts';
import { jobView } from '../../../jobs/job-view.ts';
import { type Pod, readPods } from '../../../jobs/pods.ts';
import { number, record, records, type WireRecord } from '../../../jobs/wire.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { capLines } from '../../../shaping/window.ts';
import { attempt } from '../../kit/attempt.ts';
import { cloudClock } from '../../kit/cloud-clock.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { consoleUrl } from '../../kit/console-url.ts';
import { jobId, looseRows } from '../../kit/fields.ts';
import { machineSizes } from '../../kit/machine-sizes.ts';
import { nextSteps } from '../../kit/next-steps.ts';
import { readSanity } from '../../kit/sanity.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { type HealthFinding, verdictOf } from './finding.ts';
import { lastWorkerOf, leaderOf, lookAtLog } from './look-at-log.ts';
import { hangFinding, progressFinding, restartFinding, sanityFinding } from './words.ts';

/** Characters of one check's message that figures are read from. */
const MAX_MESSAGE = 262_144;
const EVIDENCE = { maxLines: 5, maxBytes: 2048, maxLineBytes: 512, keep: 'tail' } as const;

/** Statuses in which the program runs, so that silence means something. */
const RUNS = ['Running'];
/** Statuses in which there may have been a program to look back at. */
const RAN = ['Restarting', 'Stopping', 'SucceededReserving', 'FailedReserving', 'Succeeded', 'Failed', 'Stopped'];

const text = z.string();
const finding = z.object({ area: text, level: text, says: text });
const logEvidence = z.object({ pod_id: text, lines: z.array(text) }).optional();

interface Logs {
  findings: HealthFinding[];
  evidence?: { pod_id: string; lines: string[] };
}

/** Throughput and silence of the leader; of the last worker too where the leader tells no progress (Megatron). */
async function lookAtLogs(ctx: ToolContext, id: string, pods: readonly Pod[], clock: Date | undefined): Promise<Logs> {
  const leader = leaderOf(pods);
  if (leader === undefined)
    return { findings: [{ area: 'throughput', level: 'unknown', says: 'The job has no pods, so there is no log.' }] };
  let best = await lookAtLog(ctx, id, leader, clock);
  if (best.unread !== undefined)
    return {
      findings: [
        { area: 'throughput', level: 'unknown', says: `The log of ${leader.pod_id} is not read: ${best.unread}` },
      ],
    };
  const last = lastWorkerOf(pods);
  if (best.progress === undefined && last !== undefined && last.pod_id !== leader.pod_id) {
    const other = await lookAtLog(ctx, id, last, clock);
    if (other.progress !== undefined) best = other;
  }
  const { progress, lines, flow, silentSeconds, podId } = best;
  // The newest progress, and the end of the log where that is not it.
  const shown = lines.filter((_, index) => index === progress?.lastLine || index >= lines.length - 3);
  return {
    findings: [
      progressFinding(progress, lines.length),
      ...(clock ? [hangFinding(flow, silentSeconds, lines.length > 0)] : []),
    ],
    ...(lines.length > 0 ? { evidence: { pod_id: podId, lines: capLines(shown, EVIDENCE).lines } } : {}),
  };
}

async function lookAtSanity(ctx: ToolContext, JobId: string, job: WireRecord): Promise<HealthFinding[]> {
  if (String(record(job.Settings).EnableSanityCheck) !== 'true') return [];
  const listed = await attempt(() => ctx.call('ListJobSanityCheckResults', { JobId, Order: 'desc' }));
  if ('cause' in listed)
    return [{ area: 'sanity', level: 'unknown', says: `The sanity check is not read: ${listed.cause.message}` }];
  const results = listed.answer.SanityCheckResults;
  const messages = records(results).map(({ CheckNumber, Message }) => ({
    round: number(CheckNumber) ?? 0,
    text: Foreign.of(Message)?.text(MAX_MESSAGE) ?? '',
  }));
  return [sanityFinding(readSanity(results), messages)];
}

async function gpusOf(ctx: ToolContext, specs: unknown): Promise<number> {
  const tasks = sizedTasks(specs);
  return totalOf(
    tasks,
    await machineSizes(
      ctx,
      tasks.map(({ ecsSpec }) => ecsSpec),
    ),
  ).gpus;
}

export const checkJobHealth = defineTool({
  name: 'check_job_health',
  title: 'Check the health of a job',
  description:
    'Is a running job healthy: throughput and loss from its log, suspected hangs, restarts against the budget, sanity-check outliers. For a failed or queuing job use diagnose_job.',
  inChinese: '训练是否健康、卡住',
  toolset: 'workflows',
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'GetPodLogs', 'ListJobSanityCheckResults', 'ListEcsSpecs'],
  input: z.strictObject({ job_id: jobId }),
  output: z.object({
    job_id: text,
    status: text,
    verdict: z.enum(['healthy', 'warning', 'critical', 'unknown']),
    findings: looseRows,
    evidence: z.looseObject({}).optional(),
    scale: text,
    console_url: text,
    monitor_url: text,
  }),
  foreign: ['evidence.lines'],
  check: null,
  async run(ctx, { job_id }) {
    const job = record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }));
    const view = jobView(job, ctx.now());
    const pods = readPods(job.Pods);
    const runs = RUNS.includes(view.status);
    const started = runs || RAN.includes(view.status);
    const [logs, sanity, gpus] = await Promise.all([
      started ? lookAtLogs(ctx, job_id, pods, runs ? cloudClock(job, ctx.now()) : undefined) : { findings: [] },
      lookAtSanity(ctx, job_id, job),
      gpusOf(ctx, job.JobSpecs),
    ]);
    const scale = scaleOf({ pods: view.tasks.reduce((sum, task) => sum + task.pods, 0), gpus });
    const order = orderOf(scale);
    const findings = [...logs.findings, ...sanity, restartFinding(readRestarts(view.restarts))]
      .filter(({ area, level }) => scale !== 'small' || level !== 'ok' || area === 'throughput' || area === 'hang')
      .toSorted((a, b) => order.indexOf(a.area) - order.indexOf(b.area));
    return {
      job_id,
      status: view.status,
      verdict: verdictOf(findings),
      findings,
      evidence: 'evidence' in logs ? logs.evidence : undefined,
      scale,
      console_url: consoleUrl(ctx.region, view.workspace_id, job_id),
      monitor_url: consoleUrl(ctx.region, view.workspace_id, job_id, 'monitor'),
    };
  },
  render({ job_id, status, verdict, findings, evidence, console_url, monitor_url }) {
    const runs = RUNS.includes(status);
    const words = runs
      ? {
          healthy: 'no sign of trouble',
          warning: 'look at it',
          critical: 'something is wrong',
          unknown: 'too little is known',
        }[verdict]
      : 'it does not run, so this is a look back at most';
    const lines = logEvidence.parse(evidence);
    return [
      `${job_id} is ${status}: ${words}.`,
      ...finding
        .array()
        .parse(findings)
        .map(({ area, level, says }) => `${level === 'ok' ? '' : `${level} `}${area}: ${says}`),
      ...(lines ? fenced(`log of ${lines.pod_id}`, lines.lines) : []),
      `Console: ${console_url}`,
      `Monitor: ${monitor_url}`,
    ].join('\n');
  },
  next: ({ job_id, status, verdict, evidence }, _input, offers) =>
    verdict === 'healthy' && RUNS.includes(status)
      ? []
      : nextSteps(status, job_id, logEvidence.parse(evidence)?.pod_id, offers),
});
