import type { Route } from '../route.ts';
import { aiworkspaceRoutes } from './aiworkspace.ts';
import { ecsSpecRoutes } from './ecs-specs.ts';
import { accessRoutes } from './pai-dlc-access.ts';
import { jobRoutes } from './pai-dlc-jobs.ts';
import { metricRoutes } from './pai-dlc-metrics.ts';
import { podRoutes } from './pai-dlc-pods.ts';
import { rayRoutes } from './pai-dlc-ray.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { signalRoutes } from './pai-dlc-signals.ts';
import { tagRoutes } from './pai-dlc-tags.ts';
import { templateRoutes } from './pai-dlc-templates.ts';
import { tensorboardRoutes } from './pai-dlc-tensorboards.ts';
import { adminRoutes } from './paistudio-admin.ts';
import { nodePartRoutes } from './paistudio-node-parts.ts';
import { nodeRoutes } from './paistudio-nodes.ts';
import { quotaRoutes } from './paistudio-quotas.ts';
import { resourceGroupRoutes } from './paistudio-resource-groups.ts';
import { userRoutes } from './paistudio-users.ts';
import { workloadRoutes } from './paistudio-workloads.ts';
import { spotRoutes } from './spot-prices.ts';

/** Every operation the simulator answers. */
export const allRoutes = (context: JobContext): Route[] => [
  ...jobRoutes(context),
  ...podRoutes(context),
  ...metricRoutes(context),
  ...accessRoutes(context),
  ...tensorboardRoutes(context),
  ...rayRoutes(context),
  ...templateRoutes(context),
  ...tagRoutes(context),
  ...signalRoutes(context),
  ...ecsSpecRoutes(context.world),
  ...aiworkspaceRoutes({ ...context, now: context.store.now }),
  ...quotaRoutes(context),
  ...workloadRoutes(context),
  ...nodeRoutes(context),
  ...nodePartRoutes(context),
  ...userRoutes(context),
  ...resourceGroupRoutes(context),
  ...spotRoutes(context),
  ...adminRoutes(context),
];
