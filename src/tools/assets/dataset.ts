import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import type { Asset } from '../../policy/assets.ts';
import { storageOf } from '../../policy/datasets.ts';
import { type DatasetVersion, readDatasetVersion } from '../kit/decoders/dataset-versions.ts';
import { type Dataset, optionsWith, readDataset, readDatasets } from '../kit/decoders/datasets.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import type { ToolContext } from '../tool.ts';

type Reads = Pick<ToolContext, 'call' | 'signal'>;

export const datasetId = z.string().regex(SEGMENT).describe('d-...');
export const versionName = z
  .string()
  .regex(formed(/^v\d{1,9}$/, 'v and a number'))
  .describe('e.g. v2');

/** The storages that a job can mount and a URI names alone; others need details of the file system. */
export const STORAGES = ['OSS', 'NAS', 'EXTREMENAS', 'CPFS'] as const;
const PROPERTIES = ['DIRECTORY', 'FILE'] as const;

/** Where data is, as parameters. */
export const place = {
  uri: z.string().max(1024).describe('oss://BUCKET.ENDPOINT/PATH/, nas://... or cpfs://...'),
  property: z.enum(PROPERTIES).default('DIRECTORY'),
  mount_path: z.string().max(500).default('/mnt/data/').describe('Where jobs find it'),
};

/** The place as members of a request. */
export const placeRequest = (
  asked: { uri: string; property: (typeof PROPERTIES)[number]; mount_path: string },
  options?: string,
) => ({
  Uri: asked.uri,
  Property: asked.property,
  Options: optionsWith(asked.mount_path, options),
});

/** Labels as members of a request. */
export const labelsRequest = (labels: Readonly<Record<string, string>> | undefined) =>
  labels === undefined ? {} : { Labels: Object.entries(labels).map(([Key, Value]) => ({ Key, Value })) };

export const datasetNow = async ({ call, signal: own }: Reads, id: string, signal = own): Promise<Dataset> =>
  readDataset(await call('GetDataset', { DatasetId: id }, { signal }));

export const versionNow = async (
  { call, signal: own }: Reads,
  id: string,
  version: string,
  signal = own,
): Promise<DatasetVersion> =>
  readDatasetVersion(await call('GetDatasetVersion', { DatasetId: id, VersionName: version }, { signal }));

/** The id of the dataset of a workspace that has a name, to the letter. */
export async function namedDataset(
  { call, signal: own }: Reads,
  workspaceId: string,
  name: string,
  signal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, Name: name, PageSize: 100 };
  const { datasets } = readDatasets(await call('ListDatasets', filter, { signal }));
  return datasets.find((each) => each.isNamed(name))?.datasetId;
}

export const datasetAsset = (id: string, dataset: Dataset): Asset => ({
  kind: 'dataset',
  id,
  name: shownOrEmpty(dataset.name, 80),
  workspaceId: dataset.workspaceId,
  accessibility: dataset.accessibility,
});

/** The storage as it is sent: the one that the caller names, or the one of the address. */
export const storageFor = (uri: string, storage: (typeof STORAGES)[number] | undefined) => storage ?? storageOf(uri);
