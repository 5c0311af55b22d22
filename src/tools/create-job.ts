import * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import { statusFacts } from '../domain/job-status.ts';
import type { Machines } from '../domain/machine.ts';
import { type Check, refusalOf, warningsOf } from '../policy/checks.ts';
import { decideCreate, draftChecks } from '../policy/create-job.ts';
import { endWords } from '../policy/create-summary.ts';
import { consoleUrl } from './shared/console-url.ts';
import { type CreateFindings, createFindings } from './shared/create-findings.ts';
import { createPreview, type PreparedCreate, type Total, total, totalWords } from './shared/create-preview.ts';
import { type CreateJobInput, createJobInput } from './shared/job-fields.ts';
import { createRequest } from './shared/job-request.ts';
import { totalOf } from './shared/job-size.ts';
import { nextSteps } from './shared/next-steps.ts';
import { shown } from './shared/wire.ts';
import { type Checked, defineTool, type ToolContext } from './tool.ts';

const text = z.string();

const output = z.object({
  job_id: text,
  display_name: text,
  status: text,
  total,
  notes: z.array(text),
  console_url: text,
  next: text,
});

const yyyymmdd = (now: Date): string => now.toISOString().slice(0, 10).replaceAll('-', '');

function totalOfJob(job: CreateJobInput, machines: Machines): Total {
  const tasks = job.task_specs.map((task) => ({
    pods: task.pod_count,
    ecsSpec: task.ecs_spec,
    ...task.resource_config,
  }));
  const { memoryGib, ...rest } = totalOf(tasks, machines);
  return { pods: tasks.reduce((sum, { pods }) => sum + pods, 0), ...rest, memory_gib: memoryGib };
}

/** Nothing is read for a draft that is refused as it is, except in a dry run, which tells all that is wrong. */
async function findingsFor(ctx: ToolContext, job: CreateJobInput, draft: readonly Check[]): Promise<CreateFindings> {
  if (ctx.workspaceId === undefined || (refusalOf(draft) !== undefined && job.dry_run !== true))
    return { checks: [], machines: { sizes: new Map(), read: false }, sources: new Map() };
  return createFindings(ctx, job, ctx.workspaceId);
}

async function check(ctx: ToolContext, job: CreateJobInput): Promise<Checked<PreparedCreate>> {
  const draft = draftChecks(job, ctx.workspaceId, yyyymmdd(ctx.now()));
  const { checks: found, ...findings } = await findingsFor(ctx, job, draft);
  const checks = [...draft, ...found];
  const sum = totalOfJob(job, findings.machines);
  const facts = { region: ctx.region, workspaceId: ctx.workspaceId ?? '', totals: totalWords(sum), ...findings };
  return { decision: decideCreate(job, checks, facts), prepared: { checks, total: sum, facts } };
}

/** Status of the new job. The job exists whatever this finds (R32): a failed read is told, not thrown. */
async function readStatus(ctx: ToolContext, jobId: string): Promise<{ status: string; note?: string }> {
  try {
    return { status: shown((await ctx.call('GetJob', { JobId: jobId, NeedDetail: false })).Status, 40) ?? 'unknown' };
  } catch (thrown) {
    const why = thrown instanceof Fault ? thrown.details.kind : 'error';
    return {
      status: 'unknown',
      note: `The job was created, but reading it back failed (${why}). Do not create it again.`,
    };
  }
}

export const createJob = defineTool({
  name: 'create_job',
  title: 'Create a job',
  description:
    'Creates a training job; costs money and is not idempotent, so never repeat it blindly. Needs a workspace, an image_uri, and ecs_spec (public) or resource_id with resource_config (quota of the user). PyTorchJob also serves single-container work. dry_run checks first; a create asks where it can.',
  toolset: 'jobs',
  effect: 'costly',
  scope: 'workspace',
  actions: [
    'CreateJob',
    'GetJob',
    'ListJobs',
    'ListEcsSpecs',
    'ListImages',
    'GetImage',
    'ListDatasets',
    'GetDataset',
    'ListCodeSources',
    'GetCodeSource',
  ],
  input: createJobInput,
  output,
  check,
  preview: createPreview,
  async run(ctx, job, { checks, total: sum }) {
    if (ctx.workspaceId === undefined) throw new Error('create_job runs without a workspace');
    if (job.dry_run === true) throw new Error('a dry run came to the create');
    const { JobId } = await ctx.call('CreateJob', createRequest(job, ctx.workspaceId));
    const jobId = shown(JobId, 64) ?? '';
    const { status, note } = await readStatus(ctx, jobId);
    return {
      job_id: jobId,
      display_name: job.display_name,
      status,
      total: sum,
      notes: [...(note === undefined ? [] : [note]), ...endWords(job), ...warningsOf(checks)],
      console_url: consoleUrl(ctx.region, ctx.workspaceId, jobId),
      next: status === 'unknown' ? 'see get_job' : statusFacts(status).next,
    };
  },
  render(job) {
    return [
      `Created ${job.job_id} "${job.display_name}"; its status is ${job.status}. Normally next: ${job.next}.`,
      `Total: ${totalWords(job.total)}`,
      ...job.notes.map((note) => `Note: ${note}`),
      `Console: ${job.console_url}`,
      ...(job.status === 'unknown'
        ? [`Next: get_job job_id=${job.job_id}.`]
        : nextSteps(job.status, job.job_id, undefined)),
    ].join('\n');
  },
});
