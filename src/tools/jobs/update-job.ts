import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { statusFacts } from '../../domain/job-status.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import type { Machines } from '../../domain/machine.ts';
import { jobPricePerHour } from '../../domain/prices.ts';
import type { Job } from '../../jobs/job.ts';
import { updateRequest } from '../../jobs/job-request.ts';
import { allow, allRefusals, refusalFault } from '../../policy/decision.ts';
import { gpusOf } from '../../policy/most.ts';
import {
  countsAfter,
  decideSame,
  decideShown,
  decideUpdate,
  IMMUTABLE,
  scales,
  type UpdateTarget,
} from '../../policy/update-job.ts';
import { changesWanted } from '../kit/assets/changes.ts';
import { jobId } from '../kit/fields.ts';
import { machineSizes } from '../kit/machine-sizes.ts';
import { readJob } from '../kit/read-job.ts';
import { watch } from '../kit/watch.ts';
import { type Sent, send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool, type ToolContext } from '../tool.ts';

const input = z.strictObject({
  job_id: jobId,
  priority: z.int().min(1).max(9).optional().describe('9 is highest'),
  accessibility: z.enum(ACCESSIBILITIES).optional(),
  description: z.string().optional(),
  task_specs: z
    .array(z.strictObject({ type: z.string(), pod_count: z.int().min(1) }))
    .min(1)
    .optional()
    .describe('Elastic jobs only'),
});

const text = z.string();
/** `already`: it was so before, and nothing changed. */
const outcome = z.enum(['applied', 'already', 'pending', 'ignored']);
const output = z.object({
  job_id: text,
  status: text,
  /** Outcome by what was to change. */
  changes: z.record(text, outcome),
  /** What it was before, by the same names, as far as the cloud tells. */
  before: z.record(text, text),
  notes: z.array(text),
});

type Outcome = z.output<typeof outcome>;
type Asked = z.output<typeof input>;

const FIELDS = ['priority', 'accessibility', 'description', 'task_specs'] as const;

const countedTasks = ({ tasks }: Job) =>
  tasks.map(({ type, pods }) => ({ type: type?.line(80) ?? '', podCount: pods }));

/** @param priceOf what one machine of a type costs per hour, where that is known */
const targetOf = (
  job: Job,
  job_id: string,
  { sizes }: Machines,
  priceOf: (type: string) => number | undefined,
): UpdateTarget => ({
  jobId: job_id,
  displayName: job.displayName,
  status: job.status,
  resourceId: job.resourceId?.line(80),
  accessibility: job.accessibility,
  tasks: job.tasks.map(({ type, pods, words, scaling, ecsSpec, each }) => ({
    type: type?.line(80) ?? '',
    podCount: pods,
    each: words,
    gpus: ecsSpec === undefined ? each?.gpus : gpusOf(sizes.get(ecsSpec.line(80) ?? '')),
    // The machines of a quota are paid for already.
    pricePerHour: job.resourceId === undefined ? priceOf(ecsSpec?.line(80) ?? '') : 0,
    scaling,
  })),
  elastic: job.elastic,
});

interface Change {
  change: string;
  wanted?: string | number | undefined;
  /** As the job has it; absent for what is long or not told. */
  value?: string | number | undefined;
  /** Whether the job has it now. */
  holds: boolean;
}

/** One row per change that was asked for, and whether the job has it now; without a job none has been applied. */
function changesOf(asked: Asked, job: Job | undefined): Change[] {
  const row = (change: string, wanted: Change['wanted'], value: Change['value']): Change[] =>
    wanted === undefined ? [] : [{ change, wanted, value, holds: value === wanted }];
  const { description } = asked;
  return [
    ...row('priority', asked.priority, job?.priority),
    ...row('accessibility', asked.accessibility, job?.accessibility),
    ...(description === undefined
      ? []
      : [{ change: 'description', holds: job?.description?.is(description) === true }]),
    ...(asked.task_specs ?? []).flatMap(({ type, pod_count }) =>
      row(`pod_count of ${type}`, pod_count, job?.tasks.find((task) => task.type?.is(type))?.pods),
    ),
  ];
}

/**
 * A change that does not show yet may still come. A priority does not, once the job runs: the cloud then ignores it
 * (R16).
 */
function outcomeOf({ change, holds }: Change, status: string, held: ReadonlySet<string>): Outcome {
  if (holds) return held.has(change) ? 'already' : 'applied';
  const facts = statusFacts(status);
  const over =
    change === 'priority' ? !facts.priorityWindow : facts.phase === 'terminal' && change.startsWith('pod_count');
  return over ? 'ignored' : 'pending';
}

/** Every change with its outcome; before anything was read back, all are pending. */
const outcomes = (
  changes: readonly Change[],
  status: string | undefined,
  held: ReadonlySet<string>,
): Record<string, Outcome> =>
  Object.fromEntries(
    changes.map((change) => [change.change, status === undefined ? 'pending' : outcomeOf(change, status, held)]),
  );

/** Old values, by the change. */
const valuesOf = (changes: readonly Change[]): Record<string, string> =>
  Object.fromEntries(changes.flatMap(({ change, value }) => (value === undefined ? [] : [[change, String(value)]])));

/** `priority 3 -> 7 applied, accessibility PRIVATE already, description pending`. */
const endsText = (
  asked: Asked,
  changes: Readonly<Record<string, Outcome>>,
  before: Readonly<Record<string, string>>,
): string =>
  changesOf(asked, undefined)
    .map(({ change, wanted }) => {
      const old = changes[change] !== 'already' && Object.hasOwn(before, change) ? `${before[change]} -> ` : '';
      return [change, ...(wanted === undefined ? [] : [`${old}${wanted}`]), changes[change]].join(' ');
    })
    .join(', ');

const alreadySo = (held: ReadonlySet<string>): Record<string, Outcome> =>
  Object.fromEntries([...held].map((change) => [change, 'already']));

/**
 * Sends pod counts, one change of a job at a time, each on a look of its own. In between, others may have changed them.
 * @param job on which the change was decided
 */
const sendCounts = (ctx: ToolContext, asked: Asked, job: UpdateTarget): Promise<Sent> =>
  ctx.scaled.inTurn(job.jobId, async () => {
    const { jobId } = job;
    const { sent } = ctx.scaled;
    const now = { jobId, tasks: countedTasks(await readJob(ctx, jobId)) };
    const before = sent.get(jobId);
    const refused = allRefusals([decideShown(now, asked, before, +ctx.now()), decideSame(job, now)]);
    if (refused !== undefined) throw refusalFault(refused);
    sent.set(jobId, { counts: countsAfter(job, asked), at: +ctx.now() });
    try {
      return await send(() => ctx.call('UpdateJob', updateRequest(jobId, asked, job.tasks)));
    } catch (thrown) {
      // Certainly not carried out; a call that was cancelled may have been.
      if (thrown instanceof Fault && before === undefined) sent.delete(jobId);
      else if (thrown instanceof Fault && before !== undefined) sent.set(jobId, before);
      throw thrown;
    }
  });

/**
 * Sends what changes. Counts that the job has already are left out: a read can be a minute old, and they would take
 * back what was set since.
 * @returns `undefined` where nothing is left to send
 */
async function sendUpdate(ctx: ToolContext, asked: Asked, job: UpdateTarget): Promise<Sent | undefined> {
  if (scales(job, asked)) return sendCounts(ctx, asked, job);
  const { task_specs: _, ...others } = asked;
  if (FIELDS.every((field) => field === 'task_specs' || others[field] === undefined)) return undefined;
  return send(() => ctx.call('UpdateJob', updateRequest(job.jobId, others, job.tasks)));
}

export const updateJob = defineTool({
  name: 'update_job',
  title: 'Update a job',
  description:
    'Changes priority (quota job Creating, Queuing or EnvPreparing), description, or, asking a person, visibility (to PUBLIC only) and pod counts (elastic jobs). Reads back: applied, pending or ignored.',
  inChinese: '修改任务优先级',
  toolset: 'jobs',
  core: true,
  effect: 'write',
  target: ({ job_id }) => job_id,
  heavier: {
    effects: ['costly', 'grants_access'],
    of: ({ task_specs, accessibility }) => [
      ...(task_specs === undefined ? [] : (['costly'] as const)),
      ...(accessibility === 'PUBLIC' ? (['grants_access'] as const) : []),
    ],
  },
  scope: 'region',
  actions: ['UpdateJob', 'GetJob', 'ListEcsSpecs'],
  input,
  output,
  refusedKeys: IMMUTABLE,
  async check(ctx, asked) {
    changesWanted('update_job', FIELDS, asked);
    const read = await readJob(ctx, asked.job_id);
    const types = asked.task_specs === undefined ? [] : read.tasks.map(({ ecsSpec }) => ecsSpec?.line(80));
    const [machines, prices] = [await machineSizes(ctx, types), await ctx.prices()];
    const job = targetOf(read, asked.job_id, machines, (ecs_spec) => {
      const price = jobPricePerHour({ task_specs: [{ pod_count: 1, ecs_spec }] }, machines, ctx.region, prices);
      return price.known ? price.perHour : undefined;
    });
    const shown =
      asked.task_specs === undefined ? allow() : decideShown(job, asked, ctx.scaled.sent.get(job.jobId), +ctx.now());
    const decision = shown.verdict === 'refuse' ? shown : decideUpdate(job, asked, ctx.operator.ceilings);
    const notes = decision.verdict === 'allow' ? (decision.notes ?? []).map((note) => note.en) : [];
    const now = changesOf(asked, read);
    const held = new Set(now.flatMap(({ change, holds }) => (holds ? [change] : [])));
    return { decision, prepared: { job, notes, held, before: valuesOf(now) } };
  },
  async run(ctx, asked, { job, notes, held, before }) {
    const { job_id } = asked;
    const sent = await sendUpdate(ctx, asked, job);
    if (sent === undefined) return { job_id, status: job.status, changes: alreadySo(held), before, notes };
    const seen = await watch(
      ctx,
      async (signal) => {
        const now = await readJob(ctx, job_id, { signal });
        return { status: now.status, changes: outcomes(changesOf(asked, now), now.status, held) };
      },
      ({ changes }) => !Object.values(changes).includes('pending'),
    );
    const { status, changes } = seen ?? {
      status: 'unknown',
      changes: outcomes(changesOf(asked, undefined), undefined, held),
    };
    const applied = seen !== undefined && Object.values(changes).every((end) => end === 'applied' || end === 'already');
    if (sent.kind === 'unknown' && !applied)
      throw stillUnknown(
        sent.fault,
        seen === undefined
          ? 'Reading it back failed too.'
          : `Read back, ${job_id} is ${status}; ${endsText(asked, changes, before)}.`,
      );
    const unread = seen === undefined ? ['The update was accepted, but reading it back failed.'] : [];
    return { job_id, status, changes, before, notes: [...unread, ...notes] };
  },
  render({ job_id, status, changes, before, notes }, asked) {
    return [
      `${job_id} is ${status}; ${endsText(asked, changes, before)}.`,
      ...notes.map((note) => `Note: ${note}`),
      ...(Object.values(changes).includes('ignored')
        ? ['Ignored: the cloud accepted the call and did not change the job.']
        : []),
    ].join('\n');
  },
  next: ({ job_id, changes }) =>
    Object.values(changes).includes('pending')
      ? [`get_job job_id=${job_id} in a minute; a change can take 10 to 60 s to show.`]
      : [],
});
