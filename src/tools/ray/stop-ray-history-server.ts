import { decideStopViewer } from '../../policy/viewers.ts';
import { changeTool } from '../kit/viewers/change-tool.ts';
import { HISTORY_SERVER } from '../kit/viewers/viewer-api.ts';

export const stopRayHistoryServer = changeTool(HISTORY_SERVER, {
  name: 'stop_ray_history_server',
  title: 'Stop a Ray history server',
  description: 'Stops one, so that it costs nothing any more; it can be started again. Reads back.',
  inChinese: '停止历史服务器',
  effect: 'write',
  change: 'stop',
  decide: (_ctx, viewer) => decideStopViewer(viewer),
  shows: { done: ['over', 'gone'], under_way: ['stopping'] },
  said: {
    done: 'It costs nothing any more, and can be started again.',
    under_way: 'The stop is under way.',
    pending: 'The stop was accepted but does not show: it is not known to be stopped so far.',
  },
  until: 'Stopped',
});
