import * as z from 'zod';
import { foreignText, shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { datasetId, versionName, versionNow } from './dataset.ts';

const text = z.string();

export const getDatasetVersion = defineTool({
  name: 'get_dataset_version',
  title: 'Get dataset version',
  description: 'One version of a dataset: its address, mount path and access, how much there is.',
  inChinese: '数据集版本详情',
  toolset: 'assets',
  effect: 'read',
  scope: 'region',
  actions: ['GetDatasetVersion'],
  input: z.strictObject({ dataset_id: datasetId, version: versionName }),
  output: shapeless(
    {
      dataset_id: text,
      version: text,
      uri: text,
      storage: text,
      property: text,
      mount_path: text,
      mount_access: text,
      files: z.number().optional(),
      bytes: z.number().optional(),
      labels: text,
      description: foreignText,
      created: text,
    },
    ['uri', 'mount_path', 'mount_access'],
  ),
  foreign: ['description'],
  check: null,
  async run(ctx, { dataset_id, version }) {
    const { mountPath, mountAccess, options: _, ...rest } = await versionNow(ctx, dataset_id, version);
    return { ...rest, dataset_id, version, mount_path: mountPath, mount_access: mountAccess };
  },
  render: ({ dataset_id, version, ...fields }) => renderRecord(`Dataset ${dataset_id} version ${version}`, fields),
  next: ({ dataset_id, version }) => [`create_job with data_source_id=${dataset_id} and version=${version}.`],
});
