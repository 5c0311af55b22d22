import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { checkDatasetDraft, checkVersionStorage } from '../../policy/datasets.ts';
import { allNotes, allow, allRefusals } from '../../policy/decision.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeVersion, readDatasetVersions } from '../kit/decoders/dataset-versions.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { datasetId, datasetNow, labelsRequest, place, placeRequest, storageFor, versionNow } from './dataset.ts';

const text = z.string();

/** The newest version of an address, and how many versions there are. */
async function versionAt(ctx: ToolContext, id: string, uri: string, signal = ctx.signal) {
  const page = { DatasetId: id, SortBy: 'GmtCreateTime', Order: 'DESC', PageNumber: 1, PageSize: 100 } as const;
  const { versions, total } = readDatasetVersions(await ctx.call('ListDatasetVersions', page, { signal }));
  return { total, version: versions.find((each) => each.uri === uri)?.version };
}

export const createDatasetVersion = defineTool({
  name: 'create_dataset_version',
  title: 'Add a dataset version',
  description:
    'Adds a version to a dataset: other data on the same storage. It becomes the latest, which jobs get that name no version.',
  inChinese: '新增数据集版本',
  toolset: 'assets',
  effect: 'write',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['CreateDatasetVersion', 'GetDataset', 'ListDatasetVersions', 'GetDatasetVersion'],
  input: z.strictObject({
    dataset_id: datasetId,
    ...place,
    mount_path: z.string().max(500).optional().describe('Default: as the dataset'),
    labels: z.record(z.string(), z.string()).optional(),
    description: z.string().max(1024).optional(),
  }),
  output: z.object({ dataset_id: text, version: text, uri: text, mount_path: text, notes: z.array(text) }),
  async check(ctx, asked) {
    const { dataset_id, uri, mount_path } = asked;
    const dataset = await datasetNow(ctx, dataset_id);
    // Storages of one scheme are not told apart by an address.
    const storage = dataset.storage === 'EXTREMENAS' ? 'EXTREMENAS' : storageFor(uri, undefined);
    const decisions = [
      ...checkDatasetDraft(asked, ctx.region),
      ...checkVersionStorage(dataset_id, dataset.storage, storage),
    ];
    const refused = allRefusals(decisions);
    if (refused === undefined && storage === 'EXTREMENAS')
      throw new Fault({
        kind: 'invalid_input',
        message: `Versions of ${dataset_id} are not made here: the API takes OSS, NAS and CPFS.`,
        fix: 'Register the data as another dataset.',
      });
    return {
      decision: refused ?? allow(),
      prepared: {
        storage: storage as 'OSS' | 'NAS' | 'CPFS',
        mount_path: mount_path ?? (dataset.mountPath || '/mnt/data/'),
        options: dataset.options,
        before: refused === undefined ? (await versionAt(ctx, dataset_id, uri)).version : undefined,
        notes: allNotes(decisions).map((note) => note.en),
      },
    };
  },
  async run(ctx, asked, { storage, mount_path, options, before, notes }) {
    const { dataset_id, uri, property, labels, description } = asked;
    const request = {
      DataSourceType: storage,
      ...placeRequest({ uri, property, mount_path }, options),
      ...(description === undefined ? {} : { Description: description }),
      ...labelsRequest(labels),
    };
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () => madeVersion(await ctx.call('CreateDatasetVersion', { DatasetId: dataset_id, ...request })),
      async (signal) => {
        const { version } = await versionAt(ctx, dataset_id, uri, signal);
        return version === before ? undefined : version;
      },
      (made, signal) => versionNow(ctx, dataset_id, made, signal),
    );
    return {
      dataset_id,
      version: id,
      uri: seen?.uri ?? uri,
      mount_path: seen?.mountPath ?? mount_path,
      notes: [
        ...notes,
        ...(found ? ['The answer of the cloud got lost; it was found by its address.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ dataset_id, version, uri, mount_path, notes }) =>
    [`Version ${version} of dataset ${dataset_id} added: ${uri}, mounted at ${mount_path}`, ...notes].join('\n'),
  next: ({ dataset_id, version }) => [`create_job with data_source_id=${dataset_id} and version=${version}.`],
});
