import * as z from 'zod';
import { nextSteps, stopIfHung } from '../../../advice/next-steps.ts';
import { ifOffered } from '../../../advice/offered.ts';
import { readRestarts } from '../../../diagnosis/health/restarts.ts';
import { orderOf, scaleOf } from '../../../diagnosis/health/scale.ts';
import { LONG_PREPARATION, openPull } from '../../../diagnosis/pull.ts';
import { cloudClock, type Job, secondsInStatus } from '../../../jobs/job.ts';
import { sizedTasks, totalOf } from '../../../jobs/job-size.ts';
import { eventLines } from '../../../jobs/lines.ts';
import { hasRun } from '../../../jobs/pods.ts';
import { readSanityChecks } from '../../../jobs/sanity.ts';
import type { Task } from '../../../jobs/task.ts';
import { eventTime } from '../../../shaping/times.ts';
import { capLines } from '../../../shaping/window.ts';
import { attempt } from '../../kit/attempt.ts';
import { fenced, shapeEvents } from '../../kit/cloud-lines.ts';
import { consoleLine, consoleUrl } from '../../kit/console-url.ts';
import { foreignTexts, jobId, shapeless } from '../../kit/fields.ts';
import { machineSizes } from '../../kit/machine-sizes.ts';
import { readJob } from '../../kit/read-job.ts';
import { lastWorkerOf, leaderOf } from '../../kit/reporting-pods.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { type HealthFinding, healthFinding, healthVerdict, verdictOf } from './finding.ts';
import { lookAtLog } from './look-at-log.ts';
import { hangFinding, progressFinding, restartFinding, sanityFinding, symptomFinding } from './words.ts';

const EVIDENCE = { maxLines: 5, maxBytes: 2048, maxLineBytes: 512, keep: 'tail' } as const;

/** Statuses in which the program runs, so that silence means something. */
const RUNS = ['Running'];
/** The status in which images are pulled. */
const PREPARES = 'EnvPreparing';
/** Pods whose events are read at most while a job is prepared. */
const MAX_PREPARED = 3;
const MAX_EVENTS = 200;
/** Statuses in which there may have been a program to look back at. */
const RAN = ['Restarting', 'Stopping', 'SucceededReserving', 'FailedReserving', 'Succeeded', 'Failed', 'Stopped'];

const text = z.string();
const logEvidence = shapeless({ pod_id: text, lines: foreignTexts });

interface Logs {
  findings: HealthFinding[];
  evidence?: z.output<typeof logEvidence>;
}

/** Reads the log of the leader, and of the last worker too where the leader's tells no progress, as with Megatron. */
async function lookAtLogs(ctx: ToolContext, job: Job, clock: Date | undefined): Promise<Logs> {
  const { pods } = job;
  const leader = leaderOf(pods);
  if (leader === undefined)
    return { findings: [{ area: 'throughput', level: 'unknown', says: 'The job has no pods, so there is no log.' }] };
  let best = await lookAtLog(ctx, job, leader, clock);
  if (best.unread !== undefined)
    return {
      findings: [
        { area: 'throughput', level: 'unknown', says: `The log of ${leader.podId} is not read: ${best.unread}` },
      ],
    };
  const last = lastWorkerOf(pods);
  if (best.progress === undefined && last !== undefined && last !== leader) {
    const other = await lookAtLog(ctx, job, last, clock);
    if (other.progress !== undefined) best = other;
  }
  const { progress, symptoms, lines, flow, silentSeconds, podId } = best;
  // The newest line of progress, and the last three of the log, which may be other ones.
  const telling = new Set(symptoms.flatMap((symptom) => symptom.lines));
  const shown = lines.filter(
    (line, index) => index === progress?.lastLine || index >= lines.length - 3 || telling.delete(line),
  );
  return {
    findings: [
      progressFinding(progress, lines.length),
      ...symptoms.map(symptomFinding),
      // A symptom of its own says more of a log that stands still.
      ...(clock && !symptoms.some(({ area }) => area === 'hang')
        ? [hangFinding(flow, silentSeconds, lines.length > 0)]
        : []),
    ],
    ...(lines.length > 0 ? { evidence: { pod_id: podId, lines: capLines(shown, EVIDENCE).lines } } : {}),
  };
}

/** Whether a job that has been prepared for long waits for an image, as the events of its first pods tell. */
async function lookAtPull(ctx: ToolContext, job: Job, clock: Date): Promise<HealthFinding[]> {
  const preparing = secondsInStatus(job, clock);
  if (job.status !== PREPARES || preparing < LONG_PREPARATION) return [];
  for (const { podId } of job.pods.filter((pod) => !hasRun(pod)).slice(0, MAX_PREPARED)) {
    const read = await attempt(() =>
      ctx.call('GetPodEvents', { JobId: job.jobId, PodId: podId, MaxEventsNum: MAX_EVENTS }),
    );
    if ('cause' in read)
      return [{ area: 'hang', level: 'unknown', says: `The events of ${podId} are not read: ${read.cause.message}` }];
    const { lines } = await shapeEvents(eventLines(read.answer), MAX_EVENTS);
    const pull = openPull(lines.map(eventTime), preparing, clock);
    if (pull !== undefined) return [{ area: 'hang', level: 'warning', says: `${podId}: ${pull.says}.` }];
  }
  return [];
}

async function lookAtSanity(ctx: ToolContext, jobId: string, { sanityCheck }: Job): Promise<HealthFinding[]> {
  if (!sanityCheck) return [];
  const listed = await attempt(() => ctx.call('ListJobSanityCheckResults', { JobId: jobId, Order: 'desc' }));
  return 'cause' in listed
    ? [{ area: 'sanity', level: 'unknown', says: `The sanity check is not read: ${listed.cause.message}` }]
    : [sanityFinding(readSanityChecks(listed.answer))];
}

async function gpusOf(ctx: ToolContext, roles: readonly Task[]): Promise<number> {
  const tasks = sizedTasks(roles);
  const machines = await machineSizes(
    ctx,
    tasks.map(({ ecsSpec }) => ecsSpec),
  );
  return totalOf(tasks, machines).gpus;
}

export const checkJobHealth = defineTool({
  name: 'check_job_health',
  title: 'Check the health of a job',
  description: `Is a running job healthy: throughput and loss from its log, suspected hangs, restarts against the budget, sanity-check outliers.${ifOffered(' For a failed or queuing job use diagnose_job.')}`,
  inChinese: '训练是否健康、卡住',
  toolset: 'workflows',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'GetPodLogs', 'GetPodEvents', 'ListJobSanityCheckResults', 'ListEcsSpecs'],
  input: z.strictObject({ job_id: jobId }),
  output: z.object({
    job_id: text,
    status: text,
    verdict: healthVerdict,
    findings: z.array(healthFinding),
    evidence: logEvidence.optional(),
    scale: text,
    console_url: text.optional(),
    monitor_url: text.optional(),
  }),
  foreign: ['evidence.lines'],
  check: null,
  async run(ctx, { job_id }) {
    const job = await readJob(ctx, job_id);
    const { status, tasks } = job;
    const runs = RUNS.includes(status);
    const started = runs || RAN.includes(status);
    const clock = cloudClock(job, ctx.now());
    const [logs, pull, sanity, gpus] = await Promise.all([
      started ? lookAtLogs(ctx, job, runs ? clock : undefined) : { findings: [] },
      lookAtPull(ctx, job, clock),
      lookAtSanity(ctx, job_id, job),
      gpusOf(ctx, tasks),
    ]);
    const scale = scaleOf({ pods: tasks.reduce((sum, { pods = 0 }) => sum + pods, 0), gpus });
    const order = orderOf(scale);
    const findings = [...logs.findings, ...pull, ...sanity, restartFinding(readRestarts(job.restarts))]
      .filter(({ area, level }) => scale !== 'small' || level !== 'ok' || area === 'throughput' || area === 'hang')
      .toSorted((a, b) => order.indexOf(a.area) - order.indexOf(b.area));
    return {
      job_id,
      status,
      verdict: verdictOf(findings),
      findings,
      evidence: 'evidence' in logs ? logs.evidence : undefined,
      scale,
      console_url: consoleUrl(ctx, job.workspaceId, job_id),
      monitor_url: consoleUrl(ctx, job.workspaceId, job_id, 'monitor'),
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
      : RAN.includes(status)
        ? 'it does not run, so this is a look back at most'
        : 'it does not run yet';
    return [
      `${job_id} is ${status}: ${words}.`,
      ...findings.map(({ area, level, says }) => `${level === 'ok' ? '' : `${level} `}${area}: ${says}`),
      ...(evidence ? fenced(`log of ${evidence.pod_id}`, evidence.lines) : []),
      ...consoleLine(console_url),
      ...consoleLine(monitor_url, 'Monitor'),
    ].join('\n');
  },
  next: ({ job_id, status, verdict, findings, evidence }, _input, offers) => {
    if (verdict === 'healthy' && RUNS.includes(status)) return [];
    const steps = nextSteps(status, job_id, evidence?.pod_id, offers);
    const hangs = findings.some(({ area, level }) => area === 'hang' && level === 'critical');
    return hangs ? [...steps.slice(0, 1), stopIfHung(job_id)] : steps;
  },
});
