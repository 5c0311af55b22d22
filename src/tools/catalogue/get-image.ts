import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { labelText, renderRecord, shownOrEmpty, verbatim } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getImage = defineTool({
  name: 'get_image',
  title: 'Get image',
  description: 'One image by its id from list_images: its URI for create_job, labels, size.',
  inChinese: '镜像详情',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  actions: ['GetImage'],
  input: z.strictObject({ image_id: z.string().regex(SEGMENT).describe('image-...') }),
  output: z.looseObject({
    name: z.string(),
    image_uri: z.string(),
    labels: z.string(),
  }),
  foreign: ['description'],
  check: null,
  async run(ctx, { image_id }) {
    // Labels come with Verbose only.
    const image = await ctx.call('GetImage', { ImageId: image_id, Verbose: true });
    return {
      image_id,
      name: shownOrEmpty(image.Name),
      image_uri: verbatim(image.ImageUri),
      description: shownOrEmpty(image.Description),
      labels: labelText(image.Labels),
      workspace_id: verbatim(image.WorkspaceId),
      accessibility: shownOrEmpty(image.Accessibility),
      size_gb: image.Size ?? undefined,
      created: shownOrEmpty(image.GmtCreateTime),
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Image ${name}`, fields),
  next: () => ['create_job with the image_uri exactly as shown.'],
});
