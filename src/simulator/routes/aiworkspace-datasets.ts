import { type Route, SimError, strings } from '../route.ts';
import { csv, exact, fuzzy, oneOf, type Params, page, sorted, text } from '../world/query.ts';
import type { Dataset, DatasetVersion } from '../world/world.ts';
import { datasetOf, versionOf } from './aiworkspace-dataset-named.ts';
import { datasetVersionWrites, datasetWrites } from './aiworkspace-dataset-writes.ts';
import {
  type AssetContext,
  aiworkspaceGet,
  memberWorkspace,
  PAGING,
  UPPER_ORDER,
  visible,
} from './aiworkspace-shared.ts';

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

const LIST_QUERY = {
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

const VERSION_KEYS: readonly (keyof DatasetVersion)[] = [
  'SourceType',
  'DataSourceType',
  'DataSize',
  'DataCount',
  'Property',
  'GmtCreateTime',
  'GmtModifiedTime',
];
const VERSIONS_QUERY = {
  PageNumber: { type: 'integer', required: true },
  PageSize: { type: 'integer', required: true },
  ...strings('LabelKeys', 'LabelValues', 'SourceId', 'SourceTypes'),
  Properties: { type: 'string', values: ['DIRECTORY', 'FILE'] },
  SortBy: { type: 'string', values: VERSION_KEYS },
  Order: UPPER_ORDER,
} as const;

function versionMatches(version: DatasetVersion, params: Params): boolean {
  const [keys, values] = [csv(params, 'LabelKeys'), csv(params, 'LabelValues')];
  return (
    oneOf(csv(params, 'SourceTypes'), version.SourceType) &&
    exact(text(params, 'Properties'), version.Property) &&
    exact(text(params, 'SourceId'), version.SourceId) &&
    (keys === undefined || version.Labels.some(({ Key }) => keys.includes(Key))) &&
    (values === undefined || version.Labels.some(({ Value }) => values.includes(Value)))
  );
}

const wire = ({ Versions, ...rest }: Dataset): Record<string, unknown> => ({ ...rest, LatestVersion: Versions.at(-1) });

export function datasetRoutes(context: AssetContext): Route[] {
  const { world } = context;
  return [
    aiworkspaceGet('ListDatasets', '/datasets', LIST_QUERY, ({ params, caller }) => {
      // The silent fallback of the real API: no workspace means the default one.
      const id = text(params, 'WorkspaceId') ?? world.defaultWorkspaceId;
      if (id === '') throw new SimError(400, 'BadRequest', 'The account has no default workspace.');
      const workspace = memberWorkspace(world, id, caller);
      const all = world.datasets.filter(
        (dataset) =>
          dataset.WorkspaceId === workspace.WorkspaceId && visible(dataset, caller) && matches(dataset, params),
      );
      const shown = page(sorted(all, 'GmtCreateTime', text(params, 'Order') ?? 'ASC'), params, 10);
      return { Datasets: shown.map(wire), TotalCount: all.length };
    }),
    aiworkspaceGet('GetDataset', '/datasets/{DatasetId}', {}, (request) => wire(datasetOf(world, request))),
    aiworkspaceGet('ListDatasetVersions', '/datasets/{DatasetId}/versions', VERSIONS_QUERY, (request) => {
      const { params } = request;
      const all = datasetOf(world, request).Versions.filter((version) => versionMatches(version, params));
      const key = VERSION_KEYS.find((candidate) => candidate === text(params, 'SortBy')) ?? 'GmtCreateTime';
      const shown = page(sorted(all, key, text(params, 'Order') ?? 'ASC'), params, 10);
      return {
        DatasetVersions: shown,
        TotalCount: all.length,
        PageNumber: params.PageNumber,
        PageSize: params.PageSize,
      };
    }),
    aiworkspaceGet('GetDatasetVersion', '/datasets/{DatasetId}/versions/{VersionName}', {}, (request) => {
      const dataset = datasetOf(world, request);
      return { ...versionOf(dataset, request), DatasetId: dataset.DatasetId };
    }),
    ...datasetWrites(context),
    ...datasetVersionWrites(context),
  ];
}
