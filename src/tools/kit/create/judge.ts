import { createHash } from 'node:crypto';
import { ifOffered } from '../../../advice/offered.ts';
import type { Machines } from '../../../domain/machine.ts';
import { jobPricePerHour } from '../../../domain/prices.ts';
import { eachPod, parseCount, parseMemory } from '../../../domain/quantity.ts';
import { whereAnswered } from '../../../domain/unread.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import { totalOf } from '../../../jobs/job-size.ts';
import type { OfTemplate } from '../../../jobs/template.ts';
import { type Check, failed, failing, passed, refusalOf, refusalsOf, warned } from '../../../policy/checks.ts';
import { codeOf } from '../../../policy/create-details.ts';
import { decideCreate, draftChecks } from '../../../policy/create-job.ts';
import type { Carried } from '../../../policy/create-summary.ts';
import { allow, type Refuse } from '../../../policy/decision.ts';
import { cleanText } from '../../../shaping/clean.ts';
import { maskSecrets } from '../../../shaping/mask.ts';
import type { Checked, ToolContext } from '../../tool.ts';
import { machineSizes } from '../machine-sizes.ts';
import { type Assessment, checkOnce } from './assess.ts';
import { draftFacts } from './draft-facts.ts';
import { type CreateFindings, createFindings } from './findings.ts';
import { jobTotal, type PreparedCreate, type Total } from './preview.ts';
import { shownMaps } from './shown-maps.ts';

/** A job that is to be created, as it will be sent. */
export interface Proposal {
  job: CreateJobInput;
  /** What the checks look at and repeat. It differs from the job where that holds what must not be shown. */
  shown?: CreateJobInput;
  /** What else was found about it. */
  checks?: readonly Check[];
  /** What it takes over, unseen, from another job. */
  carried?: Carried;
  /** The template that it is made from. */
  template?: OfTemplate;
  /** Read and tell all that is wrong, as for a dry run, instead of what decides. */
  whole: boolean;
}

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
        `Use that job${ifOffered(`: get_job job_id=${once.job.jobId}`)}. The same call without dry_run returns it.`,
      ),
    ];
  return once.notes.length > 0 ? once.notes.map((note) => warned('R29', what, note)) : [passed('R29', what)];
}

/**
 * The same for the same job with the same code, in whatever order the cloud names its members. It stays in the process,
 * as a fact that the seal of a question digests with its key.
 */
export function fingerprint(...parts: readonly unknown[]): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(parts, sorted)).digest('hex');
}

/**
 * What the catalogue refuses of a job that is refused already, and what of the job it has. A read that fails refuses
 * nothing.
 */
const refusedBesides = (ctx: ToolContext, job: CreateJobInput): Promise<readonly Check[]> =>
  whereAnswered(async () => {
    const { workspaceId } = ctx;
    if (workspaceId === undefined) return [];
    const { checks } = await createFindings(ctx, job, workspaceId);
    return checks.filter((check) => check.result === 'failed' && check.refusal.cause === undefined);
  });

/** What is wrong with a job whose arguments cannot be taken, as far as they could be read. */
export const wrongWith = async (ctx: ToolContext, job: CreateJobInput): Promise<Refuse[]> =>
  refusalsOf([...draftChecks(job, draftFacts(ctx, job)), ...(await refusedBesides(ctx, job))]);

/**
 * Decides on a job that is to be created in the workspace of the context. It only reads. A draft that is refused as it
 * is needs no look for an earlier create; what the catalogue refuses is told with it. Where an earlier create decides,
 * nothing but sizes is read of the catalogue: an image that was deleted meanwhile must not hide a job that was made. A
 * dry run reads all, to tell all that is wrong.
 */
export async function judgeCreate(ctx: ToolContext, proposal: Proposal): Promise<Checked<PreparedCreate>> {
  const { job, shown = job, checks: own = [], carried, template, whole } = proposal;
  const draft = [...own, ...draftChecks(shown, draftFacts(ctx, job))];
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
      ...(carried && { carried }),
      ...(template && { template }),
    };
    // Of what nobody is shown the yes still has to be to the same: of long texts a question has the ends alone.
    const unseen = { job: fingerprint(job, codeOf(job, facts)) };
    const decision = decideCreate(job, all, facts, unseen);
    return { decision, prepared: { job, checks: all, total: sum, facts, once } };
  };
  if (ctx.workspaceId === undefined) return judge(draft, NOTHING_FOUND);
  if (refusalOf(draft) !== undefined && !whole)
    return judge([...draft, ...(await refusedBesides(ctx, shown))], NOTHING_FOUND);
  const once = await checkOnce(ctx, job);
  const checks = [...draft, ...onceChecks(once)];
  if (once.kind === 'clear' || whole) return judge(checks, await createFindings(ctx, shown, ctx.workspaceId), once);
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
