import type { Route } from '../route.ts';
import type { World } from '../world/world.ts';
import { codeSourceRoutes } from './aiworkspace-code.ts';
import { datasetRoutes } from './aiworkspace-datasets.ts';
import { imageRoutes } from './aiworkspace-images.ts';
import { workspaceRoutes } from './aiworkspace-workspaces.ts';

/** The operations of AIWorkSpace. */
export function aiworkspaceRoutes(world: World): Route[] {
  return [...workspaceRoutes(world), ...imageRoutes(world), ...datasetRoutes(world), ...codeSourceRoutes(world)];
}
