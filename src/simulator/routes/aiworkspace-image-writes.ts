import { type Param, type Route, SimError, type SimRequest, strings } from '../route.ts';
import { type Params, text } from '../world/query.ts';
import type { Image, Label } from '../world/world.ts';
import {
  type AssetContext,
  aiworkspaceWrite,
  ensureOwn,
  found,
  freshToken,
  memberWorkspace,
  momentOf,
} from './aiworkspace-shared.ts';

const REQUIRED: Param = { type: 'string', required: true };
const ADD_BODY = {
  ...strings('Description', 'ImageId', 'SourceId', 'SourceType', 'UserId', 'WorkspaceId'),
  Accessibility: { type: 'string', values: ['PUBLIC', 'PRIVATE'] },
  ImageUri: REQUIRED,
  Labels: { type: 'array' },
  Name: REQUIRED,
  Size: { type: 'number' },
} as const;
const LABELS_BODY = { Labels: { type: 'array', required: true } } as const;

/** The keys of the platform that an image can be given; another one that begins like them is refused. */
const SYSTEM_KEYS: readonly string[] = [
  'system.chipType',
  'system.dsw.cudaVersion',
  'system.dsw.fromImageId',
  'system.dsw.fromInstanceId',
  'system.dsw.id',
  'system.dsw.os',
  'system.dsw.osVersion',
  'system.dsw.resourceType',
  'system.dsw.rootImageId',
  'system.dsw.stage',
  'system.dsw.tag',
  'system.dsw.type',
  'system.framework',
  'system.origin',
  'system.pythonVersion',
  'system.source',
  'system.supported.dlc',
  'system.supported.dsw',
];

const bad = (message: string): SimError => new SimError(400, 'InvalidParameter', message);

function labelsOf(params: Params): Label[] {
  const labels = (Array.isArray(params.Labels) ? params.Labels : []).map(
    ({ Key, Value }): Label => ({ Key: String(Key ?? ''), Value: String(Value ?? '') }),
  );
  const wrong = labels.find(({ Key }) => Key === '' || (Key.startsWith('system.') && !SYSTEM_KEYS.includes(Key)));
  if (wrong !== undefined) throw bad(`Label key ${wrong.Key} is not allowed.`);
  return labels;
}

/** Labels of an image with others added: a key that it has gets the new value. */
const merged = (own: readonly Label[], added: readonly Label[]): Label[] => [
  ...own.filter(({ Key }) => !added.some((label) => label.Key === Key)),
  ...added,
];

function newImage(context: AssetContext, { params, caller }: SimRequest): Image {
  const { world } = context;
  const name = text(params, 'Name') ?? '';
  if (!/^[a-z][a-z0-9-]{0,49}$/.test(name))
    throw bad('Name must be 1 to 50 lower-case letters, digits or -, the first a letter.');
  const { WorkspaceId } = memberWorkspace(world, text(params, 'WorkspaceId') ?? world.defaultWorkspaceId, caller);
  if (world.images.some((image) => image.WorkspaceId === WorkspaceId && image.Name === name))
    throw bad(`Image ${name} exists in workspace ${WorkspaceId}.`);
  const id = text(params, 'ImageId') ?? `image-${freshToken(context, 18)}`;
  if (!/^image-[0-9a-z]{18}$/.test(id)) throw bad('ImageId must be image- and 18 letters or digits.');
  if (world.images.some(({ ImageId }) => ImageId === id)) throw bad(`Image ${id} exists.`);
  const now = momentOf(context);
  return {
    ImageId: id,
    Name: name,
    Description: text(params, 'Description') ?? '',
    ImageUri: text(params, 'ImageUri') ?? '',
    Labels: merged([], labelsOf(params)),
    Accessibility: params.Accessibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    UserId: caller.userId,
    ParentUserId: world.users[0]?.userId ?? caller.userId,
    WorkspaceId,
    Size: typeof params.Size === 'number' ? params.Size : 0,
    SourceType: text(params, 'SourceType') ?? '',
    SourceId: text(params, 'SourceId') ?? '',
    GmtCreateTime: now,
    GmtModifiedTime: now,
  };
}

const ONE = '/images/{ImageId}';

/** `AddImage`, `PublishImage`, `RemoveImage`, `AddImageLabels`, `RemoveImageLabels`. */
export function imageWrites(context: AssetContext): Route[] {
  const { world } = context;
  /**
   * A change of the named image. `plan` refuses what cannot be, and returns the change. Official images are nobody's.
   */
  const change = (
    route: { action: string; method: Route['method']; path: string; body?: Route['body'] },
    plan: (image: Image, request: SimRequest) => () => void,
    answers = false,
  ): Route =>
    aiworkspaceWrite(context, route, (request) => {
      const { ImageId: id } = request.path;
      const image = found(
        world.images.find(({ ImageId }) => ImageId === id),
        'Image',
        id,
      );
      if (image.WorkspaceId === '') throw new SimError(403, 'OperationForbidden', 'Official images cannot be changed.');
      ensureOwn(world, image, request.caller);
      const commit = plan(image, request);
      return {
        answer: answers ? { ImageId: image.ImageId } : {},
        commit: () => {
          commit();
          image.GmtModifiedTime = momentOf(context);
        },
      };
    });
  return [
    aiworkspaceWrite(context, { action: 'AddImage', method: 'POST', path: '/images', body: ADD_BODY }, (request) => {
      const image = newImage(context, request);
      return { answer: { ImageId: image.ImageId }, commit: () => void world.images.push(image) };
    }),
    change(
      { action: 'PublishImage', method: 'PUT', path: `${ONE}/publish` },
      (image) => () => {
        image.Accessibility = 'PUBLIC';
      },
      true,
    ),
    change(
      { action: 'RemoveImage', method: 'DELETE', path: ONE },
      (image) => () => void world.images.splice(world.images.indexOf(image), 1),
    ),
    change({ action: 'AddImageLabels', method: 'POST', path: `${ONE}/labels`, body: LABELS_BODY }, (image, request) => {
      const labels = merged(image.Labels, labelsOf(request.params));
      return () => {
        image.Labels = labels;
      };
    }),
    change({ action: 'RemoveImageLabels', method: 'DELETE', path: `${ONE}/labels/{LabelKey}` }, (image, { path }) => {
      const label = found(
        image.Labels.find(({ Key }) => Key === path.LabelKey),
        'Label',
        path.LabelKey,
      );
      return () => void image.Labels.splice(image.Labels.indexOf(label), 1);
    }),
  ];
}
