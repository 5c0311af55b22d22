import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { accessibility, datasetEdition, shareScope, upperOrder } from '../schemas/enums.ts';
import { dataset } from '../schemas/response/datasets.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Datasets of a workspace. */
export const listDatasets = defineOperation({
  product: 'aiworkspace',
  action: 'ListDatasets',
  method: 'GET',
  path: '/api/v1/datasets',
  pathParams: {},
  query: [
    'Accessibility',
    'DataSourceTypes',
    'DataTypes',
    'DatasetIds',
    'Edition',
    'Label',
    'Name',
    'Order',
    'PageNumber',
    'PageSize',
    'Properties',
    'Provider',
    'ShareScope',
    'SortBy',
    'SourceDatasetId',
    'SourceId',
    'SourceTypes',
    'WorkspaceId',
  ],
  jsonQuery: [],
  body: [],
  ram: ['paidataset:ListDatasets', 'aiworkspace:ListDatasets'],
  effect: 'read',
  input: z.strictObject({
    Accessibility: accessibility.optional(),
    DataSourceTypes: z.string().optional(),
    DataTypes: z.string().optional(),
    DatasetIds: z.string().optional(),
    Edition: datasetEdition.optional(),
    Label: z.string().optional(),
    Name: z.string().optional(),
    Order: upperOrder.optional(),
    PageNumber: z.int().min(1).optional(),
    PageSize: z.int().min(1).optional(),
    Properties: z.string().optional(),
    Provider: z.string().optional(),
    ShareScope: shareScope.optional(),
    SortBy: z.string().optional(),
    SourceDatasetId: z.string().optional(),
    SourceId: z.string().optional(),
    SourceTypes: z.string().optional(),
    WorkspaceId: z.string().optional(),
  }),
  output: z.looseObject({
    Datasets: items(dataset),
    TotalCount: amount,
    RequestId: lenient(text),
  }),
});
