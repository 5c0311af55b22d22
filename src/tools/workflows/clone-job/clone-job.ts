import * as z from 'zod';
import { ifOffered } from '../../../advice/offered.ts';
import { count } from '../../../domain/count.ts';
import { nextName } from '../../../domain/job-name.ts';
import { createJobInput } from '../../../jobs/job-fields.ts';
import { type Arguments, notCopied, readArguments } from '../../../jobs/read-arguments.ts';
import { record, records, shown as shownText } from '../../../jobs/wire.ts';
import { type Check, refusalOf } from '../../../policy/checks.ts';
import { draftChecks } from '../../../policy/create-job.ts';
import { CODE_URI } from '../../../policy/sources.ts';
import { cleanText } from '../../../shaping/clean.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { capLines } from '../../../shaping/window.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { CHECK_READS, createFindings } from '../../kit/create/findings.ts';
import { checkRow, failedLine, rowOf, warningLine } from '../../kit/create/preview.ts';
import { jobId, looseRows } from '../../kit/fields.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { applyChanges, changes, isSettled } from './changes.ts';
import { type Withheld, withhold } from './withhold.ts';

const text = z.string();
const MAX_BYTES = 8_192;

const yyyymmdd = (now: Date): string => now.toISOString().slice(0, 10).replaceAll('-', '');

const isObject = (value: unknown): value is Arguments => typeof value === 'object' && value !== null;

/** Mounts whose access the answer does not tell: what is written to must not be guessed. */
function untoldAccess(args: Arguments): Withheld[] {
  const sources = Array.isArray(args.data_sources) ? args.data_sources : [];
  return sources.flatMap((source, index) =>
    isObject(source) && source.mount_access === undefined
      ? [
          {
            path: `data_sources[${index}].mount_access`,
            why: 'the API does not tell it: RO, or RW where the job writes',
          },
        ]
      : [],
  );
}

/** With the access that is checked most strictly, so that the rest can be checked. */
const withAccess = (args: Arguments): Arguments => ({
  ...args,
  ...(Array.isArray(args.data_sources)
    ? { data_sources: args.data_sources.map((source) => ({ mount_access: 'RO', ...source })) }
    : {}),
});

/** What the schema of create_job does not take, under the name that a model passes; values are not repeated. */
function wrongWords({ path, message }: z.core.$ZodIssue, args: Arguments): string {
  const name = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    args,
  );
  return value === undefined ? `${name} is missing` : `${name} is not as a create takes it: ${message}`;
}

/** The checks of create_job on the whole clone, withheld values included; what its schema would refuse, as text. */
async function checkClone(ctx: ToolContext, args: Arguments): Promise<{ checks: Check[]; invalid: string[] }> {
  const { workspace_id, ...rest } = withAccess(args);
  const workspaceId = typeof workspace_id === 'string' ? workspace_id : undefined;
  const parsed = createJobInput.safeParse(rest);
  if (!parsed.success)
    return {
      checks: [],
      invalid: parsed.error.issues.slice(0, 10).map((issue) => shownText(wrongWords(issue, rest)) ?? ''),
    };
  const draft = draftChecks(parsed.data, workspaceId, yyyymmdd(ctx.now()));
  if (workspaceId === undefined || refusalOf(draft) !== undefined) return { checks: draft, invalid: [] };
  const { checks } = await createFindings(ctx, parsed.data, workspaceId);
  return { checks: [...draft, ...checks], invalid: [] };
}

function jsonLine(args: unknown): { lines: string[]; shortened: boolean } {
  const { lines, truncatedLines } = capLines([cleanText(JSON.stringify(args))], {
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
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', ...CHECK_READS],
  input: z.strictObject({
    job_id: jobId,
    changes: changes
      .default({})
      .describe(
        `Any ${ifOffered('create_job parameters', 'parameters of a create')}, also those not listed here; task_specs by type (one role: type may be absent), resource_config, envs and settings by name; null removes`,
      ),
  }),
  refusedKeys: { 'changes.code_source.uri': CODE_URI },
  output: z.object({
    verdict: z.enum(['ready', 'needs_values', 'would_be_refused']),
    arguments: z.looseObject({}),
    to_supply: looseRows,
    not_copied: z.array(text),
    invalid: z.array(text),
    checks: looseRows,
    notes: z.array(text),
  }),
  foreign: ['arguments'],
  check: null,
  async run(ctx, { job_id, changes: change }) {
    const job = record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }));
    const source = readArguments(job);
    const copy = { ...source, display_name: nextName(shownText(source.display_name, 256) ?? '', yyyymmdd(ctx.now())) };
    const { shown, withheld } = withhold(copy, ctx.operator.showEnvs);
    const args = applyChanges(shown, change);
    const whole = applyChanges(copy, change);
    const open = [...withheld, ...untoldAccess(source)].filter((each) => !isSettled(each, change, args));
    const { checks, invalid } = await checkClone(ctx, whole);
    const refused = invalid.length > 0 || refusalOf(checks) !== undefined;
    return {
      verdict: refused
        ? ('would_be_refused' as const)
        : open.length > 0
          ? ('needs_values' as const)
          : ('ready' as const),
      arguments: { region: ctx.region, ...args },
      to_supply: open.map((each) => ({ ...each })),
      not_copied: notCopied(job),
      invalid,
      // The checks have seen the withheld values too.
      checks: records(maskDocument(checks.map(rowOf), [])).map((row) => ({ ...row })),
      notes: [
        ...(args.resource_id !== undefined && args.resource_id === source.resource_id
          ? ['resource_id is the quota of the source job: let the user confirm it.']
          : []),
        ...(source.success_policy === undefined ? ['The API does not tell the success_policy of a job.'] : []),
      ],
    };
  },
  render({ verdict, arguments: args, to_supply, not_copied, invalid, checks, notes }, { job_id }) {
    const rows = checkRow.array().parse(checks);
    const open = z.object({ path: text, why: text }).array().parse(to_supply);
    const { lines, shortened } = jsonLine(args);
    const head = {
      ready: 'the arguments below are complete and pass the checks',
      needs_values: `${count(open.length, 'value')} to be supplied by the user`,
      would_be_refused: `${ifOffered('create_job', 'a create')} would refuse it as it is`,
    }[verdict];
    return [
      `Clone of ${job_id}, nothing was created: ${head}.`,
      ...open.map(({ path, why }) => `To supply: ${path} (${why}).`),
      ...invalid.map((what) => `Invalid: ${what}.`),
      ...rows.filter(({ result }) => result === 'failed').map(failedLine),
      ...rows.filter(({ result }) => result === 'warning').map(warningLine),
      ...(not_copied.length > 0
        ? [`Not copied, as ${ifOffered('create_job', 'a create')} has no parameter for it: ${not_copied.join(', ')}.`]
        : []),
      ...notes.map((note) => `Note: ${note}`),
      ...fenced(`arguments of the clone${shortened ? ', shortened here' : ''}`, lines),
    ].join('\n');
  },
  next: ({ verdict }) => [
    verdict === 'ready'
      ? 'create_job with these arguments, dry_run=true first.'
      : `clone_job again with changes${ifOffered(', or create_job with these arguments and what is missing')}; never make up a value.`,
  ],
});
