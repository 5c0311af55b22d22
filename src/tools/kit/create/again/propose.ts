import type * as z from 'zod';
import { ifOffered } from '../../../../advice/offered.ts';
import { isTooLarge, MOST_ARGUMENTS } from '../../../../domain/argument-bound.ts';
import { briefList } from '../../../../domain/brief.ts';
import { Fault } from '../../../../domain/fault.ts';
import { nextName, yyyymmdd } from '../../../../domain/job-name.ts';
import { en, say, zh } from '../../../../domain/said.ts';
import { type CreateJobInput, createJobInput } from '../../../../jobs/job-fields.ts';
import { askedOf, createdAt, notCopied, notTold, readArguments } from '../../../../jobs/read-arguments.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';
import { record, shown, type WireRecord } from '../../../../jobs/wire.ts';
import { type Check, failing, warned } from '../../../../policy/checks.ts';
import { wasNeverCarriedOut } from '../../../../policy/create-once.ts';
import type { Carried } from '../../../../policy/create-summary.ts';
import { maskDocument } from '../../../../shaping/mask.ts';
import type { ToolContext } from '../../../tool.ts';
import { shownOrEmpty } from '../../listing.ts';
import type { Proposal } from '../judge.ts';
import type { Hide } from '../preview.ts';
import { checkAccess, type Mount } from './access.ts';
import { applyChanges, isSettled } from './changes.ts';
import { asTold, keptOf, notSaid } from './kept.ts';
import { movedCode } from './moved-code.ts';
import { checkWishes, machineWishes } from './next-machine.ts';
import { differsIn, ENVS } from './runs-other.ts';
import { type Withheld, without } from './withhold.ts';

/**
 * A job that is to run again. Its arguments are as the cloud has them, secrets included: never show them as they are.
 */
export interface Source {
  jobId: string;
  answer: WireRecord;
  args: Arguments;
  /** When it was made. */
  created?: string | undefined;
  /** It is a template, which holds all that there is to tell. */
  whole?: true;
}

/** A job that is made from another one. */
export interface Again {
  /** The call's, in the workspace of the source. */
  ctx: ToolContext;
  proposal: Omit<Proposal, 'whole'>;
  /** The arguments of the source, as the cloud has them; absent where the caller gave all. */
  from?: Arguments;
  /** For the caller. */
  notes: readonly string[];
  /** The job with a mask in the place of what is carried over unseen, which nothing that is told may tell apart. */
  told?: CreateJobInput;
  /** Whether the caller has given the value at a path. */
  isGiven?(path: string): boolean;
  /** Takes what is carried over unseen out of whatever is shown. */
  hide: Hide;
}

/**
 * Refuses what is too large before anything looks at it: each value is masked, and may be looked up in the catalogue.
 * @throws Fault `refused` for more values than the arguments of a call may hold
 */
function bounded<T>(value: T, whose: string): T {
  if (!isTooLarge(value)) return value;
  throw new Fault({
    kind: 'refused',
    message: `${whose} holds more than ${MOST_ARGUMENTS} values, which is more than one ${ifOffered('call of create_job', 'create')} takes. Nothing was created.`,
    fix: `Create the job anew${ifOffered(' with create_job')}; what it needs in bulk belongs into a file of a mounted data source.`,
  });
}

/**
 * What is to run again, from what was asked for with it.
 * @throws Fault `refused` for what holds more than a call may
 */
export function sourceOf(id: string, whose: string, asked: WireRecord): Source {
  const answer = bounded(asked, whose);
  return { jobId: id, answer, args: readArguments(answer) };
}

/** Reads afresh what was asked for with a job. @throws Fault `refused` for one that holds more than a call may */
export async function readSource(ctx: ToolContext, jobId: string): Promise<Source> {
  const answer = await ctx.call('GetJob', { JobId: jobId, NeedDetail: true });
  return { ...sourceOf(jobId, `Job ${jobId}`, askedOf(record(answer))), created: createdAt(record(answer)) };
}

const DAY_MS = 86_400_000;

/** The context in the workspace of the source, where a job is run again. */
export const besides = (ctx: ToolContext, { args: { workspace_id } }: Source): ToolContext => ({
  ...ctx,
  workspaceId: typeof workspace_id === 'string' ? workspace_id : undefined,
});

/**
 * The name of a job that is run again: that of the source with today's date. A call that is repeated after midnight,
 * because its outcome was not known, has to find by their names what it made (R29).
 *
 * @param ctx of the workspace
 * @param suffixes of the names of all jobs that are to be made
 */
export async function nameOf(ctx: ToolContext, { args }: Source, suffixes: readonly string[] = ['']): Promise<string> {
  const name = (day: number): string => nextName(shown(args.display_name, 256) ?? '', yyyymmdd(new Date(day)));
  const today = ctx.now().getTime();
  const before = name(today - DAY_MS);
  const recent = await ctx.creates.ofRegion(ctx.region);
  const begun = recent.some(
    (entry) =>
      entry.workspace_id === ctx.workspaceId &&
      suffixes.some((suffix) => entry.display_name === `${before}${suffix}`) &&
      !wasNeverCarriedOut(entry, Date.now()),
  );
  return begun ? before : name(today);
}

/**
 * Says what the schema of create_job does not take, by the name that a model passes; its value may be secret and is
 * left out.
 */
function wrongWords({ path, message }: z.core.$ZodIssue, args: Arguments): string {
  const name = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    args,
  );
  return shown(value === undefined ? `${name} is missing` : `${name} is not as create_job takes it: ${message}`) ?? '';
}

/** @throws Fault `invalid_input` for what create_job would not take */
export function wholeJob(whose: string, args: Arguments): CreateJobInput {
  const parsed = createJobInput.safeParse(args);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.slice(0, 10).map((issue) => wrongWords(issue, args));
  throw new Fault({
    kind: 'invalid_input',
    message: `${whose} with these changes is no whole job: ${wrong.join('; ')}. Nothing was created.`,
    fix: 'Give it, or remove what it belongs to with null.',
  });
}

function carriedOf({ jobId }: Source, withheld: readonly Withheld[], other: readonly string[]): Carried | undefined {
  if (withheld.length === 0) return undefined;
  const paths = [...new Set(withheld.map(({ path }) => path))];
  return {
    from: jobId,
    envs: paths.filter((path) => path.startsWith(ENVS)).map((path) => path.slice(ENVS.length)),
    rest: paths.filter((path) => !path.startsWith(ENVS)),
    runsOther: other.length > 0,
  };
}

/**
 * R48: where nobody is asked, what is carried over unseen goes into nothing but the same program. A model could print
 * it otherwise.
 * @param other paths of what is not as it was
 */
function checkCarried(ctx: ToolContext, carried: Carried | undefined, other: readonly string[]): Check[] {
  if (carried === undefined || !carried.runsOther || ctx.operator.confirmCreate !== 'never') return [];
  const named = other.slice(0, 5).map((path) => shownOrEmpty(path, 80));
  return [
    failing(
      'what is carried over unseen',
      'R48',
      `${carried.from} holds secrets (${[...carried.envs, ...carried.rest].slice(0, 5).join(', ')}), nobody is asked here, and with ${briefList(named, 5, 80)} this job could run something else with them, or send them elsewhere.`,
      'Leave that as it is, or remove the secrets with null in changes.',
    ),
  ];
}

/** What of the source the new job will be without, as far as the caller has not settled it. */
function lost({ answer, whole }: Source, change: Arguments): { checks: Check[]; notes: string[] } {
  const missing = notCopied(answer);
  const untold = (whole ? [] : notTold(answer))
    .filter(({ path, needed }) => needed === undefined && !isSettled(path, change))
    .map(({ path }) => path.replace(/\[\d+\]/g, '[]'));
  return {
    checks:
      missing.length === 0
        ? []
        : [
            warned(
              'R48',
              'what is carried over',
              say(
                en`NOT carried over, as there is no parameter for it: ${missing.join(', ')}.`,
                zh`没有对应参数，不会带入：${missing.join('、')}。`,
              ),
            ),
          ],
    notes:
      untold.length === 0
        ? []
        : [
            `The API does not tell these of the old job; what it had of them is lost: ${[...new Set(untold)].join(', ')}.`,
          ],
  };
}

/**
 * A copy without the access of those mounts of which nobody knows it: no guess may be sent, nor shown as what would be.
 */
const withoutGuesses = (job: CreateJobInput, mounts: readonly Mount[]): CreateJobInput => ({
  ...job,
  ...(job.data_sources && {
    data_sources: job.data_sources.map((source, index) => {
      const { mount_access, ...rest } = source;
      return mounts[index]?.known === false ? (rest as typeof source) : source;
    }),
  }),
});

/**
 * The job that another one becomes with changes: complete, with what a model must not see, and with the findings of
 * that. It only reads.
 * @param told all changes of the call, where this job's are not all
 * @throws Fault `invalid_input` where it is no whole job; `refused` where it holds more than a call may
 */
export async function propose(
  asked: ToolContext,
  source: Source,
  changes: Arguments,
  told: readonly Arguments[] = [changes],
): Promise<Again> {
  const { workspace_id: _, ...args } = source.args;
  const ctx = besides(asked, source);
  const { change, wishes } = machineWishes(args, changes);
  const name = change.display_name ?? (await nameOf(ctx, source));
  const merged = bounded(
    { ...applyChanges(args, change), display_name: name },
    `The clone of ${source.jobId} with its changes`,
  );
  const kept = keptOf(args, merged, change, ctx.operator.showEnvs);
  const moved = kept.withheld.length === 0 ? [] : await movedCode(ctx, source.created, merged);
  const other = [...differsIn(args, merged, kept), ...moved];
  const carried = carriedOf(source, kept.withheld, other);
  const hide = without(notSaid(kept.withheld, told));
  const { mounts, checks: access } = await checkAccess(ctx, source.jobId, args, merged);
  const job = wholeJob(
    source.jobId,
    mounts.length === 0 ? merged : { ...merged, data_sources: mounts.map((m) => m.source) },
  );
  const { checks: missing, notes } = lost(source, changes);
  return {
    ctx,
    from: args,
    told: asTold(job, kept.withheld),
    isGiven: kept.isGiven,
    proposal: {
      job: withoutGuesses(job, mounts),
      // A finding repeats the beginning of a value that it refuses, and half a secret is no longer known as one.
      shown: maskDocument(job, []) as CreateJobInput,
      checks: [...checkCarried(ctx, carried, other), ...(await checkWishes(ctx, wishes)), ...access, ...missing],
      ...(carried && { carried }),
    },
    notes: [
      ...notes,
      ...(job.resource_id !== undefined && job.resource_id === source.args.resource_id
        ? ['resource_id is the quota of the old job: let the user confirm it.']
        : []),
    ],
    hide,
  };
}
