import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { dataset, getDatasetSharingConfig } from '../schemas/response/datasets.ts';
import { lenient, text } from '../schemas/wire.ts';

/** One dataset. */
export const getDataset = defineOperation({
  product: 'aiworkspace',
  action: 'GetDataset',
  method: 'GET',
  path: '/api/v1/datasets/{DatasetId}',
  pathParams: { DatasetId: 'dataset' },
  query: [],
  jsonQuery: [],
  body: [],
  ram: ['paidataset:GetDataset', 'aiworkspace:GetDataset'],
  effect: 'read',
  input: z.strictObject({
    DatasetId: z.string(),
  }),
  output: dataset.extend({
    Provider: lenient(text),
    RequestId: lenient(text),
    SharingConfig: lenient(getDatasetSharingConfig),
  }),
});
