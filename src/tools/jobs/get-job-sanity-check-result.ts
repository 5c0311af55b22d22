import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { SANITY_CHECK_PHASES } from '../../domain/lists.ts';
import { readSanityChecks } from '../../jobs/sanity.ts';
import { jobId } from '../kit/fields.ts';
import { renderSanity, sanityRowOf, sanityRows, whyNoSuchCheck } from '../kit/sanity.ts';
import { defineTool } from '../tool.ts';

export const getJobSanityCheckResult = defineTool({
  name: 'get_job_sanity_check_result',
  title: 'Get a sanity check',
  description: `One round of the GPU and network checks of a job${ifOffered('; check_number from list_job_sanity_check_results')}.`,
  inChinese: '健康检测详情',
  toolset: 'jobs',
  effect: 'read',
  scope: 'region',
  actions: ['GetJobSanityCheckResult', 'ListJobSanityCheckResults', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    check_number: z.int().min(1),
    phase: z.enum(SANITY_CHECK_PHASES).optional(),
  }),
  output: z.object({ results: sanityRows, note: z.string().optional() }),
  foreign: ['results[].message'],
  check: null,
  async run(ctx, { job_id, check_number, phase }) {
    const answer = await ctx.call('GetJobSanityCheckResult', {
      JobId: job_id,
      SanityCheckNumber: check_number,
      ...(phase ? { SanityCheckPhase: phase } : {}),
    });
    const results = readSanityChecks(answer).map(sanityRowOf);
    return { results, note: results.length === 0 ? await whyNoSuchCheck(ctx, job_id) : undefined };
  },
  render: ({ results, note }, { job_id, check_number, phase }) =>
    results.length === 0
      ? `${job_id}: no result for check ${check_number}${phase ? ` ${phase}` : ''}. ${note ?? ''}`
      : renderSanity(job_id, results),
  next: ({ results }, { job_id }) => (results.length === 0 ? [`list_job_sanity_check_results job_id=${job_id}.`] : []),
});
