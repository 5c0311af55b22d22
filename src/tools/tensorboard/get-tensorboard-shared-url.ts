import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { decideViewerLink } from '../../policy/viewers.ts';
import { durationWords, isoTime } from '../../shaping/times.ts';
import { tensorboardLink } from '../kit/decoders/handed-over.ts';
import { handedOverText } from '../kit/fields.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

export const getTensorboardSharedUrl = defineTool({
  name: 'get_tensorboard_shared_url',
  title: 'Get a link to a TensorBoard',
  description:
    'A link with which anybody can open a running TensorBoard without a login, for an explicit, short time: give it to the user only. A person is asked first.',
  inChinese: '分享可视化链接',
  toolset: 'tensorboard',
  effect: 'grants_access',
  target: ({ tensorboard_id }) => tensorboard_id,
  scope: 'region',
  actions: ['GetTensorboardSharedUrl', 'GetTensorboard'],
  input: z.strictObject({
    tensorboard_id: z.string().regex(SEGMENT),
    // At most a day, like a sharing token: it cannot be taken back. The API would take a week.
    expire_seconds: z.int().min(60).max(86_400).describe('Shortest that serves'),
  }),
  output: z.object({
    url: handedOverText,
    tensorboard_id: z.string(),
    expires_at: z.string(),
    expire_seconds: z.number(),
  }),
  async check(ctx, { tensorboard_id, expire_seconds }) {
    const viewer = await TENSORBOARD.read(ctx, tensorboard_id);
    return { decision: decideViewerLink(viewer, expire_seconds), prepared: undefined };
  },
  async run(ctx, { tensorboard_id, expire_seconds }) {
    const asked = ctx.now().getTime();
    const answer = await ctx.call('GetTensorboardSharedUrl', {
      TensorboardId: tensorboard_id,
      ExpireTimeSeconds: String(expire_seconds),
    });
    const expires_at = isoTime(new Date(asked + expire_seconds * 1000)) ?? '';
    return { url: tensorboardLink(answer), tensorboard_id, expires_at, expire_seconds };
  },
  render: ({ url, tensorboard_id, expires_at, expire_seconds }) =>
    [
      `Link to TensorBoard ${tensorboard_id} for ${durationWords(expire_seconds)}, until ${expires_at}; it opens without a login:`,
      url,
      // The vendor's client meets this too (api-notes: tensorboard).
      'Just after a start it can answer with an error for a minute: then reload it.',
    ].join('\n'),
  next: () => ['give the link to the user only; it cannot be taken back before it expires.'],
});
