import * as z from 'zod';
import { checkDashboard, DASHBOARD_READS, dashboardOf } from '../kit/dashboard-link.ts';
import { rayDashboard } from '../kit/decoders/handed-over.ts';
import { handedOverText, jobId } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

export const getRayDashboard = defineTool({
  name: 'get_ray_dashboard',
  title: 'Get a link to the Ray dashboard of a job',
  description: 'The link to the Ray dashboard of a running RayJob: give it to the user only. A person is asked first.',
  inChinese: '任务面板链接',
  toolset: 'ray',
  effect: 'grants_access',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['GetRayDashboard', ...DASHBOARD_READS],
  input: z.strictObject({ job_id: jobId }),
  output: z.object({ url: handedOverText, job_id: z.string(), has_charts: z.boolean().optional() }),
  check: (ctx, { job_id }) => checkDashboard(ctx, job_id, 'RayJob'),
  async run(ctx, { job_id }) {
    const { url, hasCharts } = rayDashboard(await dashboardOf(() => ctx.call('GetRayDashboard', { jobId: job_id })));
    return { url, job_id, has_charts: hasCharts };
  },
  render: ({ url, job_id, has_charts }) =>
    [
      `Link to the Ray dashboard of ${job_id}:`,
      url,
      ...(has_charts === false ? ['Its charts have no figures: CloudMonitor does not feed them.'] : []),
    ].join('\n'),
  next: () => ['give the link to the user only.'],
});
