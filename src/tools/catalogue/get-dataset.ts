import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { mountPath } from '../kit/datasets.ts';
import { labelText, renderRecord, shownOrEmpty, verbatim } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getDataset = defineTool({
  name: 'get_dataset',
  title: 'Get dataset',
  description: 'One dataset by its id from list_datasets: storage, mount path and access, version.',
  inChinese: '数据集详情',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  actions: ['GetDataset'],
  input: z.strictObject({ dataset_id: z.string().regex(SEGMENT).describe('d-...') }),
  output: z.looseObject({
    name: z.string(),
    uri: z.string(),
    mount_path: z.string(),
    mount_access: z.string(),
  }),
  foreign: ['description'],
  check: null,
  async run(ctx, { dataset_id }) {
    const dataset = await ctx.call('GetDataset', { DatasetId: dataset_id });
    return {
      dataset_id,
      name: shownOrEmpty(dataset.Name),
      workspace_id: verbatim(dataset.WorkspaceId),
      storage: shownOrEmpty(dataset.DataSourceType),
      uri: verbatim(dataset.Uri),
      property: shownOrEmpty(dataset.Property),
      mount_path: mountPath(dataset.Options),
      mount_access: shownOrEmpty(dataset.MountAccess),
      accessibility: shownOrEmpty(dataset.Accessibility),
      version: shownOrEmpty(dataset.LatestVersion?.VersionName),
      labels: labelText(dataset.Labels),
      description: shownOrEmpty(dataset.Description),
      created: shownOrEmpty(dataset.GmtCreateTime),
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Dataset ${name}`, fields),
  next: () => ['create_job with data_source_id=<dataset_id> in the same workspace.'],
});
