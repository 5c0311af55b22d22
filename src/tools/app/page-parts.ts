import type * as z from 'zod';
import type { Action } from '../../api/operations.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { getJob } from '../jobs/get-job/get-job.ts';
import { jobOutput } from '../jobs/get-job/rows.ts';
import { jobsOutput, listJobs } from '../jobs/list-jobs/list-jobs.ts';
import { shapeless } from '../kit/fields.ts';
import { getJobEvents, jobEventsOutput } from '../logs/get-job-events.ts';
import { getPodLogs, logsOutput } from '../logs/get-pod-logs/get-pod-logs.ts';
import { costOutput, estimateCost } from '../metrics/estimate-cost/estimate-cost.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { diagnoseJob, diagnosisOutput } from '../workflows/diagnose-job/diagnose-job.ts';

/** What a page shows of the answer of another tool. What that has besides is left out. */
interface Part<S extends z.ZodType> {
  tool: Tool;
  shape: S;
}

/** Both follow from the tool's own output: what that allows, no page refuses. */
const part = <S extends z.ZodRawShape>(tool: Tool, { shape }: z.ZodObject<S>) => ({ tool, shape: shapeless(shape) });

const { detail } = jobOutput.shape;
export const jobPart = part(
  getJob,
  jobOutput.omit({ failures: true, left_out: true }).extend({
    detail: detail.unwrap().pick({ command: true, status_history: true }).optional(),
  }),
);
export const diagnosisPart = part(
  diagnoseJob,
  diagnosisOutput.pick({
    category: true,
    confidence: true,
    summary: true,
    remedy: true,
    evidence: true,
    known: true,
    not_known: true,
  }),
);
export const eventsPart = part(getJobEvents, jobEventsOutput.omit({ job_id: true }));
export const logPart = part(getPodLogs, logsOutput.pick({ pods: true, lines: true, left_out: true, note: true }));
export const costPart = part(estimateCost, costOutput.omit({ covered: true }));
export const jobsPart = { tool: listJobs, shape: jobsOutput.omit({ beyond: true }) };

export type JobPart = z.output<typeof jobPart.shape>;
export type DiagnosisPart = z.output<typeof diagnosisPart.shape>;

/** Every API operation that tools may call, the first tool's main one first. */
export const actionsOf = (...tools: readonly Tool[]): readonly Action[] => [
  ...new Set(tools.flatMap(({ actions }) => actions)),
];

/** Why a part is missing, in words for a person. */
export const lacksOf = ({ kind, message }: FaultDetails): string => `${kind}: ${message}`;

/**
 * What another tool answers, as a part of a page.
 * @throws Fault where that tool could not answer
 */
export async function partOf<S extends z.ZodType>(
  ctx: ToolContext,
  { tool, shape }: Part<S>,
  input: Readonly<Record<string, unknown>>,
): Promise<z.output<S>> {
  const read = await ctx.read(tool.name, input);
  if (read.fault) throw new Fault(read.fault);
  return shape.parse(read.data);
}
