import { quoted } from '../domain/brief.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { allow, type Confirm, confirm, type Decision, refuse } from './decision.ts';

/** Kinds of what is registered in a workspace, as a person reads them. */
export const ASSETS = {
  codeSource: say(en`code source`, zh`代码源`),
  dataset: say(en`dataset`, zh`数据集`),
  datasetVersion: say(en`dataset version`, zh`数据集版本`),
  jobTemplate: say(en`job template`, zh`任务模板`),
  image: say(en`image`, zh`镜像`),
  experiment: say(en`experiment`, zh`实验`),
  run: say(en`run`, zh`实验运行`),
  model: say(en`model`, zh`模型`),
  modelVersion: say(en`model version`, zh`模型版本`),
} as const satisfies Readonly<Record<string, Said>>;
export type AssetKind = keyof typeof ASSETS;

/** `a dataset`, `an image`, as English has it. */
const oneOf = (kind: AssetKind): string => {
  const noun = ASSETS[kind].en;
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
};

/** What is registered in a workspace, as freshly read, its texts cleaned. */
export interface Asset {
  kind: AssetKind;
  id: string;
  name: string;
  workspaceId: string;
  /** `PUBLIC`, `PRIVATE`, or empty where the cloud does not say. */
  accessibility: string;
}

/** The form of a name: first a letter, a digit or a Chinese character (api-notes: assets). */
const NAME = /^[A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}_-]{0,126}$/u;

/** R50: a name that the API takes. */
export const checkAssetName = (name: string | undefined): Decision[] =>
  name === undefined || NAME.test(name)
    ? []
    : [
        refuse(
          'R50',
          `name ${quoted(name, 80)} is not one that the API takes.`,
          'Use 1 to 127 letters, digits, Chinese characters, "_" and "-"; the first is no sign.',
        ),
      ];

/** R14: labels are pairs of at most 128 bytes each, without the signs that separate them in a search. */
export function checkLabels(labels: Readonly<Record<string, string>> | undefined): Decision[] {
  const wrong = Object.entries(labels ?? {})
    .flat()
    .find((text) => text === '' || /[=,]/.test(text) || new TextEncoder().encode(text).length > 128);
  return wrong === undefined
    ? []
    : [
        refuse(
          'R14',
          `label text ${quoted(wrong, 80)} is empty, longer than 128 bytes, or has "=" or ",".`,
          'Shorten it, and leave those signs out: searches are for Key=Value,Key=Value.',
        ),
      ];
}

/** Which live jobs use an asset, as far as could be looked. */
export interface AssetUse {
  /** Ids of those that do, each with its status. */
  jobs: readonly string[];
  /** Live jobs that were looked at. */
  looked: number;
  /** Why not all were; `undefined` where they were. */
  gap: Said | undefined;
}

const identityOf = ({ kind, id, name, workspaceId }: Asset): Said =>
  say(
    en`${id} ${quoted(name, 80)}, ${ASSETS[kind]} of workspace ${workspaceId}.`,
    zh`${id} ${quoted(name, 80)}，工作空间 ${workspaceId} 的${ASSETS[kind]}。`,
  );

/** R17: what is PUBLIC is seen by all of its workspace, and no operation takes that back (api-notes: assets). */
export const WIDENS = say(
  en`Everybody in its workspace will see it and can use it. This cannot be taken back.`,
  zh`工作空间内的所有人都能看到并使用，且无法撤销。`,
);

/**
 * R17: an asset is made visible to its workspace after a person's yes. One that is PUBLIC already stays as it is.
 *
 * @param warnings what else becomes visible with it
 */
export function decidePublish(asset: Asset, warnings: readonly Said[] = []): Decision {
  const { kind, id, accessibility } = asset;
  if (accessibility === 'PUBLIC') return allow([say(en`${id} is PUBLIC already.`, zh`${id} 已经是 PUBLIC。`)]);
  const noun = ASSETS[kind];
  return confirm({
    rule: 'R17',
    label: say(en`Yes, publish this ${noun}`, zh`是，公开该${noun}`),
    question: {
      consequence: [say(en`Publish ${oneOf(kind)}? ${WIDENS}`, zh`公开${noun}？${WIDENS}`)],
      warnings,
      identity: identityOf(asset),
    },
  });
}

/** R17 for what is PUBLIC from the beginning. @param what it is, as a person reads it */
export const decideNewPublic = (
  kind: AssetKind,
  name: string,
  workspaceId: string,
  details: readonly Said[],
): Confirm => {
  const noun = ASSETS[kind];
  return confirm({
    rule: 'R17',
    label: say(en`Yes, register this ${noun} as PUBLIC`, zh`是，注册为公开的${noun}`),
    question: {
      consequence: [say(en`Register a PUBLIC ${noun}? ${WIDENS}`, zh`注册公开（PUBLIC）的${noun}？${WIDENS}`)],
      identity: say(
        en`${quoted(name, 80)}, in workspace ${workspaceId}.`,
        zh`${quoted(name, 80)}，工作空间 ${workspaceId}。`,
      ),
      details,
    },
  });
};

/**
 * R50: a second thing of one name would be told apart from the first by its id alone.
 *
 * @param twin id of what has the name
 * @param own id of what is to have it; `undefined`: a new one
 */
export const checkTwin = (kind: AssetKind, name: string, twin: string | undefined, own?: string): Decision[] =>
  twin === undefined || twin === own
    ? []
    : [
        refuse(
          'R50',
          `${ASSETS[kind].en} ${twin} of this workspace is named ${quoted(name, 80)} already; nothing was written.`,
          `Use ${twin}, or choose another name.`,
        ),
      ];

const UNUSED = say(
  en`No live job that this identity sees in its workspace uses it.`,
  zh`当前身份可见的该工作空间内，没有未结束的任务在使用它。`,
);

/**
 * R45: what a live job uses is not removed, and nothing is without a person's yes.
 *
 * @param lost what goes with it and what stays, one sentence
 */
export function decideRemoval(asset: Asset, { jobs, gap }: AssetUse, lost: Said): Decision {
  const { kind, id } = asset;
  const noun = ASSETS[kind];
  if (jobs.length > 0)
    return refuse(
      'R45',
      `${id} is used by ${jobs.length === 1 ? 'a live job' : `${jobs.length} live jobs`}: ${jobs.slice(0, 5).join(', ')}${jobs.length > 5 ? ' and more' : ''}. A pod that starts anew would miss it.`,
      'Wait until they are over, or let the user decide to stop them.',
    );
  return confirm({
    rule: 'R45',
    label: say(en`Yes, delete this ${noun}`, zh`是，删除该${noun}`),
    question: {
      consequence: [
        say(en`Delete ${oneOf(kind)}? ${lost} This cannot be undone.`, zh`删除${noun}？${lost}此操作无法撤销。`),
      ],
      warnings: gap === undefined ? [] : [gap],
      identity: identityOf(asset),
      details: gap === undefined ? [UNUSED] : [],
    },
  });
}
