import * as z from 'zod';
import { QUOTA_ID, USER_ID } from '../../domain/identifiers.ts';
import { readHistoryServers } from '../kit/decoders/viewers.ts';
import { cloudWindow, EVER, endTime, instant, windowRequest } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { cellsOf, ROW_HEADERS, viewerRow, viewerRowOf } from '../kit/viewers/records.ts';
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
    own: z.boolean().default(false),
    user_id: z.string().regex(USER_ID).optional(),
    start_time: instant.optional(),
    end_time: endTime,
    sort_by: z.enum(SORT).default('GmtCreateTime'),
    order: z.enum(['desc', 'asc']).default('desc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, history_servers: z.array(viewerRow) }),
  check: null,
  async run(ctx, { start_time, end_time, own, sort_by, order, page_number, ...filters }) {
    const { display_name, status, payment_type, resource_id, storage_path, user_id } = filters;
    const answer = await ctx.call('ListRayHistoryServers', {
      WorkspaceId: ctx.workspaceId,
      ShowOwn: own,
      SortBy: sort_by,
      Order: order,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      StartTime: EVER,
      ...windowRequest(cloudWindow({ start_time, end_time })),
      ...(display_name ? { DisplayName: display_name } : {}),
      ...(status ? { Status: status } : {}),
      ...(payment_type ? { PaymentType: payment_type } : {}),
      ...(resource_id ? { ResourceId: resource_id } : {}),
      ...(storage_path ? { StoragePath: storage_path } : {}),
      ...(user_id ? { UserIdForFilter: user_id } : {}),
    });
    const { viewers, total } = readHistoryServers(answer);
    const whose = own ? 'your own' : 'all that you may see';
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}, ${whose}`, { ...filters, start_time, end_time }),
      history_servers: viewers.map(viewerRowOf),
    };
  },
  render: ({ history_servers, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'Ray history servers',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ROW_HEADERS,
      rows: history_servers.map(cellsOf),
    }),
  next: ({ total, history_servers }, { page_number }) =>
    listSteps(
      { total, rows: history_servers, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'get_ray_history_server_link gives a link to one that runs.',
        none: 'create_ray_history_server makes one for a storage path.',
      },
    ),
});
