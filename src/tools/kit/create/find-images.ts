import type { Input, Output } from '../../../api/operations.ts';
import { IMAGE_ID } from '../../../domain/identifiers.ts';
import { nearestImages, repositoryOf, saysCpu } from '../../../domain/image-name.ts';
import { type ImageFinding, imageAllowed } from '../../../policy/images.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { type Image, readImage, readImages } from '../decoders/images.ts';

/** Where the official images of every region are (api-notes: images). */
const OFFICIAL_REGISTRY = /^dsw-registry[^/]*\.cr\.aliyuncs\.com\//;
const USABLE_OFFICIAL = 'system.official=true,system.supported.dlc=true';
const GPU_LABEL = 'system.chipType=GPU';
const MOST_NEAREST = 5;
/** Suggestions come from one page: more reads would not be worth it. */
const PAGE_SIZE = 100;

/**
 * Official images are listed without a workspace, custom ones with theirs. The likelier list comes first and saves a
 * call.
 */
const scopes = (image: string, workspaceId: string | undefined): Input<'ListImages'>[] => {
  const custom = { WorkspaceId: workspaceId };
  return OFFICIAL_REGISTRY.test(image) ? [{}, custom] : [custom, {}];
};

/**
 * The first image in either list that is `meant` and that jobs of the workspace may run. The cloud's filter only
 * narrows the list: it may match parts of names, and what a row itself does not tell is not taken from it. `Verbose`
 * brings the label of official images (api-notes: images).
 */
async function firstListed(
  ctx: ToolContext,
  image: string,
  filter: Input<'ListImages'>,
  meant: (candidate: Image) => boolean,
): Promise<Image | undefined> {
  const { workspaceId } = ctx;
  const match = (answer: Output<'ListImages'>): Image | undefined =>
    readImages(answer).images.find((candidate) => meant(candidate) && candidate.isOf(workspaceId));
  for (const scope of scopes(image, workspaceId)) {
    const input = { ...scope, ...filter, Verbose: true, PageSize: PAGE_SIZE };
    const found = match(await ctx.cached('ListImages', input, (answer) => match(answer) !== undefined));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Whether the tasks of an image have GPUs. It is asked only where an image is not found, as machine types are read
 * meanwhile.
 */
export type HasGpus = () => Promise<boolean>;

/**
 * Real URIs near one that does not exist, official and custom: of the same name, or else the newest official ones. For
 * GPUs they are official images with GPU software, unless the one that was named says that it has none.
 */
async function nearestUris(ctx: ToolContext, image: string, hasGpus: HasGpus): Promise<ImageFinding> {
  // A name in words, `pytorch 2.3 gpu`, is meant as repository and tag.
  const named = image.trim().replace(/\s+/, ':').replace(/\s+/g, '-');
  const gpu = !saysCpu(named) && (await hasGpus());
  const list = async (filter: Input<'ListImages'>): Promise<Image[]> => {
    const newest = { SortBy: 'GmtCreateTime', Order: 'DESC', PageSize: PAGE_SIZE } as const;
    const listed = await attempt(() => ctx.call('ListImages', { ...filter, ...newest }));
    return 'answer' in listed ? readImages(listed.answer).images : [];
  };
  const official = { Labels: gpu ? `${USABLE_OFFICIAL},${GPU_LABEL}` : USABLE_OFFICIAL };
  const query = repositoryOf(named);
  const [alike, custom] = await Promise.all([
    list({ ...official, ...(query === '' ? {} : { Query: query }) }),
    list({ WorkspaceId: ctx.workspaceId }),
  ]);
  const others = alike.length > 0 ? [] : await list(official);
  // A text of an image is cleaned and masked whenever it is asked for, and a comparison asks for each many times.
  const read = (images: readonly Image[]) => images.map(({ uri, created }) => ({ uri, created }));
  const offered = [...read([...alike, ...others]), ...read(custom).filter(({ uri }) => !gpu || !saysCpu(uri))];
  return { image, found: 'nothing', nearest: nearestImages(named, offered, MOST_NEAREST), gpu };
}

/**
 * The URI of an image by its id; `undefined` where there is none, or where it belongs to another workspace and is no
 * use here.
 */
async function uriOfId(ctx: ToolContext, id: string): Promise<string | undefined> {
  const read = await attempt(() => ctx.cached('GetImage', { ImageId: id }, () => true));
  if ('cause' in read) return undefined;
  const { workspaceId: home, uri } = readImage(read.answer);
  return home === '' || home === '0' || home === ctx.workspaceId ? uri : undefined;
}

/** A text without a registry is no URI. It may be the id or the name of an image, whose URI the caller is then told. */
async function findAlias(ctx: ToolContext, image: string, hasGpus: HasGpus): Promise<ImageFinding> {
  if (IMAGE_ID.test(image)) {
    const uri = await uriOfId(ctx, image);
    return uri === undefined
      ? { image, found: 'nothing', nearest: [], gpu: false }
      : { image, found: 'alias', alias: 'id', uri };
  }
  const named = await firstListed(ctx, image, { Name: image }, (listed) => listed.isNamed(image));
  if (named !== undefined) return { image, found: 'alias', alias: 'name', uri: named.uri };
  return nearestUris(ctx, image, hasGpus);
}

async function findUri(ctx: ToolContext, image: string, hasGpus: HasGpus): Promise<ImageFinding> {
  const listed = await firstListed(ctx, image, { ImageUri: image }, (candidate) => candidate.isUri(image));
  if (listed !== undefined) return { image, found: 'catalogue' };
  return nearestUris(ctx, image, hasGpus);
}

/**
 * R2: looks an image up by its URI, with one filtered call where the likelier list has it. A read that fails is a
 * finding too: an image that cannot be verified is not accepted.
 */
export async function findImage(ctx: ToolContext, image: string, hasGpus: HasGpus): Promise<ImageFinding> {
  if (imageAllowed(image, ctx.operator.allowImage)) return { image, found: 'allowed' };
  const looked = await attempt(() => (image.includes('/') ? findUri : findAlias)(ctx, image, hasGpus));
  return 'answer' in looked ? looked.answer : { image, found: 'unread', cause: looked.cause };
}
