import * as z from 'zod';
import { record } from '../../jobs/wire.ts';
import { jobId, looseRows } from '../kit/fields.ts';
import { readSanity, renderSanity, sanityRows, whyNoSanity } from '../kit/sanity.ts';
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
  output: z.object({ results: looseRows, total: z.int(), note: z.string().optional() }),
  foreign: ['results[].message'],
  check: null,
  async run(ctx, { job_id, order }) {
    const answer = record(await ctx.call('ListJobSanityCheckResults', { JobId: job_id, Order: order }));
    const rows = readSanity(answer.SanityCheckResults);
    const note = rows.length === 0 ? await whyNoSanity(ctx, job_id) : undefined;
    return { results: rows.slice(0, MAX_ROWS), total: rows.length, note };
  },
  render({ results, total, note }, { job_id }) {
    if (results.length === 0) return `${job_id}: no sanity-check results. ${note ?? ''}`;
    const more =
      total > results.length ? [`${results.length} of ${total} phases shown; order=asc shows the other end.`] : [];
    return [renderSanity(job_id, sanityRows.parse(results)), ...more].join('\n');
  },
  next({ results }, { job_id }) {
    if (results.length === 0) return [`get_job job_id=${job_id} detail=true.`];
    const worst = sanityRows.parse(results).find(({ status }) => status !== 'Succeeded');
    return worst ? [`get_job_sanity_check_result job_id=${job_id} check_number=${worst.check_number}.`] : [];
  },
});
