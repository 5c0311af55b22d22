import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { DATASET_STORAGES } from '../../domain/lists.ts';
import { unlistedValues } from '../../domain/unlisted.ts';
import { readDatasets } from '../kit/decoders/datasets.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const row = z.object({
  dataset_id: z.string(),
  name: z.string().optional(),
  storage: z.string().optional(),
  uri: z.string().optional(),
  mount_path: z.string().optional(),
  mount_access: z.string().optional(),
});

export const listDatasets = defineTool({
  name: 'list_datasets',
  title: 'List datasets',
  description: `Datasets of a workspace to mount: dataset_id is what ${ifOffered('create_job', 'a job')} takes as data_source_id.`,
  inChinese: '数据集列表',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'workspace',
  actions: ['ListDatasets'],
  input: z.strictObject({
    name_contains: z.string().optional(),
    storage: unlistedValues(z.enum(DATASET_STORAGES)).optional().describe('e.g. OSS, CPFS'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, datasets: z.array(row) }),
  check: null,
  async run(ctx, { name_contains, storage, page_number }) {
    const answer = await listShown(ctx, 'ListDatasets', {
      WorkspaceId: ctx.workspaceId,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      ...(name_contains ? { Name: name_contains } : {}),
      ...(storage ? { DataSourceTypes: storage } : {}),
    });
    const { datasets, total } = readDatasets(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { name_contains, storage }),
      datasets: datasets.map((dataset) => ({
        dataset_id: dataset.datasetId,
        name: dataset.name,
        storage: dataset.storage,
        uri: dataset.uri,
        mount_path: dataset.mountPath,
        mount_access: dataset.mountAccess,
      })),
    };
  },
  render: ({ datasets, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'datasets',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['dataset_id', 'name', 'storage', 'access', 'mount_path', 'uri'],
      rows: datasets.map((each) => [
        each.dataset_id,
        each.name,
        each.storage,
        each.mount_access,
        each.mount_path,
        each.uri,
      ]),
    }),
  next: ({ total, datasets }, { page_number }) =>
    listSteps(
      { total, rows: datasets, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'create_job with data_source_id=<dataset_id>; two sources may not share a mount path.',
        none: 'drop a filter or try another workspace_id; private datasets of other users are not listed.',
      },
    ),
});
