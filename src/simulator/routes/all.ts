import type { Route } from '../route.ts';
import { aiworkspaceRoutes } from './aiworkspace.ts';
import { ecsSpecRoutes } from './ecs-specs.ts';
import { accessRoutes } from './pai-dlc-access.ts';
import { jobRoutes } from './pai-dlc-jobs.ts';
import { metricRoutes } from './pai-dlc-metrics.ts';
import { podRoutes } from './pai-dlc-pods.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { signalRoutes } from './pai-dlc-signals.ts';
import { tagRoutes } from './pai-dlc-tags.ts';
import { nodeRoutes } from './paistudio-nodes.ts';
import { quotaRoutes } from './paistudio-quotas.ts';
import { workloadRoutes } from './paistudio-workloads.ts';

/** Every operation the simulator answers. */
export const allRoutes = (context: JobContext): Route[] => [
  ...jobRoutes(context),
  ...podRoutes(context),
  ...metricRoutes(context),
  ...accessRoutes(context),
  ...tagRoutes(context),
  ...signalRoutes(context),
  ...ecsSpecRoutes(context.world),
  ...aiworkspaceRoutes(context.world),
  ...quotaRoutes(context),
  ...workloadRoutes(context),
  ...nodeRoutes(context),
];
