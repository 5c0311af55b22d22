import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { decideViewerLink } from '../../policy/viewers.ts';
import { historyServerLink } from '../kit/decoders/handed-over.ts';
import { handedOverText } from '../kit/fields.ts';
import { HISTORY_SERVER } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

export const getRayHistoryServerLink = defineTool({
  name: 'get_ray_history_server_link',
  title: 'Get a link to a Ray history server',
  description: 'The link to a running Ray history server: give it to the user only. A person is asked first.',
  inChinese: '历史服务器链接',
  toolset: 'ray',
  effect: 'grants_access',
  target: ({ ray_history_server_id }) => ray_history_server_id,
  scope: 'region',
  actions: ['GetRayHistoryServer'],
  input: z.strictObject({ ray_history_server_id: z.string().regex(SEGMENT) }),
  output: z.object({ url: handedOverText, ray_history_server_id: z.string() }),
  async check(ctx, { ray_history_server_id: id }) {
    const viewer = await HISTORY_SERVER.read(ctx, id);
    return { decision: decideViewerLink(viewer, undefined), prepared: undefined };
  },
  async run(ctx, { ray_history_server_id }) {
    const answer = await ctx.call('GetRayHistoryServer', { RayHistoryServerId: ray_history_server_id });
    return { url: historyServerLink(answer), ray_history_server_id };
  },
  render: ({ url, ray_history_server_id }) => [`Link to Ray history server ${ray_history_server_id}:`, url].join('\n'),
  next: () => ['give the link to the user only.'],
});
