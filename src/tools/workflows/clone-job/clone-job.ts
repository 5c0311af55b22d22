import * as z from 'zod';
import { ifOffered } from '../../../advice/offered.ts';
import { isTooLarge, MOST_ARGUMENTS } from '../../../domain/argument-bound.ts';
import { count } from '../../../domain/count.ts';
import { Fault } from '../../../domain/fault.ts';
import { nextName, yyyymmdd } from '../../../domain/job-name.ts';
import type { Shown } from '../../../domain/shown.ts';
import { askedOf, notCopied, notTold, readArguments } from '../../../jobs/read-arguments.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';
import { record, shown as shownText, type WireRecord } from '../../../jobs/wire.ts';
import { refusalOf } from '../../../policy/checks.ts';
import { NOT_OF_THE_API } from '../../../policy/sources.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { NO_TEXT } from '../../../shaping/shown.ts';
import { capLines } from '../../../shaping/window.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { CHECK_READS } from '../../kit/create/findings.ts';
import { checkRow, failedLine, rowOf, warningLine } from '../../kit/create/preview.ts';
import { jobId, shapeless } from '../../kit/fields.ts';
import { defineTool } from '../../tool.ts';
import { applyChanges, changes, isSettled } from './changes.ts';
import { checkClone } from './check-clone.ts';
import { type Withheld, withhold } from './withhold.ts';

const text = z.string();
const MAX_BYTES = 8_192;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** What the answer for the job does not tell and the caller has not given: what a create needs, and what the clone will lack. */
function hidden(job: WireRecord, change: Arguments, args: Arguments): { needed: Withheld[]; lacks: string[] } {
  const open = notTold(job).filter(({ path }) => !isSettled(path, change, args));
  return {
    needed: open.flatMap(({ path, needed }) =>
      needed === undefined ? [] : [{ path, why: `the API does not tell it: ${needed}` }],
    ),
    lacks: distinct(open.flatMap(({ path, needed }) => (needed === undefined ? [path.replace(/\[\d+\]/g, '[]')] : []))),
  };
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

function jsonLine(args: unknown): { lines: Shown[]; shortened: boolean } {
  // What looks like a secret was withheld already. The text is cleaned and masked all the same, as every text of others is.
  const text = new Foreign(JSON.stringify(args)).text(MAX_BYTES) ?? NO_TEXT;
  const { lines, truncatedLines } = capLines([text], {
    maxLines: 1,
    maxBytes: MAX_BYTES,
    maxLineBytes: MAX_BYTES,
    keep: 'head',
  });
  return { lines, shortened: truncatedLines > 0 };
}

export const cloneJob = defineTool({
  name: 'clone_job',
  title: 'Prepare a clone of a job',
  description: `To rerun or resubmit a job with changes: checked arguments for ${ifOffered('create_job', 'a new one')}; creates nothing. Values that look secret are named, not copied.`,
  inChinese: '克隆、重新提交任务',
  toolset: 'workflows',
  core: true,
  effect: 'read',
  scope: 'region',
  // The first is its own.
  actions: CHECK_READS,
  input: z.strictObject({
    job_id: jobId,
    changes: changes
      .default({})
      .describe(
        `Any ${ifOffered('create_job parameters', 'parameters of a create')}, also those not listed here; task_specs by type (one role: type may be absent), resource_config, envs and settings by name; null removes`,
      ),
  }),
  refusedKeys: Object.fromEntries(Object.entries(NOT_OF_THE_API).map(([path, why]) => [`changes.${path}`, why])),
  output: z.object({
    verdict: z.enum(['ready', 'needs_values', 'would_be_refused']),
    arguments: z.looseObject({}),
    to_supply: z.array(shapeless({ path: text, why: text })),
    not_copied: z.array(text),
    invalid: z.array(text),
    checks: z.array(checkRow),
    notes: z.array(text),
  }),
  foreign: ['arguments'],
  check: null,
  async run(ctx, { job_id, changes: change }) {
    const job = bounded(
      askedOf(record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }))),
      `Job ${job_id}`,
    );
    const source = readArguments(job);
    const copy = { ...source, display_name: nextName(shownText(source.display_name, 256) ?? '', yyyymmdd(ctx.now())) };
    const whole = bounded(applyChanges(copy, change), `The clone of ${job_id} with its changes`);
    const { shown, withheld } = withhold(copy, ctx.operator.showEnvs);
    const args = applyChanges(shown, change);
    const { needed, lacks } = hidden(job, change, args);
    const open = [...withheld.filter(({ path }) => !isSettled(path, change, args)), ...needed];
    const { checks, invalid } = await checkClone(ctx, whole);
    const refused = invalid.length > 0 || refusalOf(checks) !== undefined;
    return {
      verdict: refused
        ? ('would_be_refused' as const)
        : open.length > 0
          ? ('needs_values' as const)
          : ('ready' as const),
      arguments: { region: ctx.region, ...args },
      to_supply: open,
      not_copied: notCopied(job),
      invalid,
      // Masked, because the checks have seen the withheld values and may repeat them.
      checks: checkRow.array().parse(maskDocument(checks.map(rowOf), [])),
      notes: [
        ...(args.resource_id !== undefined && args.resource_id === source.resource_id
          ? ['resource_id is the quota of the source job: let the user confirm it.']
          : []),
        ...(lacks.length > 0
          ? [`The API does not tell these, so that the clone is without what the job had of them: ${lacks.join(', ')}.`]
          : []),
      ],
    };
  },
  render({ verdict, arguments: args, to_supply, not_copied, invalid, checks, notes }, { job_id }) {
    const { lines, shortened } = jsonLine(args);
    const head = {
      ready: `the arguments below ${not_copied.length > 0 ? 'lack what is named as not copied, and' : 'are complete and'} pass the checks`,
      needs_values: `${count(to_supply.length, 'value')} to be supplied by the user`,
      would_be_refused: `${ifOffered('create_job', 'a create')} would refuse it as it is`,
    }[verdict];
    return [
      `Clone of ${job_id}, nothing was created: ${head}.`,
      ...to_supply.map(({ path, why }) => `To supply: ${path} (${why}).`),
      ...invalid.map((what) => `Invalid: ${what}.`),
      ...checks.filter(({ result }) => result === 'failed').map(failedLine),
      ...checks.filter(({ result }) => result === 'warning').map(warningLine),
      ...(not_copied.length > 0
        ? [`Not copied, as ${ifOffered('create_job', 'a create')} has no parameter for it: ${not_copied.join(', ')}.`]
        : []),
      ...notes.map((note) => `Note: ${note}`),
      ...fenced(`arguments of the clone${shortened ? ', shortened here' : ''}`, lines),
    ].join('\n');
  },
  next: ({ verdict, not_copied }) => [
    ...(not_copied.length > 0 ? ['tell the user what is not copied before anything is created.'] : []),
    verdict === 'ready'
      ? 'create_job with these arguments, dry_run=true first.'
      : `clone_job again with changes${ifOffered(', or create_job with these arguments and what is missing')}; never make up a value.`,
  ],
});
