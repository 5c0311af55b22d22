import * as z from 'zod';
import { decideRemoval } from '../../policy/assets.ts';
import { allRefusals } from '../../policy/decision.ts';
import { checkOwnImage, IMAGE_LOST } from '../../policy/registered-images.ts';
import { assetUse, usesImage } from '../kit/assets/asset-use.ts';
import { remove, removedShape, removedText } from '../kit/assets/remove.ts';
import { defineTool } from '../tool.ts';
import { imageAsset, imageId, imageNow } from './image.ts';

export const removeImage = defineTool({
  name: 'remove_image',
  title: 'Remove an image',
  description:
    'Takes one off the list of its workspace, not out of its registry. Refused where a live job runs it. A person is always asked first by the server. Verifies afterwards.',
  inChinese: '移除镜像',
  toolset: 'assets',
  effect: 'destructive',
  target: ({ image_id }) => image_id,
  scope: 'region',
  actions: ['RemoveImage', 'GetImage', 'ListJobs'],
  input: z.strictObject({ image_id: imageId }),
  output: z.object({ image_id: z.string(), ...removedShape }),
  async check(ctx, { image_id }) {
    const image = await imageNow(ctx, image_id);
    const asset = imageAsset(image_id, image);
    const official = allRefusals(checkOwnImage(image_id, image.official));
    if (official !== undefined)
      return { decision: official, prepared: { asset, use: { jobs: [], looked: 0, gap: undefined } } };
    const use = await assetUse(ctx, asset.workspaceId, usesImage(image.uri));
    return { decision: decideRemoval(asset, use, IMAGE_LOST), prepared: { asset, use } };
  },
  async run(ctx, { image_id }, prepared) {
    const removed = await remove(
      ctx,
      prepared,
      () => ctx.call('RemoveImage', { ImageId: image_id }),
      (signal) => imageNow(ctx, image_id, signal),
    );
    return { image_id, ...removed };
  },
  render: ({ image_id, ...removed }) => removedText(image_id, removed),
  next: ({ image_id, outcome }) =>
    outcome === 'pending' ? [`get_image image_id=${image_id} in a minute: not_found says that it is gone.`] : [],
});
