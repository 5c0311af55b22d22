import { z } from 'zod';
import { mountPath } from './shared/datasets.ts';
import { listHead, paging, renderList, scopeText, shown, verbatim } from './shared/listing.ts';
import { defineTool } from './tool.ts';

const row = z.object({
  dataset_id: z.string(),
  name: z.string(),
  storage: z.string(),
  uri: z.string(),
  mount_path: z.string(),
  mount_access: z.string(),
});

export const listDatasets = defineTool({
  name: 'list_datasets',
  title: 'List datasets',
  description: 'Datasets of a workspace. Their dataset_id is a data_source_id of create_job.',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'workspace',
  input: z.strictObject({
    name: z.string().optional().describe('Part of the name'),
    storage: z.enum(['OSS', 'NAS']).optional(),
    data_type: z.enum(['COMMON', 'PIC', 'TEXT', 'VIDEO', 'AUDIO']).optional(),
    ...paging,
  }),
  output: z.object({ ...listHead, datasets: z.array(row) }),
  check: null,
  async run(ctx, { name, storage, data_type, page_number, page_size }) {
    const answer = await ctx.call('ListDatasets', {
      WorkspaceId: ctx.workspaceId,
      PageNumber: page_number,
      PageSize: page_size,
      ...(name ? { Name: name } : {}),
      ...(storage ? { DataSourceTypes: storage } : {}),
      ...(data_type ? { DataTypes: data_type } : {}),
    });
    const datasets = (answer.Datasets ?? []).map((dataset) => ({
      dataset_id: verbatim(dataset.DatasetId),
      name: shown(dataset.Name),
      storage: shown(dataset.DataSourceType),
      uri: verbatim(dataset.Uri),
      mount_path: mountPath(dataset.Options),
      mount_access: shown(dataset.MountAccess),
    }));
    return {
      total: answer.TotalCount ?? datasets.length,
      page: page_number,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { name, storage, data_type }),
      datasets,
    };
  },
  render: ({ datasets, ...head }, { page_size }) =>
    renderList({
      ...head,
      noun: 'datasets',
      pageSize: page_size,
      headers: ['dataset_id', 'name', 'storage', 'access', 'mount_path', 'uri'],
      rows: datasets.map((each) => [
        each.dataset_id,
        each.name,
        each.storage,
        each.mount_access,
        each.mount_path,
        each.uri,
      ]),
      next: 'create_job with data_source_id=<dataset_id>; two sources may not share a mount path.',
      widen: 'drop a filter or try another workspace_id; private datasets of other users are not listed.',
    }),
});
