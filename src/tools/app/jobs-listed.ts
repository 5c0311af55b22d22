import * as z from 'zod';
import { JOB_STATUSES } from '../../domain/lists.ts';
import type { ToolContext } from '../tool.ts';
import { jobsPart, partOf } from './page-parts.ts';

/** What the list of a page is asked for. Its page in the chat and what it reads later take the same. */
export const jobsAsked = z.strictObject({
  status: z
    .array(z.enum([...JOB_STATUSES, 'live']))
    .min(1)
    .optional()
    .describe('live: all not over, of any age'),
  days: z.int().min(1).max(3650).optional(),
  own: z.boolean().optional(),
  page_number: z.int().min(1).max(1000).default(1),
});

/** What the page of jobs reads. */
export type JobsPageData = z.output<typeof jobsPart.shape>;

/** The list, with GPU use and cost of what runs. */
export const readJobsListed = (ctx: ToolContext, asked: z.output<typeof jobsAsked>): Promise<JobsPageData> =>
  partOf(ctx, jobsPart, { ...asked, use: true });
