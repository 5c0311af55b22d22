import { decideStartViewer } from '../../policy/viewers.ts';
import { changeTool } from '../kit/viewers/change-tool.ts';
import { viewerCost } from '../kit/viewers/cost.ts';
import { HISTORY_SERVER } from '../kit/viewers/viewer-api.ts';

export const startRayHistoryServer = changeTool(HISTORY_SERVER, {
  name: 'start_ray_history_server',
  title: 'Start a Ray history server',
  description:
    'Starts one that is stopped, as it was set up. A person is asked, and told what it costs. Waits until it runs.',
  inChinese: '启动历史服务器',
  effect: 'billed',
  change: 'start',
  decide: async (ctx, viewer) =>
    decideStartViewer(viewer, await viewerCost(ctx, viewer, 'untold'), ctx.operator.ceilings),
  shows: { done: ['running'], under_way: ['starting'] },
  said: {
    done: 'It was started.',
    under_way: 'It is starting.',
    pending: 'The start was accepted but does not show so far.',
  },
  until: 'Running',
  after: ({ id }) => `get_ray_history_server_link ray_history_server_id=${id} gives a link to it.`,
});
