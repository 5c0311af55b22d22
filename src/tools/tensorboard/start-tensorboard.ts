import { decideStartViewer } from '../../policy/viewers.ts';
import { changeTool } from '../kit/viewers/change-tool.ts';
import { viewerCost } from '../kit/viewers/cost.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';

export const startTensorboard = changeTool(TENSORBOARD, {
  name: 'start_tensorboard',
  title: 'Start a TensorBoard',
  description:
    'Starts one that is stopped, as it was set up. A person is asked, and told what it costs. Waits until it runs.',
  inChinese: '启动可视化',
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
  after: ({ id }) => `get_tensorboard_shared_url tensorboard_id=${id} gives a link to it.`,
});
