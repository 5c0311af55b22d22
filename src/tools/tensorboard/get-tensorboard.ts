import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { phaseOf } from '../../domain/viewer-status.ts';
import { renderRecord } from '../kit/listing.ts';
import { viewerRecord, viewerRecordOf } from '../kit/viewers/records.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

export const getTensorboard = defineTool({
  name: 'get_tensorboard',
  title: 'Get TensorBoard',
  description: 'One TensorBoard: status, what it shows, what it runs on, when it ends.',
  inChinese: '可视化详情',
  toolset: 'tensorboard',
  effect: 'read',
  scope: 'region',
  actions: ['GetTensorboard'],
  input: z.strictObject({ tensorboard_id: z.string().regex(SEGMENT) }),
  output: viewerRecord,
  foreign: ['reason'],
  check: null,
  run: async (ctx, { tensorboard_id }) => viewerRecordOf(await TENSORBOARD.read(ctx, tensorboard_id)),
  render: ({ display_name, ...fields }) => renderRecord(`TensorBoard ${display_name}`, fields),
  next: ({ id, status }) => {
    const phase = phaseOf(status);
    if (phase === 'running') return [`get_tensorboard_shared_url tensorboard_id=${id} gives a link to it.`];
    return phase === 'over' ? [`start_tensorboard tensorboard_id=${id} starts it again.`] : [];
  },
});
