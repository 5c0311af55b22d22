import * as z from 'zod';
import { JOB_ID, QUOTA_ID, USER_ID } from '../../domain/identifiers.ts';
import { readTensorboards } from '../kit/decoders/viewers.ts';
import { cloudWindow, EVER, endTime, instant, windowRequest } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { cellsOf, ROW_HEADERS, viewerRow, viewerRowOf } from '../kit/viewers/records.ts';
import { defineTool } from '../tool.ts';

export const listTensorboards = defineTool({
  name: 'list_tensorboards',
  title: 'List TensorBoards',
  description: 'TensorBoards of a workspace: which run and what they show.',
  inChinese: '可视化、训练曲线列表',
  toolset: 'tensorboard',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListTensorboards'],
  input: z.strictObject({
    job_id: z.string().regex(JOB_ID).optional(),
    display_name: z.string().optional(),
    status: z.enum(['Creating', 'Running', 'Stopped', 'Succeeded', 'Failed']).optional(),
    payment_type: z.enum(['Free', 'Postpaid']).optional(),
    quota_id: z.string().regex(QUOTA_ID).optional(),
    own: z.boolean().default(false),
    user_id: z.string().regex(USER_ID).optional(),
    start_time: instant.optional(),
    end_time: endTime,
    sort_by: z.enum(['DisplayName', 'GmtCreateTime']).default('GmtCreateTime'),
    order: z.enum(['desc', 'asc']).default('desc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, tensorboards: z.array(viewerRow) }),
  check: null,
  async run(ctx, { start_time, end_time, own, sort_by, order, page_number, ...filters }) {
    const { job_id, display_name, status, payment_type, quota_id, user_id } = filters;
    const answer = await ctx.call('ListTensorboards', {
      WorkspaceId: ctx.workspaceId,
      Verbose: true,
      ShowOwn: own,
      SortBy: sort_by,
      Order: order,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      StartTime: EVER,
      ...windowRequest(cloudWindow({ start_time, end_time })),
      ...(job_id ? { JobId: job_id } : {}),
      ...(display_name ? { DisplayName: display_name } : {}),
      ...(status ? { Status: status } : {}),
      ...(payment_type ? { PaymentType: payment_type } : {}),
      ...(quota_id ? { QuotaId: quota_id } : {}),
      ...(user_id ? { UserId: user_id } : {}),
    });
    const { viewers, total } = readTensorboards(answer);
    const whose = own ? 'your own' : 'all that you may see';
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}, ${whose}`, { ...filters, start_time, end_time }),
      tensorboards: viewers.map(viewerRowOf),
    };
  },
  render: ({ tensorboards, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'TensorBoards',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ROW_HEADERS,
      rows: tensorboards.map(cellsOf),
    }),
  next: ({ total, tensorboards }, { page_number }) =>
    listSteps(
      { total, rows: tensorboards, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'get_tensorboard_shared_url gives a link to one that runs.',
        none: 'create_tensorboard makes one for a job.',
      },
    ),
});
