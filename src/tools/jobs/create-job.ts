import * as z from 'zod';
import { nextSteps } from '../../advice/next-steps.ts';
import { ifOffered, type Offers } from '../../advice/offered.ts';
import { quoted } from '../../domain/brief.ts';
import { Fault } from '../../domain/fault.ts';
import { statusFacts } from '../../domain/job-status.ts';
import type { Machines } from '../../domain/machine.ts';
import { jobPricePerHour } from '../../domain/prices.ts';
import { eachPod, parseCount, parseMemory } from '../../domain/quantity.ts';
import { whereAnswered } from '../../domain/unread.ts';
import { type CreateJobInput, createJobInput } from '../../jobs/job-fields.ts';
import { totalOf } from '../../jobs/job-size.ts';
import { type Check, failed, failing, passed, refusalOf, warned, warningsOf } from '../../policy/checks.ts';
import { decideCreate, draftChecks } from '../../policy/create-job.ts';
import { endWords } from '../../policy/create-summary.ts';
import { allow } from '../../policy/decision.ts';
import { NOT_OF_THE_API } from '../../policy/sources.ts';
import { cleanText } from '../../shaping/clean.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { type Assessment, checkOnce } from '../kit/create/assess.ts';
import { createOnce } from '../kit/create/create.ts';
import { draftFacts } from '../kit/create/draft-facts.ts';
import { CHECK_READS, type CreateFindings, createFindings } from '../kit/create/findings.ts';
import { createPreview, jobTotal, type PreparedCreate, type Total, total, totalWords } from '../kit/create/preview.ts';
import { shownMaps } from '../kit/create/shown-maps.ts';
import { machineSizes } from '../kit/machine-sizes.ts';
import { readJob } from '../kit/read-job.ts';
import { type Checked, defineTool, type ToolContext } from '../tool.ts';

const text = z.string();

const output = z.object({
  job_id: text,
  /** False: an earlier call made it. */
  created: z.boolean(),
  display_name: text,
  status: text,
  total,
  notes: z.array(text),
  console_url: text,
  /** What its status normally becomes. */
  comes_next: text,
});

function totalOfJob(job: CreateJobInput, machines: Machines): Total {
  const tasks = job.task_specs.map(({ pod_count, ecs_spec, resource_config: { cpu, memory, gpu } = {} }) => ({
    pods: pod_count,
    ecsSpec: ecs_spec,
    each: eachPod(parseCount(cpu ?? ''), parseMemory(memory ?? ''), parseCount(gpu || '0')),
  }));
  const { memoryGib, ...rest } = totalOf(tasks, machines);
  return { pods: tasks.reduce((sum, { pods }) => sum + pods, 0), ...rest, memory_gib: memoryGib };
}

const NOTHING_FOUND: CreateFindings = { checks: [], machines: { sizes: new Map(), read: false }, sources: new Map() };

/** What an earlier create of this name means (R29), in the form of the other checks. */
function onceChecks(once: Assessment): Check[] {
  const what = 'no other create of this job';
  if (once.kind === 'refused') return [failed(what, once.decision)];
  if (once.kind === 'made')
    return [
      failing(
        what,
        'R29',
        `An earlier call has made this job: ${once.job.jobId} (${once.job.status}). Nothing would be created.`,
        `Use that job${ifOffered(`: get_job job_id=${once.job.jobId}`)}. create_job without dry_run returns it.`,
      ),
    ];
  return once.notes.length > 0 ? once.notes.map((note) => warned('R29', what, note)) : [passed('R29', what)];
}

/** What the catalogue refuses of a job that is refused already, and what of the job it has. A read that fails refuses nothing. */
const refusedBesides = (ctx: ToolContext, job: CreateJobInput): Promise<readonly Check[]> =>
  whereAnswered(async () => {
    const { workspaceId } = ctx;
    if (workspaceId === undefined) return [];
    const { checks } = await createFindings(ctx, job, workspaceId);
    return checks.filter((check) => check.result === 'failed' && check.refusal.cause === undefined);
  });

/**
 * A draft that is refused as it is needs no look for an earlier create; what the catalogue refuses is told with it. Where an
 * earlier create decides, nothing but sizes is read of the catalogue: an image that was deleted meanwhile must not hide a job
 * that was made. A dry run reads all, to tell all that is wrong.
 */
async function check(ctx: ToolContext, job: CreateJobInput): Promise<Checked<PreparedCreate>> {
  const draft = draftChecks(job, draftFacts(ctx, job));
  const whole = job.dry_run === true;
  const prices = await ctx.prices();
  const judge = (checks: readonly Check[], { checks: found, ...findings }: CreateFindings, once?: Assessment) => {
    const all = [...checks, ...found];
    const sum = totalOfJob(job, findings.machines);
    const facts = {
      region: ctx.region,
      workspaceId: ctx.workspaceId ?? '',
      total: jobTotal(sum),
      ...shownMaps(ctx, job),
      price: jobPricePerHour(job, findings.machines, ctx.region, prices),
      mask: (text: string) => maskSecrets(cleanText(text)),
      ...findings,
    };
    return { decision: decideCreate(job, all, facts), prepared: { checks: all, total: sum, facts, once } };
  };
  if (ctx.workspaceId === undefined) return judge(draft, NOTHING_FOUND);
  if (refusalOf(draft) !== undefined && !whole)
    return judge([...draft, ...(await refusedBesides(ctx, job))], NOTHING_FOUND);
  const once = await checkOnce(ctx, job);
  const checks = [...draft, ...onceChecks(once)];
  if (once.kind === 'clear' || whole) return judge(checks, await createFindings(ctx, job, ctx.workspaceId), once);
  const machines =
    once.kind === 'made'
      ? await machineSizes(
          ctx,
          job.task_specs.map((task) => task.ecs_spec),
        )
      : NOTHING_FOUND.machines;
  const { decision, prepared } = judge(checks, { ...NOTHING_FOUND, machines }, once);
  // An earlier call has made the job: this one creates nothing, so nobody has to be asked.
  return { decision: once.kind === 'made' ? allow() : decision, prepared };
}

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

/** A new job has to get going before there is anything to diagnose. */
function nextAfter(
  { job_id, status, created }: Pick<z.output<typeof output>, 'job_id' | 'status' | 'created'>,
  offers: Offers,
): readonly string[] {
  if (status === 'unknown') return [`get_job job_id=${job_id}.`];
  return created && offers('wait_for_job')
    ? [`wait_for_job job_ids=["${job_id}"] statuses=["Running"] until it runs.`]
    : nextSteps(status, job_id, undefined, offers);
}

export const createJob = defineTool({
  name: 'create_job',
  title: 'Create a job',
  description:
    'Starts (submits, launches) a training job; costs money and is not idempotent, so never repeat it blindly. Needs a workspace, an image_uri, and ecs_spec (public) or resource_id with resource_config (quota of the user). PyTorchJob also serves single-container work. dry_run checks first. A person is asked.',
  inChinese: '提交、创建训练任务',
  alwaysLoad: true,
  toolset: 'jobs',
  core: true,
  effect: 'costly',
  target: ({ display_name, dry_run }) => (dry_run === true ? undefined : display_name),
  scope: 'workspace',
  actions: ['CreateJob', ...CHECK_READS],
  input: createJobInput,
  output,
  refusedKeys: NOT_OF_THE_API,
  check,
  async alsoWrong(ctx, job) {
    const checks = [...draftChecks(job, draftFacts(ctx, job)), ...(await refusedBesides(ctx, job))];
    return checks.flatMap((each) => (each.result === 'failed' ? [each.refusal] : []));
  },
  preview: createPreview,
  async run(ctx, job, { checks, total: sum, once }) {
    if (once === undefined) throw new Error('create_job runs without a look for an earlier create');
    if (job.dry_run === true) throw new Error('a dry run came to the create');
    const { jobId, created, notes: told } = await createOnce(ctx, job, once);
    const { status, note } = await readStatus(ctx, jobId);
    return {
      job_id: jobId,
      created,
      display_name: job.display_name,
      status,
      total: sum,
      notes: [
        ...told,
        ...(note === undefined ? [] : [note]),
        ...[...endWords(job), ...warningsOf(checks.filter(({ rule }) => rule !== 'R29'))].map((said) => said.en),
      ],
      console_url: consoleUrl(ctx.region, ctx.workspaceId, jobId),
      comes_next: status === 'unknown' ? ifOffered('see get_job', 'unknown') : statusFacts(status).next,
    };
  },
  render(job) {
    const named = `${job.job_id} ${quoted(job.display_name, 256)}`;
    return [
      job.created
        ? `Created ${named}; its status is ${job.status}. Normally next: ${job.comes_next}.`
        : `${named} exists already, from an earlier call for the same job; no second one was made. Its status is ${job.status}. Normally next: ${job.comes_next}.`,
      `Total: ${totalWords(job.total)}`,
      ...job.notes.map((note) => `Note: ${note}`),
      `Console: ${job.console_url}`,
    ].join('\n');
  },
  next: (job, _input, offers) => nextAfter(job, offers),
});
