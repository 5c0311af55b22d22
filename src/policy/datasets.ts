import { en, say, zh } from '../domain/said.ts';
import { type Asset, type AssetUse, checkAssetName, checkLabels, decideRemoval } from './assets.ts';
import { type Decision, refuse } from './decision.ts';
import { checkMountPath, checkUri } from './mounts.ts';

/** What a request says of a dataset, or of a version of one. */
export interface DatasetDraft {
  name?: string | undefined;
  uri?: string | undefined;
  mount_path?: string | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
}

/** R40, R50 and R14: where data comes from, where it is mounted, and what it is called. */
export const checkDatasetDraft = ({ name, uri, mount_path, labels }: DatasetDraft, region: string): Decision[] => [
  ...checkAssetName(name),
  ...(uri === undefined ? [] : [checkUri('uri', uri, region)]),
  ...(mount_path === undefined ? [] : [checkMountPath('mount_path', mount_path)]),
  ...checkLabels(labels),
];

/** The storage that an address names: CPFS is reached as `nas://cpfs-...` too (api-notes: assets). */
export const storageOf = (uri: string): 'OSS' | 'NAS' | 'CPFS' => {
  if (/^oss:/i.test(uri)) return 'OSS';
  return /^(?:cpfs:|nas:\/\/cpfs-)/i.test(uri) ? 'CPFS' : 'NAS';
};

/** R54: the cloud takes no version on another storage than the dataset's. */
export const checkVersionStorage = (id: string, own: string, storage: string): Decision[] =>
  own === '' || own === storage
    ? []
    : [
        refuse(
          'R54',
          `The data of ${id} is on ${own}, and uri is on ${storage}.`,
          `Give a uri on ${own}, or register another dataset.`,
        ),
      ];

/** What goes with a dataset, and what stays. */
export const DATASET_LOST = say(
  en`Its versions, labels and mount settings go; the data in storage stays.`,
  zh`其版本、标签和挂载设置会一并删除；存储中的数据保留。`,
);

const VERSION_LOST = say(en`The data in storage stays.`, zh`存储中的数据保留。`);

const MAY_USE = (count: number) =>
  say(
    en`Live jobs that use the dataset: ${count}. Which version they use, the cloud does not tell.`,
    zh`正在使用该数据集的未结束任务数：${count}。云端不提供它们使用的版本。`,
  );

/**
 * R54 and R45 for one version. Which version a job uses is told by no read, so that a
 * person decides where jobs use the dataset.
 */
export function decideVersionRemoval(dataset: Asset, version: string, use: AssetUse): Decision {
  if (version === 'v1')
    return refuse(
      'R54',
      `Version v1 of ${dataset.id} cannot be deleted alone.`,
      'Leave it, or let the user decide to delete the dataset as a whole.',
    );
  const gap = use.jobs.length > 0 ? MAY_USE(use.jobs.length) : use.gap;
  return decideRemoval(
    { ...dataset, kind: 'datasetVersion', id: `${dataset.id} ${version}` },
    { ...use, jobs: [], gap },
    VERSION_LOST,
  );
}
