import type { SimRequest } from '../route.ts';
import type { Dataset, DatasetVersion, World } from '../world/world.ts';
import { found, memberWorkspace } from './aiworkspace-shared.ts';

/** The dataset of the path; 404 where there is none, 403 for a non-member of its workspace. */
export const datasetOf = (world: World, { path, caller }: SimRequest): Dataset => {
  const dataset = found(
    world.datasets.find((candidate) => candidate.DatasetId === path.DatasetId),
    'Dataset',
    path.DatasetId,
  );
  memberWorkspace(world, dataset.WorkspaceId, caller);
  return dataset;
};

/** The version of the path. */
export const versionOf = (dataset: Dataset, { path }: SimRequest): DatasetVersion =>
  found(
    dataset.Versions.find((candidate) => candidate.VersionName === path.VersionName),
    `Version of dataset ${dataset.DatasetId}`,
    path.VersionName,
  );
