import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import { readImage } from '../kit/decoders/images.ts';
import { shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getImage = defineTool({
  name: 'get_image',
  title: 'Get image',
  description: `One image by its id${ifOffered(' from list_images')}: its URI${ifOffered(' for create_job')}, labels, size.`,
  inChinese: '镜像详情',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  actions: ['GetImage'],
  input: z.strictObject({ image_id: z.string().regex(SEGMENT).describe('image-...') }),
  output: shapeless(
    {
      image_id: z.string(),
      name: z.string(),
      image_uri: z.string(),
      description: z.string(),
      labels: z.string(),
      workspace_id: z.string(),
      accessibility: z.string(),
      size_gb: z.number().optional(),
      created: z.string(),
    },
    ['name', 'image_uri', 'labels'],
  ),
  foreign: ['description'],
  check: null,
  async run(ctx, { image_id }) {
    // Labels come with Verbose only.
    const image = readImage(await ctx.call('GetImage', { ImageId: image_id, Verbose: true }));
    return {
      image_id,
      name: image.name,
      image_uri: image.uri,
      description: image.description,
      labels: image.labels,
      workspace_id: image.workspaceId,
      accessibility: image.accessibility,
      size_gb: image.sizeGb,
      created: image.created,
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Image ${name}`, fields),
  next: () => ['create_job with the image_uri exactly as shown.'],
});
