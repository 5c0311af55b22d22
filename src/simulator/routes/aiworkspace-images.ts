import { type Route, SimError, type SimUser, strings } from '../route.ts';
import { csv, exact, fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { Image, Label, World } from '../world/world.ts';
import { imageWrites } from './aiworkspace-image-writes.ts';
import {
  type AssetContext,
  aiworkspaceGet,
  found,
  memberWorkspace,
  PAGING,
  UPPER_ORDER,
  visible,
} from './aiworkspace-shared.ts';

/** The workspace id the vendor's own Python SDK sends for the official images. */
const NO_WORKSPACE = '0';

/** Official images without a real workspace; the custom ones of a workspace with it. */
function inScope(world: World, workspaceId: string | undefined, caller: SimUser): Image[] {
  if (workspaceId === undefined || workspaceId === NO_WORKSPACE) {
    return world.images.filter((image) => image.WorkspaceId === '');
  }
  const workspace = memberWorkspace(world, workspaceId, caller);
  return world.images.filter((image) => image.WorkspaceId === workspace.WorkspaceId && visible(image, caller));
}

/** `Key=Value,Key=Value`, all of which must hold. A part without `=` is a 400; blanks are part of the text. */
function labelFilter(params: Params, name: string): (image: Image) => boolean {
  const parts = (text(params, name) ?? '').split(',').filter((part) => part !== '');
  const wanted = parts.map((part): Label => {
    const at = part.indexOf('=');
    if (at < 1) throw new SimError(400, 'InvalidParameter', `${name} must be Key=Value pairs joined by commas.`);
    return { Key: part.slice(0, at), Value: part.slice(at + 1) };
  });
  return (image) =>
    wanted.every(({ Key, Value }) => image.Labels.some((label) => label.Key === Key && label.Value === Value));
}

/** Labels come with `Verbose=true` only. */
function wire(image: Image, params: Params): Partial<Image> {
  if (params.Verbose === true) return image;
  const { Labels: _, ...rest } = image;
  return rest;
}

function distinctLabels(images: readonly Image[], keys: readonly string[] | undefined): Label[] {
  const byText = new Map<string, Label>();
  for (const label of images.flatMap((image) => image.Labels)) {
    if (keys === undefined || keys.includes(label.Key)) byText.set(`${label.Key}=${label.Value}`, label);
  }
  return [...byText.keys()].sort().flatMap((key) => byText.get(key) ?? []);
}

export function imageRoutes(context: AssetContext): Route[] {
  const { world } = context;
  const byId = (id: string | undefined, caller: SimUser): Image => {
    const image = found(
      world.images.find((candidate) => candidate.ImageId === id),
      'Image',
      id,
    );
    if (image.WorkspaceId !== '') memberWorkspace(world, image.WorkspaceId, caller);
    return image;
  };
  const listQuery = {
    ...PAGING,
    ...strings('Labels', 'Query', 'Name', 'WorkspaceId', 'ImageUri'),
    Accessibility: { type: 'string', values: ['PUBLIC', 'PRIVATE'] },
    Verbose: { type: 'boolean' },
    SortBy: { type: 'string', values: ['GmtCreateTime'] },
    Order: UPPER_ORDER,
  } as const;
  return [
    aiworkspaceGet('ListImages', '/images', listQuery, ({ params, caller }) => {
      const matches = labelFilter(params, 'Labels');
      const all = inScope(world, text(params, 'WorkspaceId'), caller).filter(
        (image) =>
          matches(image) &&
          fuzzy(text(params, 'Query'), image.Name, image.Description) &&
          exact(text(params, 'Name'), image.Name) &&
          exact(text(params, 'ImageUri'), image.ImageUri) &&
          (image.WorkspaceId === '' || exact(text(params, 'Accessibility'), image.Accessibility)),
      );
      const shown = page(sorted(all, 'GmtCreateTime', text(params, 'Order') ?? 'ASC'), params, 20);
      return { Images: shown.map((image) => wire(image, params)), TotalCount: all.length };
    }),
    aiworkspaceGet('GetImage', '/images/{ImageId}', { Verbose: { type: 'boolean' } }, ({ path, params, caller }) => {
      // The answer's schema has no ImageId.
      const { ImageId: _, ...rest } = wire(byId(path.ImageId, caller), params);
      return rest;
    }),
    aiworkspaceGet(
      'ListImageLabels',
      '/image/labels',
      strings('ImageId', 'WorkspaceId', 'Region', 'LabelKeys', 'LabelFilter'),
      ({ params, caller }) => {
        const id = text(params, 'ImageId');
        const images = id ? [byId(id, caller)] : inScope(world, text(params, 'WorkspaceId'), caller);
        const labels = distinctLabels(images.filter(labelFilter(params, 'LabelFilter')), csv(params, 'LabelKeys'));
        return { Labels: labels, TotalCount: labels.length };
      },
    ),
    ...imageWrites(context),
  ];
}
