import * as z from 'zod';
import { decideVersionRemoval } from '../../policy/datasets.ts';
import { assetUse, usesDataset } from '../kit/assets/asset-use.ts';
import { remove, removedShape, removedText } from '../kit/assets/remove.ts';
import { defineTool } from '../tool.ts';
import { datasetAsset, datasetId, datasetNow, versionName, versionNow } from './dataset.ts';

export const deleteDatasetVersion = defineTool({
  name: 'delete_dataset_version',
  title: 'Delete a dataset version',
  description:
    'Removes one version of a dataset, not the data in storage; never v1. A person is always asked first by the server. Verifies afterwards.',
  inChinese: '删除数据集版本',
  toolset: 'assets',
  effect: 'destructive',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['DeleteDatasetVersion', 'GetDataset', 'GetDatasetVersion', 'ListJobs'],
  input: z.strictObject({ dataset_id: datasetId, version: versionName }),
  output: z.object({ dataset_id: z.string(), version: z.string(), ...removedShape }),
  async check(ctx, { dataset_id, version }) {
    const asset = datasetAsset(dataset_id, await datasetNow(ctx, dataset_id));
    await versionNow(ctx, dataset_id, version);
    const use = await assetUse(ctx, asset.workspaceId, usesDataset(dataset_id));
    return { decision: decideVersionRemoval(asset, version, use), prepared: { asset, use } };
  },
  async run(ctx, { dataset_id, version }, prepared) {
    const removed = await remove(
      ctx,
      prepared,
      () => ctx.call('DeleteDatasetVersion', { DatasetId: dataset_id, VersionName: version }),
      (signal) => versionNow(ctx, dataset_id, version, signal),
    );
    return { dataset_id, version, ...removed };
  },
  render: ({ dataset_id, version, ...removed }) => removedText(`${dataset_id} ${version}`, removed),
  next: ({ dataset_id, outcome }) =>
    outcome === 'pending' ? [`list_dataset_versions dataset_id=${dataset_id} in a minute.`] : [],
});
