import { decideDeleteViewer } from '../../policy/viewers.ts';
import { changeTool } from '../kit/viewers/change-tool.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';

export const deleteTensorboard = changeTool(TENSORBOARD, {
  name: 'delete_tensorboard',
  title: 'Delete a TensorBoard',
  description:
    'Deletes one that is stopped, after asking a person; the logs that it showed stay. Reads back that it is gone.',
  inChinese: '删除可视化',
  effect: 'destructive',
  change: 'remove',
  decide: (_ctx, viewer) => decideDeleteViewer(viewer),
  shows: { done: ['gone'], under_way: [] },
  said: {
    done: 'It was deleted.',
    under_way: 'The deletion is under way.',
    pending: 'The deletion was accepted but does not show: it is not known to be gone so far.',
  },
  until: 'gone',
});
