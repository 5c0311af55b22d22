import * as z from 'zod';
import { ifOffered } from '../../../advice/offered.ts';
import { imageSearch, wireLabels } from '../../../policy/image-labels.ts';
import { readImages } from '../../kit/decoders/images.ts';
import { listHead, listSteps, paging, renderList, scopeText } from '../../kit/listing.ts';
import { defineTool } from '../../tool.ts';
import { explainLabels } from './labels.ts';

const row = z.object({
  image_id: z.string().optional(),
  name: z.string().optional(),
  image_uri: z.string(),
  size_gb: z.number().optional(),
  labels: z.string().optional(),
});

export const listImages = defineTool({
  name: 'list_images',
  title: 'List images',
  description: `Docker image URIs of PyTorch etc.${ifOffered(' for create_job', ' for jobs')}, verbatim, newest first. ${ifOffered('labels from list_image_labels; official', 'official')}=false needs workspace_id.`,
  inChinese: '镜像列表',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  actions: ['ListImages', 'ListImageLabels'],
  input: z.strictObject({
    labels: z.string().optional().describe('Key=Value,Key=Value'),
    query: z.string().optional().describe('Part of name or description'),
    name: z.string().optional(),
    official: z.boolean().default(true),
    image_uri: z.string().optional(),
    verbose: z.boolean().default(false),
    ...paging,
  }),
  output: z.object({ ...listHead, images: z.array(row), note: z.string().optional() }),
  check: async (ctx, { labels, official }) => ({
    decision: imageSearch({ labels, official, workspaceId: ctx.workspaceId }),
    prepared: undefined,
  }),
  async run(ctx, input) {
    const { labels, query, name, official, image_uri, verbose, page_number, page_size } = input;
    const workspaceId = official ? undefined : ctx.workspaceId;
    const filter = wireLabels({ labels, official });
    const answer = await ctx.call('ListImages', {
      PageNumber: page_number,
      PageSize: page_size,
      // The cloud's own order is oldest first.
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      ...(workspaceId ? { WorkspaceId: workspaceId } : {}),
      ...(filter ? { Labels: filter } : {}),
      ...(query ? { Query: query } : {}),
      ...(name ? { Name: name } : {}),
      ...(image_uri ? { ImageUri: image_uri } : {}),
      ...(verbose ? { Verbose: true } : {}),
    });
    const { images: found, total } = readImages(answer);
    const images = found.map(({ imageId, name: known, uri, sizeGb, labels: carried }) => ({
      image_id: imageId,
      // Most URIs end with the name.
      ...(uri.includes(known) ? {} : { name: known }),
      image_uri: uri,
      size_gb: sizeGb,
      ...(verbose ? { labels: carried } : {}),
    }));
    const base = official ? `official images, ${ctx.region}` : `custom images of workspace ${workspaceId}`;
    const note = total === 0 && labels ? await explainLabels(ctx, labels, workspaceId) : '';
    return {
      total,
      scope: scopeText(base, { labels, query, name, image_uri }),
      images,
      ...(note ? { note } : {}),
    };
  },
  render: ({ images, note, ...head }, { page_number, page_size, verbose, labels }) => {
    const withName = images.some(({ name }) => name !== undefined);
    const asked = new Set([...labelList(labels), 'system.official=true']);
    const list = renderList({
      ...head,
      noun: 'images',
      page: page_number,
      pageSize: page_size,
      headers: [...(withName ? ['name'] : []), 'image_uri', 'image_id', 'gb', ...(verbose ? ['labels'] : [])],
      rows: images.map((image) => [
        ...(withName ? [image.name] : []),
        image.image_uri,
        image.image_id,
        image.size_gb,
        ...(verbose
          ? [
              labelList(image.labels)
                .filter((label) => !asked.has(label))
                .join(','),
            ]
          : []),
      ]),
    });
    return note === undefined ? list : `${list}\nNote: ${note}`;
  },
  next: ({ images, total }, { page_number, page_size, official }) => [
    ...(total === 0 ? ['list_image_labels shows the labels to filter by, such as framework, version and chip.'] : []),
    ...listSteps(
      { total, rows: images, page: page_number, pageSize: page_size },
      {
        found: 'create_job with an image_uri exactly as shown.',
        none: `drop a filter (name is exact, query is not), or set official=${!official} for ${official ? 'custom images of a workspace' : 'official images'}.`,
      },
    ),
  ],
});

const labelList = (labels: string | undefined): string[] => (labels ? labels.split(',') : []);
