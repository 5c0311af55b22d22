import * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import { statusFacts } from '../domain/job-status.ts';
import { type Resources, resourceWords } from '../domain/quantity.ts';
import { createNotes, decideCreate } from '../policy/create-job.ts';
import { consoleUrl } from './shared/console-url.ts';
import { type CreateJobInput, createJobInput } from './shared/job-fields.ts';
import { createRequest } from './shared/job-request.ts';
import { type Machines, machineSizes, totalOf } from './shared/job-size.ts';
import { nextSteps } from './shared/next-steps.ts';
import { shown } from './shared/wire.ts';
import { defineTool, type ToolContext } from './tool.ts';

const text = z.string();
const num = z.number();

const output = z.object({
  job_id: text,
  display_name: text,
  status: text,
  total: z.object({ pods: num, gpus: num, cpus: num, memory_gib: num, complete: z.boolean() }),
  notes: z.array(text),
  console_url: text,
  next: text,
});

interface Prepared {
  total: Resources & { complete: boolean };
  notes: readonly string[];
}

/** What the list of machine types says against the ones that were asked for. */
function machineNotes(job: CreateJobInput, { sizes, read }: Machines): string[] {
  const asked = job.task_specs.flatMap(({ ecs_spec }) => (ecs_spec === undefined ? [] : [ecs_spec]));
  if (!read) return ['The size of its machines is not known: the list of machine types could not be read.'];
  const unlisted = [...new Set(asked)].filter((type) => !sizes.has(type));
  return unlisted.map((type) => `Machine type ${type} is not in the region's list (list_ecs_specs).`);
}

const yyyymmdd = (now: Date): string => now.toISOString().slice(0, 10).replaceAll('-', '');

async function check(ctx: ToolContext, job: CreateJobInput) {
  const draft = (totals: string, notes: readonly string[]) =>
    decideCreate(job, {
      region: ctx.region,
      workspaceId: ctx.workspaceId,
      totals,
      notes,
      today: yyyymmdd(ctx.now()),
    });
  const prepared = (total: Prepared['total'], notes: readonly string[]): Prepared => ({ total, notes });
  const nothing = { gpus: 0, cpus: 0, memoryGib: 0, complete: false };
  // Refusals need no read: a wrong call is answered without one.
  const early = draft('', []);
  if (early.verdict === 'refuse') return { decision: early, prepared: prepared(nothing, []) };
  const machines = await machineSizes(
    ctx,
    job.task_specs.map((task) => task.ecs_spec),
  );
  const total = totalOf(
    job.task_specs.map(({ pod_count, ecs_spec, resource_config }) => ({
      pods: pod_count,
      ecsSpec: ecs_spec,
      ...resource_config,
    })),
    machines,
  );
  const notes = machineNotes(job, machines);
  const pods = podCount(job);
  const words = `${pods} ${pods === 1 ? 'pod' : 'pods'}: ${resourceWords(total)}`;
  return { decision: draft(words, notes), prepared: prepared(total, [...createNotes(job), ...notes]) };
}

const podCount = (job: CreateJobInput): number => job.task_specs.reduce((sum, task) => sum + task.pod_count, 0);

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
    'Creates a training job; costs money and is not idempotent, so never repeat it blindly. Needs a workspace, an image_uri, and ecs_spec (public) or resource_id with resource_config (quota of the user). PyTorchJob also serves single-container work. Confirms where it can.',
  toolset: 'jobs',
  effect: 'costly',
  target: ({ display_name }) => display_name,
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
  async run(ctx, job, { total, notes }) {
    if (ctx.workspaceId === undefined) throw new Error('create_job runs without a workspace');
    const { JobId } = await ctx.call('CreateJob', createRequest(job, ctx.workspaceId));
    const jobId = shown(JobId, 64) ?? '';
    const { status, note } = await readStatus(ctx, jobId);
    return {
      job_id: jobId,
      display_name: job.display_name,
      status,
      total: {
        pods: podCount(job),
        gpus: total.gpus,
        cpus: total.cpus,
        memory_gib: total.memoryGib,
        complete: total.complete,
      },
      notes: [...(note === undefined ? [] : [note]), ...notes],
      console_url: consoleUrl(ctx.region, ctx.workspaceId, jobId),
      next: status === 'unknown' ? 'see get_job' : statusFacts(status).next,
    };
  },
  render(job) {
    const { pods, memory_gib: memoryGib, ...rest } = job.total;
    return [
      `Created ${job.job_id} "${job.display_name}"; its status is ${job.status}. Normally next: ${job.next}.`,
      `Total: ${pods} ${pods === 1 ? 'pod' : 'pods'}, ${resourceWords({ ...rest, memoryGib })}`,
      ...job.notes.map((note) => `Note: ${note}`),
      `Console: ${job.console_url}`,
      ...(job.status === 'unknown'
        ? [`Next: get_job job_id=${job.job_id}.`]
        : nextSteps(job.status, job.job_id, undefined)),
    ].join('\n');
  },
});
