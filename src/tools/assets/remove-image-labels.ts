import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkOwnImage } from '../../policy/registered-images.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import { defineTool } from '../tool.ts';
import { imageId, imageNow } from './image.ts';

const text = z.string();

export const removeImageLabels = defineTool({
  name: 'remove_image_labels',
  title: 'Take a label off an image',
  description: 'Takes one label off, by its key. Shows what its value was.',
  inChinese: '删除镜像标签',
  toolset: 'assets',
  effect: 'write',
  target: ({ image_id }) => image_id,
  scope: 'region',
  actions: ['RemoveImageLabels', 'GetImage'],
  input: z.strictObject({
    image_id: imageId,
    label_key: z
      .string()
      .regex(
        formed(/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, 'the key of a label, of letters, digits, _, - and . between'),
      )
      .max(128),
  }),
  output: z.object({
    image_id: text,
    label_key: text,
    /** `already`: it had no such label, and nothing was sent. */
    outcome: z.enum(['removed', 'already', 'pending']),
    before: text.optional(),
    labels: text,
  }),
  async check(ctx, { image_id, label_key }) {
    const image = await imageNow(ctx, image_id);
    const refused = allRefusals(checkOwnImage(image_id, image.official));
    return { decision: refused ?? allow(), prepared: { before: image.label(label_key), labels: image.labels } };
  },
  async run(ctx, { image_id, label_key }, { before, labels }) {
    if (before === undefined) return { image_id, label_key, outcome: 'already' as const, labels };
    const { seen, settled } = await changeAndLook(
      ctx,
      image_id,
      () => ctx.call('RemoveImageLabels', { ImageId: image_id, LabelKey: label_key }),
      (signal) => imageNow(ctx, image_id, signal),
      (image) => image.label(label_key) === undefined,
    );
    const outcome = settled ? ('removed' as const) : ('pending' as const);
    return { image_id, label_key, outcome, before, labels: seen?.labels ?? labels };
  },
  render: ({ image_id, label_key, outcome, before, labels }) =>
    outcome === 'already'
      ? `${image_id} has no label ${label_key}; nothing was changed. Labels: ${labels}`
      : `${image_id}: label ${label_key}=${before} ${outcome === 'removed' ? 'is gone' : 'was accepted for removal, but is still seen'}. Labels: ${labels}`,
  next: ({ image_id, outcome }) => (outcome === 'pending' ? [`get_image image_id=${image_id} in a minute.`] : []),
});
