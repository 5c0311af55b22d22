import type { Route } from '../route.ts';
import { codeSourceRoutes } from './aiworkspace-code.ts';
import { datasetRoutes } from './aiworkspace-datasets.ts';
import { experimentRoutes } from './aiworkspace-experiments.ts';
import { imageRoutes } from './aiworkspace-images.ts';
import { modelRoutes } from './aiworkspace-models.ts';
import { runRoutes } from './aiworkspace-runs.ts';
import type { AssetContext } from './aiworkspace-shared.ts';
import { workspaceRoutes } from './aiworkspace-workspaces.ts';

/** The operations of AIWorkSpace. */
export function aiworkspaceRoutes(context: AssetContext): Route[] {
  const { world } = context;
  return [
    ...workspaceRoutes(world),
    ...imageRoutes(context),
    ...datasetRoutes(context),
    ...codeSourceRoutes(context),
    ...experimentRoutes(context),
    ...runRoutes(context),
    ...modelRoutes(context),
  ];
}
