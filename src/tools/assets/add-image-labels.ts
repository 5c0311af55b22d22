import * as z from 'zod';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkImageLabels, checkOwnImage } from '../../policy/registered-images.ts';
import { allApplied, beforeOf, changesShape, changesText, outcomesOf, type Values } from '../kit/assets/changes.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import type { Image } from '../kit/decoders/images.ts';
import { defineTool } from '../tool.ts';
import { imageId, imageLabels, imageNow, labelPairs } from './image.ts';

const valuesOf = (image: Image, labels: Values): Values =>
  Object.fromEntries(Object.keys(labels).map((key) => [key, image.label(key)]));

export const addImageLabels = defineTool({
  name: 'add_image_labels',
  title: 'Label an image',
  description:
    'Gives one labels by which it is found; a label that it has gets the new value. Shows what it was before.',
  inChinese: '添加镜像标签',
  toolset: 'assets',
  effect: 'write',
  target: ({ image_id }) => image_id,
  scope: 'region',
  actions: ['AddImageLabels', 'GetImage'],
  input: z.strictObject({
    image_id: imageId,
    labels: imageLabels.refine((labels) => Object.keys(labels).length > 0, 'is empty').describe('e.g. {"team":"nlp"}'),
  }),
  output: z.object({ image_id: z.string(), ...changesShape }),
  async check(ctx, { image_id, labels }) {
    const image = await imageNow(ctx, image_id);
    const refused = allRefusals([...checkOwnImage(image_id, image.official), ...checkImageLabels(labels)]);
    return { decision: refused ?? allow(), prepared: beforeOf(labels, valuesOf(image, labels)) };
  },
  async run(ctx, { image_id, labels }, before) {
    const { seen } = await changeAndLook(
      ctx,
      image_id,
      () => ctx.call('AddImageLabels', { ImageId: image_id, Labels: labelPairs(labels) }),
      async (signal) => outcomesOf(labels, valuesOf(await imageNow(ctx, image_id, signal), labels)),
      allApplied,
    );
    return { image_id, changes: seen ?? outcomesOf(labels, undefined), before };
  },
  render: ({ image_id, ...ends }, { labels }) => changesText(image_id, labels, ends),
  next: ({ image_id, changes }) => (allApplied(changes) ? [] : [`get_image image_id=${image_id} in a minute.`]),
});
