import * as z from 'zod';
import { readSanityChecks } from '../../jobs/sanity.ts';
import { jobId } from '../kit/fields.ts';
import { renderSanity, sanityRowOf, sanityRows, whyNoSanity } from '../kit/sanity.ts';
import { defineTool } from '../tool.ts';

const MAX_ROWS = 100;

export const listJobSanityCheckResults = defineTool({
  name: 'list_job_sanity_check_results',
  title: 'List sanity checks',
  description:
    'All rounds and phases of the GPU and network checks of a job. Needs EnableSanityCheck; says so when it is off.',
  inChinese: '健康检测结果',
  toolset: 'jobs',
  effect: 'read',
  scope: 'region',
  actions: ['ListJobSanityCheckResults', 'GetJob'],
  input: z.strictObject({ job_id: jobId, order: z.enum(['desc', 'asc']).default('desc') }),
  output: z.object({ results: sanityRows, total: z.int(), note: z.string().optional() }),
  foreign: ['results[].message'],
  check: null,
  async run(ctx, { job_id, order }) {
    const checks = readSanityChecks(await ctx.call('ListJobSanityCheckResults', { JobId: job_id, Order: order }));
    const note = checks.length === 0 ? await whyNoSanity(ctx, job_id) : undefined;
    return { results: checks.slice(0, MAX_ROWS).map(sanityRowOf), total: checks.length, note };
  },
  render({ results, total, note }, { job_id }) {
    if (results.length === 0) return `${job_id}: no sanity-check results. ${note ?? ''}`;
    const more =
      total > results.length ? [`${results.length} of ${total} phases shown; order=asc shows the other end.`] : [];
    return [renderSanity(job_id, results), ...more].join('\n');
  },
  next({ results }, { job_id }) {
    if (results.length === 0) return [`get_job job_id=${job_id} detail=true.`];
    const worst = results.find(({ status }) => status !== 'Succeeded');
    return worst?.check_number
      ? [`get_job_sanity_check_result job_id=${job_id} check_number=${worst.check_number}.`]
      : [];
  },
});
