import * as z from 'zod';
import { readDatasetVersions } from '../kit/decoders/dataset-versions.ts';
import { foreignText } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { datasetId } from './dataset.ts';

const text = z.string();
const row = z.object({
  version: text,
  uri: text,
  mount_path: text,
  files: z.number().optional(),
  bytes: z.number().optional(),
  created: text,
  description: foreignText,
});

export const listDatasetVersions = defineTool({
  name: 'list_dataset_versions',
  title: 'List dataset versions',
  description: 'The versions of a dataset, newest first, for data_sources.version of a job.',
  inChinese: '数据集版本列表',
  toolset: 'assets',
  effect: 'read',
  scope: 'region',
  actions: ['ListDatasetVersions'],
  input: z.strictObject({ dataset_id: datasetId, ...pageNumber }),
  output: z.object({ ...listHead, versions: z.array(row) }),
  foreign: ['versions[].description'],
  check: null,
  async run(ctx, { dataset_id, page_number }) {
    const answer = await ctx.call('ListDatasetVersions', {
      DatasetId: dataset_id,
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { versions, total } = readDatasetVersions(answer);
    return {
      total,
      scope: scopeText(`dataset ${dataset_id}, ${ctx.region}`, {}),
      versions: versions.map((each) => ({
        version: each.version,
        uri: each.uri,
        mount_path: each.mountPath,
        files: each.files,
        bytes: each.bytes,
        created: each.created,
        description: each.description,
      })),
    };
  },
  render: ({ versions, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'versions',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['version', 'uri', 'mount_path', 'files', 'bytes', 'created', 'description'],
      rows: versions.map((each) => [
        each.version,
        each.uri,
        each.mount_path,
        each.files,
        each.bytes,
        each.created,
        each.description,
      ]),
    }),
  next: ({ total, versions }, { page_number }) =>
    listSteps(
      { total, rows: versions, page: page_number, pageSize: FIXED_PAGE_SIZE },
      { found: 'create_job with data_sources.version=<version> beside the data_source_id.', none: 'page_number=1.' },
    ),
});
