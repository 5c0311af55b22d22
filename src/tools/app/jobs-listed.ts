import * as z from 'zod';
import { JOB_STATUSES } from '../../domain/lists.ts';
import { jobRow } from '../kit/job-row.ts';
import type { ToolContext } from '../tool.ts';
import { partOf } from './page-parts.ts';

/** What the list of a page is asked for. Its page in the chat and what it reads later take the same. */
export const jobsAsked = z.strictObject({
  status: z
    .array(z.enum([...JOB_STATUSES, 'live']))
    .min(1)
    .optional()
    .describe('live: all not over'),
  days: z.int().min(1).max(3650).default(7),
  own: z.boolean().optional(),
  page_number: z.int().min(1).max(1000).default(1),
});

/** Of `list_jobs`. */
export const jobsListed = z.object({
  jobs: z.array(jobRow),
  total: z.int(),
  holding_resources: z.int(),
  scope: z.record(z.string(), z.string()),
  notes: z.array(z.string()).optional(),
});

/** What the page of jobs reads. */
export type JobsPageData = z.output<typeof jobsListed>;

/** Of `list_jobs`, which reads what the jobs make of their GPUs from the metrics. */
export const JOBS_ACTIONS = ['ListJobs', 'GetJobMetrics', 'GetMetrics', 'ListEcsSpecs'] as const;

/** The list, with GPU use and cost of what runs. */
export const readJobsListed = (
  ctx: ToolContext,
  asked: z.output<typeof jobsAsked>,
): Promise<z.output<typeof jobsListed>> => partOf(ctx, jobsListed, 'list_jobs', { ...asked, use: true });
