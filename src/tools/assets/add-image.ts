import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { checkTwin } from '../../policy/assets.ts';
import { allRefusals } from '../../policy/decision.ts';
import { checkImageLabels, checkNewImage, decideNewImage } from '../../policy/registered-images.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeImage } from '../kit/decoders/images.ts';
import { labelText } from '../kit/decoders/labels.ts';
import { defineTool } from '../tool.ts';
import { imageLabels, imageNow, imagesAt, labelPairs, namedImage } from './image.ts';

const text = z.string();

/** The label without which the console offers an image to no job (api-notes: assets). */
const FOR_JOBS = { 'system.supported.dlc': 'true' };

export const addImage = defineTool({
  name: 'add_image',
  title: 'Register an image',
  description:
    'Registers one of a registry in a workspace, so that jobs can run it. Neither pulls nor checks it. A person is asked first.',
  inChinese: '注册自定义镜像',
  toolset: 'assets',
  effect: 'grants_access',
  target: ({ name }) => name,
  scope: 'workspace',
  actions: ['AddImage', 'ListImages', 'GetImage'],
  input: z.strictObject({
    name: z.string().min(1).max(128).describe('Lower-case letters, digits, -'),
    image_uri: z.string().min(1).max(512).describe('REGISTRY/NAMESPACE/REPOSITORY:TAG'),
    labels: imageLabels.optional().describe('e.g. {"system.chipType":"GPU"}'),
    description: z.string().max(1024).optional(),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({
    image_id: text,
    name: text,
    image_uri: text,
    labels: text,
    accessibility: text,
    notes: z.array(text),
  }),
  async check(ctx, asked) {
    const { name, image_uri, labels = {} } = asked;
    const workspaceId = ctx.workspaceId ?? '';
    const sent = labelPairs({ ...FOR_JOBS, ...labels });
    const forms = [...checkNewImage(asked), ...checkImageLabels(labels)];
    // The cloud is asked about a name and an address that it takes, and no others.
    const refused =
      allRefusals(forms) ?? allRefusals(checkTwin('image', name, await namedImage(ctx, workspaceId, name)));
    return {
      decision:
        refused ?? decideNewImage(asked, workspaceId, labelText(sent), await imagesAt(ctx, workspaceId, image_uri)),
      prepared: sent,
    };
  },
  async run(ctx, { name, image_uri, description, accessibility }, sent) {
    const workspaceId = ctx.workspaceId ?? '';
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeImage(
          await ctx.call('AddImage', {
            Name: name,
            ImageUri: image_uri,
            Labels: sent,
            Accessibility: accessibility,
            WorkspaceId: workspaceId,
            ...(description === undefined ? {} : { Description: description }),
          }),
        ),
      (signal) => namedImage(ctx, workspaceId, name, signal),
      (made, signal) => imageNow(ctx, made, signal),
      (made) => made.uri === image_uri,
    );
    return {
      image_id: id,
      name: seen?.name ?? name,
      image_uri: seen?.uri ?? image_uri,
      labels: seen?.labels ?? labelText(sent),
      accessibility: seen?.accessibility ?? accessibility,
      notes: [
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ image_id, name, image_uri, labels, accessibility, notes }) =>
    [
      `Image ${image_id} ${quoted(name, 50)} registered, ${accessibility}: ${image_uri}`,
      `Labels: ${labels}`,
      ...notes,
    ].join('\n'),
  next: ({ image_uri }) => [`create_job with image=${image_uri}; whether it can be pulled shows when the job starts.`],
});
