import { type Route, SimError, strings } from '../route.ts';
import { csv, exact, fuzzy, oneOf, type Params, page, sorted, text } from '../world/query.ts';
import type { Dataset, World } from '../world/world.ts';
import { aiworkspaceGet, found, memberWorkspace, PAGING, UPPER_ORDER, visible } from './aiworkspace-shared.ts';

function matches(dataset: Dataset, params: Params): boolean {
  const label = text(params, 'Label');
  return (
    fuzzy(text(params, 'Name'), dataset.Name) &&
    oneOf(csv(params, 'DatasetIds'), dataset.DatasetId) &&
    oneOf(csv(params, 'SourceTypes'), dataset.SourceType) &&
    oneOf(csv(params, 'DataSourceTypes'), dataset.DataSourceType) &&
    oneOf(csv(params, 'DataTypes'), dataset.DataType) &&
    oneOf(csv(params, 'Properties'), dataset.Property) &&
    exact(text(params, 'SourceId'), dataset.SourceId) &&
    exact(text(params, 'Edition'), dataset.Edition) &&
    exact(text(params, 'Accessibility'), dataset.Accessibility) &&
    (label === undefined || dataset.Labels.some((own) => own.Key === label || own.Value === label)) &&
    // None of the world's datasets is shared, derived from another one or of a provider.
    ['ShareScope', 'SourceDatasetId', 'Provider'].every((name) => text(params, name) === undefined)
  );
}

export function datasetRoutes(world: World): Route[] {
  const query = {
    ...PAGING,
    ...strings('WorkspaceId', 'Name', 'SourceTypes', 'DataSourceTypes', 'DataTypes', 'DatasetIds', 'Label'),
    ...strings('SourceId', 'SourceDatasetId', 'Provider'),
    Properties: { type: 'string', values: ['DIRECTORY', 'FILE'] },
    Accessibility: { type: 'string', values: ['PUBLIC', 'PRIVATE'] },
    Edition: { type: 'string', values: ['BASIC', 'ADVANCED', 'LOGICAL'] },
    ShareScope: { type: 'string', values: ['TO_ME', 'BY_ME'] },
    SortBy: { type: 'string', values: ['GmtCreateTime'] },
    Order: UPPER_ORDER,
  } as const;
  return [
    aiworkspaceGet('ListDatasets', '/datasets', query, ({ params, caller }) => {
      // The silent fallback of the real API: no workspace means the default one.
      const id = text(params, 'WorkspaceId') ?? world.defaultWorkspaceId;
      if (id === '') throw new SimError(400, 'BadRequest', 'The account has no default workspace.');
      const workspace = memberWorkspace(world, id, caller);
      const all = world.datasets.filter(
        (dataset) =>
          dataset.WorkspaceId === workspace.WorkspaceId && visible(dataset, caller) && matches(dataset, params),
      );
      const shown = page(sorted(all, 'GmtCreateTime', text(params, 'Order') ?? 'ASC'), params, 10);
      return { Datasets: shown, TotalCount: all.length };
    }),
    aiworkspaceGet('GetDataset', '/datasets/{DatasetId}', {}, ({ path, caller }) => {
      const dataset = found(
        world.datasets.find((candidate) => candidate.DatasetId === path.DatasetId),
        'Dataset',
        path.DatasetId,
      );
      memberWorkspace(world, dataset.WorkspaceId, caller);
      return { ...dataset };
    }),
  ];
}
