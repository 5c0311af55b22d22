import { token, type WorldScope } from './ids.ts';
import type { Dataset, SeedViewer } from './types.ts';

const NAMES = ['now', 'old', 'older'] as const;

/**
 * In each workspace a TensorBoard and a Ray history server that run, and two of each that are stopped; of the first
 * user where they may.
 */
export function buildViewers(scope: WorldScope, datasets: readonly Dataset[]): SeedViewer[] {
  const [first] = scope.users;
  return scope.workspaces.flatMap(({ WorkspaceId, memberIds }) =>
    (['tensorboard', 'history'] as const).flatMap((Kind) =>
      NAMES.map((Name) => ({
        Kind,
        Id: `${Kind === 'tensorboard' ? 'tb' : 'rhs'}${token(`${scope.seed}/${WorkspaceId}/${Kind}/${Name}`, 14)}`,
        Name,
        Stopped: Name !== 'now',
        WorkspaceId,
        UserId: memberIds.find((id) => id === first?.userId) ?? memberIds[0] ?? '',
        DataSourceId: datasets.find((dataset) => dataset.WorkspaceId === WorkspaceId)?.DatasetId ?? '',
      })),
    ),
  );
}
