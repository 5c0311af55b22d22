import * as z from 'zod';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { foreignText, foreignTexts, shapeless } from '../kit/fields.ts';
import type { ToolContext } from '../tool.ts';

// What a page shows of the answers of other tools. What they have besides is left out.

const text = z.string();
const opt = text.optional();
const num = z.number();
const map = z.record(text, text);
const loose = z.record(text, z.union([text, num, z.boolean()]));

const podRow = shapeless({
  pod_id: text,
  role: opt,
  status: text,
  node: opt,
  ip: opt,
  started: opt,
  finished: opt,
});

/** Of `get_job`. */
export const jobPart = shapeless({
  job_id: text,
  display_name: text,
  job_type: text,
  status: text,
  sub_status: opt,
  workspace_id: opt,
  reason_code: opt,
  reason: foreignText.optional(),
  times: map,
  queue_time: opt,
  run_time: opt,
  priority: num.optional(),
  resource_id: opt,
  tasks: z.array(z.object({ role: text, pods: num, resource: opt, image: opt })),
  pod_count: num,
  pod_statuses: z.record(text, num).optional(),
  pods: z.array(podRow),
  data_sources: z.array(loose),
  code_source: loose.optional(),
  cost: opt,
  restarts: opt,
  max_running_minutes: num.optional(),
  tags: map.optional(),
  console_url: text,
  detail: shapeless({
    command: foreignText.optional(),
    status_history: z.array(shapeless({ status: opt, start: opt, end: opt, reason: opt })),
  }).optional(),
});

/** Of `diagnose_job`. */
export const diagnosisPart = shapeless({
  category: text,
  confidence: text,
  summary: text,
  remedy: shapeless({ does: text, actor: text, restart: text }).optional(),
  evidence: z.array(shapeless({ source: text, pod: opt, time: opt, text: foreignText })),
  known: z.array(text),
  not_known: z.array(text),
});

/** Of `get_job_events`. */
export const eventsPart = shapeless({ events: foreignTexts, left_out: opt, more: z.boolean() });

/** Of `get_pod_logs`. */
export const logPart = shapeless({
  pods: z.array(
    shapeless({
      pod_id: text,
      status: opt,
      lines: num,
      of: num,
      whole: z.boolean(),
      found: num.optional(),
      since: opt,
      error: opt,
    }),
  ),
  lines: foreignTexts,
  left_out: opt,
  note: opt,
});

/** Of `estimate_cost`. */
export const costPart = shapeless({
  rows: z.array(shapeless({ what: text, hours: num.optional(), gpu_hours: num.optional(), cost: opt, price: text })),
  total: opt,
  notes: z.array(text),
});

export type JobPart = z.output<typeof jobPart>;
export type DiagnosisPart = z.output<typeof diagnosisPart>;

/** Why a part is missing, in words for a person. */
export const lacksOf = ({ kind, message }: FaultDetails): string => `${kind}: ${message}`;

/**
 * What another tool answers, as a part of a page.
 * @throws Fault where that tool could not answer
 */
export async function partOf<S extends z.ZodType>(
  ctx: ToolContext,
  shape: S,
  tool: string,
  input: Readonly<Record<string, unknown>>,
): Promise<z.output<S>> {
  const read = await ctx.read(tool, input);
  if (read.fault) throw new Fault(read.fault);
  return shape.parse(read.data);
}
