import * as z from 'zod';
import { decidePublish } from '../../policy/assets.ts';
import { publish, publishedShape, publishedText } from '../kit/assets/publish.ts';
import { defineTool } from '../tool.ts';
import { datasetAsset, datasetId, datasetNow } from './dataset.ts';

export const publishDataset = defineTool({
  name: 'publish_dataset',
  title: 'Publish a dataset',
  description: 'Makes a dataset PUBLIC in its workspace, for good. A person is asked first.',
  inChinese: '公开数据集',
  toolset: 'assets',
  effect: 'grants_access',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['PublishDataset', 'GetDataset'],
  input: z.strictObject({ dataset_id: datasetId }),
  output: z.object({ dataset_id: z.string(), ...publishedShape }),
  async check(ctx, { dataset_id }) {
    const asset = datasetAsset(dataset_id, await datasetNow(ctx, dataset_id));
    return { decision: decidePublish(asset), prepared: asset };
  },
  async run(ctx, { dataset_id }, asset) {
    const published = await publish(
      ctx,
      asset,
      () => ctx.call('PublishDataset', { DatasetId: dataset_id }),
      async (signal) => (await datasetNow(ctx, dataset_id, signal)).accessibility,
    );
    return { dataset_id, ...published };
  },
  render: ({ dataset_id, ...published }) => publishedText(dataset_id, published),
  next: ({ dataset_id, outcome }) =>
    outcome === 'pending' ? [`get_dataset dataset_id=${dataset_id} in a minute.`] : [],
});
