import * as z from 'zod';
import { brief } from '../../../domain/brief.ts';
import { count } from '../../../domain/count.ts';
import { COUNTED, type HourlyPrice, hourlyWords } from '../../../domain/prices.ts';
import { round } from '../../../domain/quantity.ts';
import type { Shown } from '../../../domain/shown.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import { createRequest, withTag } from '../../../jobs/job-request.ts';
import type { OfTemplate } from '../../../jobs/template.ts';
import type { Check } from '../../../policy/checks.ts';
import { type JobTotal, type SummaryFacts, totalSaid } from '../../../policy/create-summary.ts';
import type { Decision } from '../../../policy/decision.ts';
import { inStock, machineTypes } from '../../../policy/machines.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { maskDocument, maskSecrets } from '../../../shaping/mask.ts';
import { NO_TEXT } from '../../../shaping/shown.ts';
import { capLines } from '../../../shaping/window.ts';
import type { Asking, Preview, ToolContext } from '../../tool.ts';
import { fenced } from '../cloud-lines.ts';
import { shapeless } from '../fields.ts';
import type { Assessment } from './assess.ts';

const text = z.string();
const num = z.number();

/** Sum over all pods of a job. */
export const total = z.object({ pods: num, gpus: num, cpus: num, memory_gib: num, complete: z.boolean() });
export type Total = z.output<typeof total>;

/** `2 pods: 16 GPUs, 192 CPUs, 1536 GiB memory`. */
export const totalWords = (sum: Total): string => totalSaid(jobTotal(sum)).en;

/** The sum as the policy takes it. */
export const jobTotal = ({ memory_gib: memoryGib, ...rest }: Total): JobTotal => ({ ...rest, memoryGib });

/** The sum, unless nothing is known of it: a task on a machine type that does not exist has no size. */
const totalLines = (sum: Total): string[] =>
  sum.complete || sum.gpus + sum.cpus + sum.memory_gib > 0 ? [`Total: ${totalWords(sum)}`] : [];

/** Takes out of whatever is shown what must not be. */
export type Hide = <T>(shown: T) => T;

/** What `check` of a create hands to its `run` and to the dry run. */
export interface PreparedCreate {
  /** As it will be sent. */
  job: CreateJobInput;
  checks: readonly Check[];
  total: Total;
  facts: SummaryFacts;
  /** How earlier creates of the name ended (R29); absent where the draft alone is refused. */
  once?: Assessment | undefined;
  /** Of which the job is made, where the API can record it. */
  template?: OfTemplate | undefined;
  /** For the caller, and nothing that a person has to decide on. */
  notes?: readonly string[];
  /** Takes out of whatever is shown what the job holds unseen. */
  hide?: Hide;
}

/** A row of the dry run's answer: a check and how it came out. */
export const checkRow = shapeless({
  rule: text,
  what: text,
  result: z.enum(['ok', 'warning', 'failed']),
  says: text.optional(),
  fix: text.optional(),
  valid: z.array(text).optional(),
});
type Row = z.output<typeof checkRow>;

/** Existence and stock of a machine type; what the cloud does not tell is absent. */
const machineRow = shapeless({ type: text, exists: z.boolean().optional(), in_stock: z.boolean().optional() });

const output = z.object({
  verdict: z.enum(['would_ask', 'would_create', 'would_refuse']),
  asked_by: z.enum(['elicitation', 'chat', 'none', 'impossible']),
  question: text.optional(),
  request: z.record(text, z.unknown()),
  checks: z.array(checkRow),
  total,
  machines: z.array(machineRow),
  /** What it costs per hour, or why that is not known. */
  price: text,
  notes: z.array(text).optional(),
});
type Output = z.output<typeof output>;

export function rowOf(check: Check): Row {
  if (check.result === 'warning') return { ...check, says: check.says.en };
  if (check.result === 'ok') {
    const { advice, ...row } = check;
    return advice === undefined ? row : { ...row, says: advice };
  }
  const { rule, what, result, refusal } = check;
  return {
    rule,
    what,
    result,
    says: refusal.reason,
    fix: refusal.fix,
    ...(refusal.valid && { valid: [...refusal.valid] }),
  };
}

function machineRows(job: CreateJobInput, { machines: { sizes, read } }: SummaryFacts): Output['machines'] {
  return machineTypes(job).map((type) => {
    const machine = sizes.get(type);
    const spot = job.task_specs.some((task) => task.ecs_spec === type && task.spot !== undefined);
    return {
      // In a clone it is a text of the cloud.
      type: maskSecrets(type),
      ...(read ? { exists: machine !== undefined } : {}),
      ...(machine === undefined ? {} : { in_stock: inStock(machine, spot) }),
    };
  });
}

/** What is used up per hour. A job of which a part has no known size takes more than what is counted. */
function usedWords({ gpus, complete }: Total): string {
  if (!complete && gpus === 0) return 'how many GPU-hours it takes is not known';
  return `it takes ${complete ? '' : 'at least '}${count(round(gpus), 'GPU-hour')} per hour`;
}

/** R44: money only by the operator's prices, with what they are taken to mean; else what is used up. */
function priceWords(price: HourlyPrice | undefined, sum: Total): string {
  const used = usedWords(sum);
  if (!price?.known) return `${price ? hourlyWords(price) : 'unknown'}; ${used}`;
  return `${hourlyWords(price)}, ${COUNTED}; ${used}; source: ${price.sources.map((source) => brief(source, 80)).join(', ')}`;
}

function verdictOf({ verdict }: Decision, asking: Asking): Output['verdict'] {
  if (verdict === 'refuse' || asking === 'impossible') return 'would_refuse';
  return asking === 'none' ? 'would_create' : 'would_ask';
}

const CANNOT_ASK =
  'tell the user; they need a client that can ask a person (form elicitation), or the operator has to have it asked in the conversation (--confirm chat).';

const rowsOf = ({ checks }: Output, result: Row['result']): Row[] => checks.filter((row) => row.result === result);

/** The next step: what would let the call through, or else the call without `dry_run`. */
function stepsOf(tool: string, preview: Output): string[] {
  const fixes = [...new Set(rowsOf(preview, 'failed').map(({ fix }) => fix ?? ''))];
  if (fixes.length > 0) return [fixes.join(' ')];
  if (preview.verdict === 'would_refuse') return [CANNOT_ASK];
  return [`${tool} with the same arguments, without dry_run, if the user wants this job.`];
}

function headline({ verdict }: Output, failed: readonly Row[], warnings: readonly Row[]): string {
  const pass = `Dry run: all checks pass${warnings.length > 0 ? `, ${count(warnings.length, 'warning')}` : ''}`;
  if (verdict === 'would_ask') return `${pass}; a person would be asked. Nothing was created.`;
  if (verdict === 'would_create') return `${pass}; the job would be created unasked. Nothing was created.`;
  if (failed.length === 0)
    return `${pass}; but a person has to be asked, and this client cannot ask one: the call would be refused.`;
  const rules = [...new Set(failed.map(({ rule }) => rule))].join(', ');
  return `Dry run: this call would be refused (${rules}); nothing was created.`;
}

export const failedLine = ({ rule, what, says, valid }: Row): string =>
  `Failed ${rule}, ${what}: ${says}${valid ? ` Valid: ${valid.join(', ')}` : ''}`;
export const warningLine = ({ rule, says, fix }: Row): string => `Warning ${rule}: ${says}${fix ? ` ${fix}` : ''}`;

const ASKED_BY: Readonly<Record<Asking, string>> = {
  elicitation: 'The client would ask the person:',
  chat: 'The call would return this question for the user, and a token for a second call after their yes:',
  none: 'Nobody would be asked. What would be created:',
  impossible: 'A person would have to be asked:',
};

const MAX_REQUEST_BYTES = 4096;

/** The request as one line, bounded: a command can be long, and the structured answer has it whole. */
function requestLine(request: Output['request'], ofOthers: boolean): string[] {
  const { lines, truncatedLines } = capLines([foreignOf(JSON.stringify(request))], {
    maxLines: 1,
    maxBytes: MAX_REQUEST_BYTES,
    maxLineBytes: MAX_REQUEST_BYTES,
    keep: 'head',
  });
  const title = `Request${truncatedLines > 0 ? ' (shortened here)' : ''}`;
  return ofOthers ? fenced(title.toLowerCase(), lines) : [`${title}: ${lines.join('')}`];
}

const foreignOf = (text: string): Shown => new Foreign(text).text(2 * MAX_REQUEST_BYTES) ?? NO_TEXT;

const questionLines = (question: string, ofOthers: boolean): string[] =>
  ofOthers ? fenced('question', question.split('\n').map(foreignOf)) : [question];

/** Texts of the cloud within a request, made fit to show; its structure and its numbers stay. */
function shownRequest(value: unknown): unknown {
  if (typeof value === 'string') return new Foreign(value).text(MAX_REQUEST_BYTES) ?? '';
  if (Array.isArray(value)) return value.map(shownRequest);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [new Foreign(name).line() ?? '', shownRequest(member)]),
  );
}

function requestOf(
  ctx: ToolContext,
  { job, facts, template, hide }: PreparedCreate,
  ofOthers: boolean,
): Output['request'] {
  const request = withTag(createRequest(job, facts.workspaceId, template), 'a new id');
  const masked = maskDocument(request, ctx.operator.showEnvs);
  return (ofOthers ? shownRequest(hide?.(masked) ?? masked) : masked) as Output['request'];
}

/**
 * The dry run of a tool that creates a job: what its checks found, what would be sent, and what a person would be
 * asked.
 * @param tool its name
 * @param ofOthers whether the job is made of texts of the cloud, which are data (R34), and not of the caller's alone
 */
export const createPreview = (
  tool: string,
  ofOthers = false,
): Preview<{ dry_run?: boolean | undefined }, PreparedCreate, typeof output> => ({
  // What the tool of the whole job advertises is not said twice.
  output: output.meta({ advertised: ofOthers ? output.pick({ verdict: true }) : output.omit({ notes: true }) }),
  ...(ofOthers ? { foreign: ['request', 'question'] } : {}),
  wanted: ({ dry_run }) => dry_run === true,
  describe: (ctx, _input, { decision, prepared }, asking) => ({
    verdict: verdictOf(decision, asking),
    asked_by: asking,
    ...(decision.verdict === 'confirm' ? { question: decision.question[ctx.operator.language] } : {}),
    request: requestOf(ctx, prepared, ofOthers),
    checks: prepared.checks.map(rowOf),
    total: prepared.total,
    machines: machineRows(prepared.job, prepared.facts),
    price: priceWords(prepared.facts.price, prepared.total),
    ...(prepared.notes && prepared.notes.length > 0 ? { notes: [...prepared.notes] } : {}),
  }),
  render(preview) {
    const of = (result: Row['result']): Row[] => rowsOf(preview, result);
    const { question, asked_by, request, notes = [] } = preview;
    return [
      headline(preview, of('failed'), of('warning')),
      ...of('failed').map(failedLine),
      ...of('warning').map(warningLine),
      `Ok: ${of('ok')
        .map(({ rule, what }) => `${rule} ${what}`)
        .join('; ')}.`,
      ...(question === undefined
        ? totalLines(preview.total)
        : [ASKED_BY[asked_by], ...questionLines(question, ofOthers)]),
      `Price: ${preview.price}.`,
      ...of('ok').flatMap(({ rule, says }) => (says === undefined ? [] : [`Advice ${rule}: ${says}`])),
      ...notes.map((note) => `Note: ${note}`),
      ...requestLine(request, ofOthers),
    ].join('\n');
  },
  next: (preview) => stepsOf(tool, preview),
});
