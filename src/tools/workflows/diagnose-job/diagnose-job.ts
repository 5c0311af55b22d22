import * as z from 'zod';
import { adviceFor } from '../../../advice/diagnosis.ts';
import { stopIfHung } from '../../../advice/next-steps.ts';
import { CATEGORIES } from '../../../diagnosis/category.ts';
import { EVIDENCE_SOURCES } from '../../../diagnosis/finding.ts';
import { ACTOR_WORDS, ACTORS, RESTART_WORDS, RESTARTS, type Remedy } from '../../../diagnosis/remedy.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import type { Shown } from '../../../domain/shown.ts';
import { shown } from '../../../jobs/wire.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { inOurWords, NO_TEXT } from '../../../shaping/shown.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { consoleLine, consoleUrl } from '../../kit/console-url.ts';
import { foreignText, jobId, shapeless } from '../../kit/fields.ts';
import { readJob } from '../../kit/read-job.ts';
import { defineTool } from '../../tool.ts';
import { type Case, type Outcome, readCase } from './case.ts';
import { diagnoseFailed } from './failed.ts';
import { createReads, type Reads } from './reads.ts';
import { diagnoseRunning, succeeded } from './running.ts';
import { diagnoseStopped } from './stopped.ts';
import { diagnosePreparing, diagnoseQueuing } from './waiting.ts';

type Route = (at: Case, reads: Reads) => Promise<Outcome>;

/** The status decides what is asked: why it waits, why it failed, whether it is well (api-notes: diagnosis). */
const ROUTES: Readonly<Record<string, Route>> = {
  Creating: diagnoseQueuing,
  Queuing: diagnoseQueuing,
  Bidding: diagnoseQueuing,
  EnvPreparing: diagnosePreparing,
  SanityChecking: diagnosePreparing,
  Running: diagnoseRunning,
  Stopping: diagnoseStopped,
  Stopped: diagnoseStopped,
  Succeeded: async (at) => succeeded(at),
  SucceededReserving: async (at) => succeeded(at),
};

const MAX_TEXT = 400;

const evidenceRow = shapeless({
  source: z.enum(EVIDENCE_SOURCES),
  pod: z.string().optional(),
  time: z.string().optional(),
  text: foreignText,
});
type Row = z.output<typeof evidenceRow>;

function evidenceLine({ source, pod, time, text }: Row): Shown {
  const where = new Foreign(`[${source}${pod ? ` ${pod}` : ''}${time ? `, ${time}` : ''}]`).line();
  return inOurWords`${where ?? NO_TEXT} ${text}`;
}

const remedyShape = shapeless({ does: z.string(), actor: z.enum(ACTORS), restart: z.enum(RESTARTS) });

/** The restart decision in words, and who acts. */
const restartLine = ({ actor, restart }: Remedy): string =>
  `Restart: ${RESTART_WORDS[restart]}. Who acts: ${ACTOR_WORDS[actor]}.`;

export const diagnosisOutput = z.object({
  job_id: z.string(),
  status: z.string(),
  category: z.enum(CATEGORIES),
  confidence: z.enum(['direct', 'indirect', 'none']),
  summary: z.string(),
  /**
   * What to do about the cause, who can, and whether the job is worth starting again; absent where no cause is known.
   */
  remedy: remedyShape.optional(),
  evidence: z.array(evidenceRow),
  known: z.array(z.string()),
  not_known: z.array(z.string()),
  /** Quota that the job runs on, if it does. */
  quota: z.string().optional(),
  workspace_id: z.string().optional(),
  calls: z.int(),
  console_url: z.string().optional(),
});

export const diagnoseJob = defineTool({
  name: 'diagnose_job',
  title: 'Diagnose a job',
  description:
    'Why a job waits (pending, stuck), failed, hangs or was stopped, or whether it is healthy: verdict, how direct the evidence is, evidence lines, what is not known. One call reads what it needs.',
  inChinese: '失败、排队、卡住的原因',
  alwaysLoad: true,
  toolset: 'workflows',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: [
    'GetJob',
    'GetJobEvents',
    'GetPodLogs',
    'GetPodEvents',
    'ListJobSanityCheckResults',
    'GetQuotaWorkloadDiagnosis',
    // Of a quota that is too small; where the scope is locked, it is looked up before it is asked about.
    'GetQuota',
  ],
  input: z.strictObject({ job_id: jobId }),
  output: diagnosisOutput,
  foreign: ['evidence[].text'],
  check: null,
  async run(ctx, { job_id }) {
    const job = await readJob(ctx, job_id);
    const at = readCase(job_id, job, ctx.now());
    const reads = createReads(ctx, at);
    const route = (Object.hasOwn(ROUTES, at.status) ? ROUTES[at.status] : undefined) ?? diagnoseFailed;
    const { verdict, known } = await route(at, reads);
    const evidence = verdict.evidence.map(({ text, ...where }) => ({
      ...where,
      text: shown(text, MAX_TEXT) ?? NO_TEXT,
    }));
    return {
      job_id,
      status: at.status,
      category: verdict.category,
      confidence: verdict.confidence,
      summary: verdict.summary,
      remedy: verdict.remedy,
      evidence,
      known,
      not_known: reads.notKnown(),
      quota: at.quota,
      workspace_id: job.workspaceId,
      calls: reads.calls(),
      console_url: consoleUrl(ctx, job.workspaceId, job_id),
    };
  },
  render({ job_id, status, category, confidence, summary, remedy, evidence, known, not_known, console_url }) {
    const live = statusFacts(status).phase === 'live';
    return [
      `${job_id} (${status}${live ? ', still live' : ''}): ${category}, evidence ${confidence}. ${summary}`,
      // A job that waits or runs does not have to be started again to go on.
      ...(remedy && !(live && remedy.restart === 'same_again') ? [restartLine(remedy)] : []),
      ...fenced('evidence', evidence.map(evidenceLine)),
      ...(known.length > 0 ? [`Known: ${known.join(' ')}`] : []),
      ...(not_known.length > 0 ? [`Not known: ${not_known.join(' ')}`] : []),
      ...consoleLine(console_url),
    ].join('\n');
  },
  next({ job_id, status, category, remedy, evidence, quota, workspace_id: workspace }, _input, offers) {
    const pod = evidence.find((each) => each.pod)?.pod;
    const live = statusFacts(status).phase === 'live';
    const steps = adviceFor(category, remedy, { jobId: job_id, pod, quota, workspace, live, offers });
    // A collective that timed out in a job that still runs: its processes wait for each other for ever.
    const hangs = status === 'Running' && category === 'nccl_timeout';
    return hangs ? [...steps.slice(0, 1), stopIfHung(job_id)] : steps;
  },
});
