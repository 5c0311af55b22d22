import { ownerOf, token, type WorldScope } from './ids.ts';
import type { Dataset, SeedViewer } from './types.ts';

/** In each workspace a TensorBoard and a Ray history server that run, and one of each that is stopped. */
export function buildViewers(scope: WorldScope, datasets: readonly Dataset[]): SeedViewer[] {
  return scope.workspaces.flatMap(({ WorkspaceId }, index) =>
    (['tensorboard', 'history'] as const).flatMap((Kind) =>
      [false, true].map((Stopped) => ({
        Kind,
        Id: `${Kind === 'tensorboard' ? 'tb' : 'rhs'}${token(`${scope.seed}/${WorkspaceId}/${Kind}/${Stopped}`, 14)}`,
        WorkspaceId,
        Stopped,
        UserId: ownerOf(scope, Math.floor(index / 2)),
        DataSourceId: datasets.find((dataset) => dataset.WorkspaceId === WorkspaceId)?.DatasetId ?? '',
      })),
    ),
  );
}
