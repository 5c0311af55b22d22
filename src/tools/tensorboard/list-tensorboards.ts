import * as z from 'zod';
import { JOB_ID, QUOTA_ID } from '../../domain/identifiers.ts';
import { readTensorboards } from '../kit/decoders/viewers.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps } from '../kit/listing.ts';
import { listRequest, orderAndPage, pageOf, renderViewers, whoseAndWhen } from '../kit/viewers/list-viewers.ts';
import { viewerRow } from '../kit/viewers/records.ts';
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
    ...whoseAndWhen,
    sort_by: z.enum(['DisplayName', 'GmtCreateTime']).default('GmtCreateTime'),
    ...orderAndPage,
  }),
  output: z.object({ ...listHead, tensorboards: z.array(viewerRow) }),
  check: null,
  async run(ctx, asked) {
    const { job_id, display_name, status, payment_type, quota_id, user_id } = asked;
    const answer = await listShown(ctx, 'ListTensorboards', {
      ...listRequest(ctx, asked),
      Verbose: true,
      ...(job_id ? { JobId: job_id } : {}),
      ...(display_name ? { DisplayName: display_name } : {}),
      ...(status ? { Status: status } : {}),
      ...(payment_type ? { PaymentType: payment_type } : {}),
      ...(quota_id ? { QuotaId: quota_id } : {}),
      ...(user_id ? { UserId: user_id } : {}),
    });
    const { rows, ...head } = pageOf(ctx, readTensorboards(answer), asked);
    return { ...head, tensorboards: rows };
  },
  render: ({ tensorboards, ...head }, { page_number }) =>
    renderViewers('TensorBoards', head, tensorboards, page_number),
  next: ({ total, tensorboards }, { page_number }) =>
    listSteps(
      { total, rows: tensorboards, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'get_tensorboard_shared_url gives a link to one that runs.',
        none: 'create_tensorboard makes one for a job.',
      },
    ),
});
