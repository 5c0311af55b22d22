import * as z from 'zod';
import { nextSteps } from '../../../advice/next-steps.ts';
import { ifOffered, type Offers } from '../../../advice/offered.ts';
import { quoted } from '../../../domain/brief.ts';
import { Fault } from '../../../domain/fault.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { adviceOf, warningsOf } from '../../../policy/checks.ts';
import { endWords } from '../../../policy/create-summary.ts';
import type { ToolContext } from '../../tool.ts';
import { consoleLine, consoleUrl } from '../console-url.ts';
import { readJob } from '../read-job.ts';
import { createOnce } from './create.ts';
import { type PreparedCreate, total, totalWords } from './preview.ts';

const text = z.string();

/** What a tool that creates a job answers. */
export const created = z.object({
  job_id: text,
  /** False: an earlier call made it. */
  created: z.boolean(),
  display_name: text,
  status: text,
  total,
  notes: z.array(text),
  console_url: text.optional(),
  /** What its status normally becomes. */
  comes_next: text,
});
export type CreatedOutput = z.output<typeof created>;

/** Status of the new job. The job exists whatever this read finds (R32), so a failed read is noted and not thrown. */
async function readStatus(ctx: ToolContext, jobId: string): Promise<{ status: string; note?: string }> {
  try {
    return { status: (await readJob(ctx, jobId, { detail: false })).status };
  } catch (thrown) {
    const why = thrown instanceof Fault ? thrown.details.kind : 'error';
    return {
      status: 'unknown',
      note: `The job was created, but reading it back failed (${why}). Do not create it again.`,
    };
  }
}

/** Creates the job that was judged, once, and reads it back. @throws Fault as `createOnce` */
export async function carryOut(ctx: ToolContext, prepared: PreparedCreate): Promise<CreatedOutput> {
  const { job, checks, total: sum, once, template, notes = [] } = prepared;
  if (once === undefined) throw new Error('a job is created without a look for an earlier create');
  if (job.dry_run === true) throw new Error('a dry run came to the create');
  const { jobId, created: isNew, notes: told } = await createOnce(ctx, job, once, template);
  const { status, note } = await readStatus(ctx, jobId);
  return {
    job_id: jobId,
    created: isNew,
    display_name: job.display_name,
    status,
    total: sum,
    notes: [
      ...told,
      ...(note === undefined ? [] : [note]),
      ...[...endWords(job), ...warningsOf(checks.filter(({ rule }) => rule !== 'R29'))].map((said) => said.en),
      ...adviceOf(checks),
      ...notes,
    ],
    console_url: consoleUrl(ctx, ctx.workspaceId, jobId),
    comes_next: status === 'unknown' ? ifOffered('see get_job', 'unknown') : statusFacts(status).next,
  };
}

export function renderCreated(job: CreatedOutput): string {
  const named = `${job.job_id} ${quoted(job.display_name, 256)}`;
  return [
    job.created
      ? `Created ${named}; its status is ${job.status}. Normally next: ${job.comes_next}.`
      : `${named} exists already, from an earlier call for the same job; no second one was made. Its status is ${job.status}. Normally next: ${job.comes_next}.`,
    `Total: ${totalWords(job.total)}`,
    ...job.notes.map((note) => `Note: ${note}`),
    ...consoleLine(job.console_url),
  ].join('\n');
}

/** A new job has to get going before there is anything to diagnose. */
export function nextAfterCreate(
  { job_id, status, created: isNew }: Pick<CreatedOutput, 'job_id' | 'status' | 'created'>,
  offers: Offers,
): readonly string[] {
  if (status === 'unknown') return [`get_job job_id=${job_id}.`];
  return isNew && offers('wait_for_job')
    ? [`wait_for_job job_ids=["${job_id}"] statuses=["Running"] until it runs.`]
    : nextSteps(status, job_id, undefined, offers);
}
