import { randomBytes } from 'node:crypto';
import { createClock, type SimClock } from './clock.ts';
import type { ErrorStatuses } from './errors.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { FaultRule } from './faults/rule.ts';
import { type Activity, createActivity } from './http/activity.ts';
import { createFront } from './http/front.ts';
import { createRequestLog, type RequestLog } from './http/request-log.ts';
import { addDemoJobs } from './jobs/demo-jobs.ts';
import { DEFAULT_DURATIONS, type Durations } from './jobs/record.ts';
import { createJobStore } from './jobs/store.ts';
import { swapJob } from './jobs/swap.ts';
import { createLag, type Lag, type LagKnobs } from './lag.ts';
import { createPermissions, type Permissions } from './ram/permissions.ts';
import type { Route, SimUser } from './route.ts';
import { allRoutes } from './routes/all.ts';
import type { JobContext } from './routes/pai-dlc-shared.ts';
import type { UserOption } from './users.ts';
import { createViewers } from './viewers/store.ts';
import { buildWorld } from './world/world.ts';

/** What a simulated cloud is made from. */
export interface StateOptions {
  /** Same seed (and start time), same world and job ids. Default 1. */
  seed?: number;
  /** Default `cn-hangzhou`. */
  region?: string;
  /** Default: the real time. */
  startTime?: Date;
  /** Simulated seconds per real second, default 1; 0 freezes the time. */
  speed?: number;
  /** The first is the default user. Default: two users with random keys who may do everything. */
  users?: readonly UserOption[];
  /** Whether some jobs are there already. Default true. */
  demoJobs?: boolean;
  /** Replaces single durations of phases, in simulated seconds. */
  durations?: Partial<Durations>;
  /** Replaces rows of the table of error statuses, by error code. */
  errorStatuses?: ErrorStatuses;
  /** How far reads are behind writes from the start; the demo jobs are there at once. Default: not at all. */
  lag?: Partial<LagKnobs>;
  /** Faults in force from the start. */
  faults?: readonly FaultRule[];
}

/** All of a simulated cloud that a reset makes anew. */
export interface State {
  clock: SimClock;
  /** What the handlers work on. */
  context: JobContext;
  log: RequestLog;
  faults: Faults;
  lag: Lag;
  permissions: Permissions;
  activity: Activity;
  /** Every operation that is answered. */
  routes: readonly Route[];
  front: ReturnType<typeof createFront>;
}

/** Throws for users, lag or faults that cannot be. `users` are those of the options with all their members. */
export function createState(options: StateOptions, users: readonly SimUser[]): State {
  const { seed = 1, region = 'cn-hangzhou' } = options;
  const durations = wholeSeconds({ ...DEFAULT_DURATIONS, ...options.durations });
  const clock = createClock(options.startTime, options.speed ?? 1);
  const world = buildWorld({ region, seed, users });
  const lag = createLag();
  const store = createJobStore({ quotas: world.quotas, durations, now: () => clock.now().getTime(), lag: lag.get });
  const viewers = createViewers({ world, now: () => clock.now().getTime() });
  const context = { world, store, viewers, durations, seed, region, tokenSecret: randomBytes(32).toString('hex') };
  const routes = allRoutes(context);
  const log = createRequestLog();
  const activity = createActivity();
  const faults = createFaults(routes);
  const permissions = createPermissions(users, routes);

  if (options.demoJobs !== false) addDemoJobs(context, users);
  lag.set(options.lag ?? {});
  faults.add(...(options.faults ?? []));
  for (const { userName, policy } of options.users ?? []) if (policy) permissions.set(userName, policy);

  const front = createFront({
    routes,
    users,
    region,
    clock,
    log,
    errorStatuses: options.errorStatuses ?? {},
    store: { revision: () => store.revision() + viewers.revision() + world.changes },
    faults,
    permissions,
    activity,
    swap: (id, keepId) => swapJob(context, id, keepId),
  });
  return { clock, context, log, faults, lag, permissions, activity, routes, front };
}

/** Everything that happens to a job happens on a whole second. */
const wholeSeconds = (durations: Durations): Durations => ({
  creating: Math.max(1, Math.round(durations.creating)),
  allocating: Math.max(1, Math.round(durations.allocating)),
  envPreparing: Math.max(1, Math.round(durations.envPreparing)),
  sanityChecking: Math.max(1, Math.round(durations.sanityChecking)),
  stopping: Math.max(1, Math.round(durations.stopping)),
  stockWait: Math.max(1, Math.round(durations.stockWait)),
  running: Math.max(1, Math.round(durations.running)),
});
