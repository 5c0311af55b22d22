import { brief, quoted } from '../domain/brief.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { checkLabels, WIDENS } from './assets.ts';
import { type Confirm, confirm, type Decision, refuse } from './decision.ts';
import { isImageAddress } from './images.ts';
import { MAX_IMAGE } from './question.ts';

/** An image that is to be registered in a workspace. */
export interface NewImage {
  name: string;
  image_uri: string;
  accessibility: 'PUBLIC' | 'PRIVATE';
}

/** The form of a name (api-notes: assets). */
const NAME = /^[a-z][a-z0-9-]{0,49}$/;
/** What a key has to look like so that it can be taken off again: then it travels in a path. */
const KEY = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;
const SYSTEM = 'system.';
/** The keys of the platform that an image can be given, as the client lists them for AddImageLabels. */
const SYSTEM_LABELS: readonly string[] = [
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

/** R50 and R2: the name of an image, and what a registry takes as its address. */
export const checkNewImage = ({ name, image_uri }: Pick<NewImage, 'name' | 'image_uri'>): Decision[] => [
  ...(NAME.test(name)
    ? []
    : [
        refuse(
          'R50',
          `name ${quoted(name, 80)} is not one that the API takes.`,
          'Use 1 to 50 lower-case letters, digits and "-"; the first is a letter.',
        ),
      ]),
  ...(isImageAddress(image_uri)
    ? []
    : [
        refuse(
          'R2',
          `image_uri ${quoted(image_uri, MAX_IMAGE)} is no address of an image.`,
          'Write REGISTRY/NAMESPACE/REPOSITORY:TAG, without a scheme, a user name or a password.',
        ),
      ]),
];

/**
 * R14 for the labels of an image: those of the platform have names of their own,
 * and none of them makes an image official.
 */
export function checkImageLabels(labels: Readonly<Record<string, string>> | undefined): Decision[] {
  const wrong = Object.keys(labels ?? {}).find(
    (key) => !KEY.test(key) || (key.startsWith(SYSTEM) && !SYSTEM_LABELS.includes(key)),
  );
  return [
    ...checkLabels(labels),
    ...(wrong === undefined
      ? []
      : [
          refuse(
            'R14',
            `label key ${quoted(wrong, 80)} is none that an image can be given.`,
            'Use letters, digits, "_", "-" and dots within; of the keys that begin with "system." only those that the API lists.',
            SYSTEM_LABELS,
          ),
        ]),
  ];
}

/** R57: what belongs to PAI is not changed from here. */
export const checkOwnImage = (id: string, official: boolean): Decision[] =>
  official
    ? [
        refuse(
          'R57',
          `${id} is an official image of PAI, which belongs to no workspace.`,
          'Only images that were registered in a workspace are changed.',
        ),
      ]
    : [];

/**
 * R57: whether jobs may run an image is decided by what is registered (R2), so a person decides what is.
 *
 * @param labels as they are sent, `Key=Value`
 * @param known ids of images of this very address
 */
export function decideNewImage(
  { name, image_uri, accessibility }: NewImage,
  workspaceId: string,
  labels: string,
  known: readonly string[],
): Confirm {
  const isPublic = accessibility === 'PUBLIC';
  const by: Said = isPublic
    ? WIDENS
    : say(en`Only who registers it sees it (PRIVATE).`, zh`仅注册者本人可见（PRIVATE）。`);
  return confirm({
    rule: 'R57',
    label: say(en`Yes, register this image`, zh`是，注册该镜像`),
    question: {
      consequence: [
        say(
          en`Register an image, so that jobs can run it? Nobody checks what it holds, and whoever can push to its registry decides that. ${by}`,
          zh`注册镜像，使任务可以运行它？其内容不会被检查，由能向其镜像仓库推送的人决定。${by}`,
        ),
      ],
      warnings: image_uri.includes('@sha256:')
        ? []
        : [
            say(
              en`Its address names a tag, which can be moved to other contents later; a digest (@sha256:...) cannot.`,
              zh`地址使用标签（tag），之后可能指向其他内容；摘要（@sha256:...）则不会。`,
            ),
          ],
      identity: say(
        en`${brief(image_uri, MAX_IMAGE)}, as ${quoted(name, 50)} in workspace ${workspaceId}.`,
        zh`${brief(image_uri, MAX_IMAGE)}，在工作空间 ${workspaceId} 中命名为 ${quoted(name, 50)}。`,
      ),
      details: [
        say(en`Labels: ${brief(labels, 200)}.`, zh`标签：${brief(labels, 200)}。`),
        ...(known.length === 0
          ? []
          : [
              say(
                en`Its address is registered already: ${brief(known.join(', '), 120)}.`,
                zh`该地址已注册：${brief(known.join('、'), 120)}。`,
              ),
            ]),
      ],
    },
  });
}

/** What goes with an image, and what stays. */
export const IMAGE_LOST = say(
  en`No new job can name it; its registry keeps it, and jobs that run stay as they are.`,
  zh`新任务将无法引用它；镜像仓库中的内容和正在运行的任务不受影响。`,
);
