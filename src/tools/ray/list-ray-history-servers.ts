import * as z from 'zod';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { readHistoryServers } from '../kit/decoders/viewers.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps } from '../kit/listing.ts';
import { listRequest, orderAndPage, pageOf, renderViewers, whoseAndWhen } from '../kit/viewers/list-viewers.ts';
import { viewerRow } from '../kit/viewers/records.ts';
import { defineTool } from '../tool.ts';

const SORT = ['DisplayName', 'GmtCreateTime', 'UserId', 'ResourceId', 'Status', 'GmtModifyTime'] as const;

export const listRayHistoryServers = defineTool({
  name: 'list_ray_history_servers',
  title: 'List Ray history servers',
  description: 'Ray history servers of a workspace, which show Ray jobs that are over.',
  inChinese: '历史服务器列表',
  toolset: 'ray',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListRayHistoryServers'],
  input: z.strictObject({
    display_name: z.string().optional(),
    status: z.enum(['Creating', 'Queuing', 'Running', 'Stopped', 'Failed']).optional(),
    payment_type: z.enum(['PrePaid', 'PostPaid']).optional(),
    resource_id: z.string().regex(QUOTA_ID).optional().describe('Quota'),
    storage_path: z.string().optional(),
    ...whoseAndWhen,
    sort_by: z.enum(SORT).default('GmtCreateTime'),
    ...orderAndPage,
  }),
  output: z.object({ ...listHead, history_servers: z.array(viewerRow) }),
  check: null,
  async run(ctx, asked) {
    const { display_name, status, payment_type, resource_id, storage_path, user_id } = asked;
    const answer = await listShown(ctx, 'ListRayHistoryServers', {
      ...listRequest(ctx, asked),
      ...(display_name ? { DisplayName: display_name } : {}),
      ...(status ? { Status: status } : {}),
      ...(payment_type ? { PaymentType: payment_type } : {}),
      ...(resource_id ? { ResourceId: resource_id } : {}),
      ...(storage_path ? { StoragePath: storage_path } : {}),
      ...(user_id ? { UserIdForFilter: user_id } : {}),
    });
    const { rows, ...head } = pageOf(ctx, readHistoryServers(answer), asked);
    return { ...head, history_servers: rows };
  },
  render: ({ history_servers, ...head }, { page_number }) =>
    renderViewers('Ray history servers', head, history_servers, page_number),
  next: ({ total, history_servers }, { page_number }) =>
    listSteps(
      { total, rows: history_servers, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'get_ray_history_server_link gives a link to one that runs.',
        none: 'create_ray_history_server makes one for a storage path.',
      },
    ),
});
