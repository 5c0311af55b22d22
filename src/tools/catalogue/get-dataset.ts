import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import { readDataset } from '../kit/decoders/datasets.ts';
import { shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getDataset = defineTool({
  name: 'get_dataset',
  title: 'Get dataset',
  description: `One dataset by its id${ifOffered(' from list_datasets')}: storage, mount path and access, version.`,
  inChinese: '数据集详情',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetDataset'],
  input: z.strictObject({ dataset_id: z.string().regex(SEGMENT).describe('d-...') }),
  output: shapeless(
    {
      dataset_id: z.string(),
      name: z.string(),
      workspace_id: z.string(),
      storage: z.string(),
      uri: z.string(),
      property: z.string(),
      mount_path: z.string(),
      mount_access: z.string(),
      accessibility: z.string(),
      version: z.string(),
      labels: z.string(),
      description: z.string(),
      created: z.string(),
    },
    ['name', 'uri', 'mount_path', 'mount_access'],
  ),
  foreign: ['description'],
  check: null,
  async run(ctx, { dataset_id }) {
    const dataset = readDataset(await ctx.call('GetDataset', { DatasetId: dataset_id }));
    return {
      dataset_id,
      name: dataset.name,
      workspace_id: dataset.workspaceId,
      storage: dataset.storage,
      uri: dataset.uri,
      property: dataset.property,
      mount_path: dataset.mountPath,
      mount_access: dataset.mountAccess,
      accessibility: dataset.accessibility,
      version: dataset.version,
      labels: dataset.labels,
      description: dataset.description,
      created: dataset.created,
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Dataset ${name}`, fields),
  next: () => ['create_job with data_source_id=<dataset_id> in the same workspace.'],
});
