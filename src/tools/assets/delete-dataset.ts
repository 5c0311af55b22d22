import * as z from 'zod';
import { decideRemoval } from '../../policy/assets.ts';
import { DATASET_LOST } from '../../policy/datasets.ts';
import { assetUse, usesDataset } from '../kit/assets/asset-use.ts';
import { remove, removedShape, removedText } from '../kit/assets/remove.ts';
import { defineTool } from '../tool.ts';
import { datasetAsset, datasetId, datasetNow } from './dataset.ts';

export const deleteDataset = defineTool({
  name: 'delete_dataset',
  title: 'Delete a dataset',
  description:
    'Removes a dataset with its versions, not the data in storage. Refused where a live job uses it. A person is always asked first by the server. Verifies afterwards.',
  inChinese: '删除数据集',
  toolset: 'assets',
  effect: 'destructive',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['DeleteDataset', 'GetDataset', 'ListJobs'],
  input: z.strictObject({ dataset_id: datasetId }),
  output: z.object({ dataset_id: z.string(), ...removedShape }),
  async check(ctx, { dataset_id }) {
    const asset = datasetAsset(dataset_id, await datasetNow(ctx, dataset_id));
    const use = await assetUse(ctx, asset.workspaceId, usesDataset(dataset_id));
    return { decision: decideRemoval(asset, use, DATASET_LOST), prepared: { asset, use } };
  },
  async run(ctx, { dataset_id }, prepared) {
    const removed = await remove(
      ctx,
      prepared,
      () => ctx.call('DeleteDataset', { DatasetId: dataset_id }),
      (signal) => datasetNow(ctx, dataset_id, signal),
    );
    return { dataset_id, ...removed };
  },
  render: ({ dataset_id, ...removed }) => removedText(dataset_id, removed),
  next: ({ dataset_id, outcome }) =>
    outcome === 'pending' ? [`get_dataset dataset_id=${dataset_id} in a minute: not_found says that it is gone.`] : [],
});
