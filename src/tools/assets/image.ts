import * as z from 'zod';
import { IMAGE_ID } from '../../domain/identifiers.ts';
import type { Asset } from '../../policy/assets.ts';
import { type Image, readImage, readImages } from '../kit/decoders/images.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import type { ToolContext } from '../tool.ts';

type Reads = Pick<ToolContext, 'call' | 'signal'>;

export const imageId = z.string().regex(IMAGE_ID).describe('image-...');

/** An image, read anew, with its labels. */
export const imageNow = async ({ call, signal: own }: Reads, id: string, signal = own): Promise<Image> =>
  readImage(await call('GetImage', { ImageId: id, Verbose: true }, { signal }));

/** The images of a workspace that a filter finds, of one page: names and addresses are searched for whole. */
async function listed(
  { call, signal: own }: Reads,
  workspaceId: string,
  filter: { Name?: string; ImageUri?: string },
  signal = own,
): Promise<Image[]> {
  const request = { WorkspaceId: workspaceId, ...filter, PageSize: 100 };
  return readImages(await call('ListImages', request, { signal })).images;
}

/** The id of the image of a workspace that has a name, to the letter. */
export const namedImage = async (ctx: Reads, workspaceId: string, name: string, signal = ctx.signal) =>
  (await listed(ctx, workspaceId, { Name: name }, signal)).find((each) => each.isNamed(name))?.imageId;

/** Ids of the images of a workspace that have an address, to the letter. */
export const imagesAt = async (ctx: Reads, workspaceId: string, uri: string): Promise<string[]> =>
  (await listed(ctx, workspaceId, { ImageUri: uri })).flatMap((each) => (each.isUri(uri) ? [each.imageId] : []));

export const imageAsset = (id: string, image: Image): Asset => ({
  kind: 'image',
  id,
  name: shownOrEmpty(image.name, 80),
  workspaceId: image.workspaceId,
  accessibility: image.accessibility,
});

/** Labels as a parameter. */
export const imageLabels = z.record(z.string(), z.string());

/** Labels as members of a request. */
export const labelPairs = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([Key, Value]) => ({ Key, Value }));
