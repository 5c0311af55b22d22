import * as z from 'zod';
import { checkDashboard, DASHBOARD_READS, dashboardOf } from '../kit/dashboard-link.ts';
import { dashboardLink } from '../kit/decoders/handed-over.ts';
import { handedOverText, jobId } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

export const getDashboard = defineTool({
  name: 'get_dashboard',
  title: 'Get a link to the dashboard of a job',
  description:
    'The link to the web pages that a running job serves, where it has any (Spark or Ray style jobs): give it to the user only. A person is asked first.',
  inChinese: '任务面板链接',
  toolset: 'ray',
  effect: 'grants_access',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['GetDashboard', ...DASHBOARD_READS],
  input: z.strictObject({ job_id: jobId }),
  output: z.object({ url: handedOverText, job_id: z.string() }),
  check: (ctx, { job_id }) => checkDashboard(ctx, job_id),
  run: async (ctx, { job_id }) => ({
    url: dashboardLink(await dashboardOf(() => ctx.call('GetDashboard', { jobId: job_id }))),
    job_id,
  }),
  render: ({ url, job_id }) => [`Link to the dashboard of ${job_id}:`, url].join('\n'),
  next: () => ['give the link to the user only.'],
});
