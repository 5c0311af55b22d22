import * as z from 'zod';
import { decidePublish } from '../../policy/assets.ts';
import { allRefusals } from '../../policy/decision.ts';
import { checkOwnImage } from '../../policy/registered-images.ts';
import { publish, publishedShape, publishedText } from '../kit/assets/publish.ts';
import { defineTool } from '../tool.ts';
import { imageAsset, imageId, imageNow } from './image.ts';

export const publishImage = defineTool({
  name: 'publish_image',
  title: 'Publish an image',
  description: 'Makes one PUBLIC in its workspace, for good. A person is asked first.',
  inChinese: '公开镜像',
  toolset: 'assets',
  effect: 'grants_access',
  target: ({ image_id }) => image_id,
  scope: 'region',
  actions: ['PublishImage', 'GetImage'],
  input: z.strictObject({ image_id: imageId }),
  output: z.object({ image_id: z.string(), ...publishedShape }),
  async check(ctx, { image_id }) {
    const image = await imageNow(ctx, image_id);
    const asset = imageAsset(image_id, image);
    return { decision: allRefusals(checkOwnImage(image_id, image.official)) ?? decidePublish(asset), prepared: asset };
  },
  async run(ctx, { image_id }, asset) {
    const published = await publish(
      ctx,
      asset,
      () => ctx.call('PublishImage', { ImageId: image_id }),
      async (signal) => (await imageNow(ctx, image_id, signal)).accessibility,
    );
    return { image_id, ...published };
  },
  render: ({ image_id, ...published }) => publishedText(image_id, published),
  next: ({ image_id, outcome }) => (outcome === 'pending' ? [`get_image image_id=${image_id} in a minute.`] : []),
});
