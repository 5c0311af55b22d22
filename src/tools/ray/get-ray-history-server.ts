import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { phaseOf } from '../../domain/viewer-status.ts';
import { renderRecord } from '../kit/listing.ts';
import { viewerRecord, viewerRecordOf } from '../kit/viewers/records.ts';
import { HISTORY_SERVER } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

export const getRayHistoryServer = defineTool({
  name: 'get_ray_history_server',
  title: 'Get Ray history server',
  description: 'One Ray history server: status, storage, what it runs on, when it ends.',
  inChinese: '历史服务器详情',
  toolset: 'ray',
  effect: 'read',
  scope: 'region',
  actions: ['GetRayHistoryServer'],
  input: z.strictObject({ ray_history_server_id: z.string().regex(SEGMENT) }),
  output: viewerRecord,
  foreign: ['reason'],
  check: null,
  run: async (ctx, { ray_history_server_id: id }) => viewerRecordOf(await HISTORY_SERVER.read(ctx, id)),
  render: ({ display_name, ...fields }) => renderRecord(`Ray history server ${display_name}`, fields),
  next: ({ id, status }) => {
    const phase = phaseOf(status);
    if (phase === 'running') return [`get_ray_history_server_link ray_history_server_id=${id} gives a link to it.`];
    return phase === 'over' ? [`start_ray_history_server ray_history_server_id=${id} starts it again.`] : [];
  },
});
