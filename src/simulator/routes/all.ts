import type { Route } from '../route.ts';
import { aiworkspaceRoutes } from './aiworkspace.ts';
import { ecsSpecRoutes } from './ecs-specs.ts';
import { accessRoutes } from './pai-dlc-access.ts';
import { jobRoutes } from './pai-dlc-jobs.ts';
import { podRoutes } from './pai-dlc-pods.ts';
import type { JobContext } from './pai-dlc-shared.ts';

/** Every operation the simulator answers. */
export const allRoutes = (context: JobContext): Route[] => [
  ...jobRoutes(context),
  ...podRoutes(context),
  ...accessRoutes(context),
  ...ecsSpecRoutes(context.world),
  ...aiworkspaceRoutes(context.world),
];
