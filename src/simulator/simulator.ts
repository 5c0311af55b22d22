import { randomBytes } from 'node:crypto';
import { createClock, type SimClock } from './clock.ts';
import type { ErrorStatuses } from './errors.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { FaultRule } from './faults/rule.ts';
import { createActivity } from './http/activity.ts';
import { controlApp } from './http/control.ts';
import { createFront } from './http/front.ts';
import { listen } from './http/listen.ts';
import { createRequestLog, type RequestLogEntry } from './http/request-log.ts';
import { census, type JobFacts } from './jobs/census.ts';
import { addDemoJobs } from './jobs/demo-jobs.ts';
import { DEFAULT_DURATIONS, type Durations } from './jobs/record.ts';
import { setScenario } from './jobs/set-scenario.ts';
import { createJobStore } from './jobs/store.ts';
import { swapJob } from './jobs/swap.ts';
import { createLag, type Lag, type LagKnobs } from './lag.ts';
import { createPermissions, type Permissions } from './ram/permissions.ts';
import type { SimUser } from './route.ts';
import { allRoutes } from './routes/all.ts';
import type { JobContext } from './routes/pai-dlc-shared.ts';
import { makeUsers, type UserOption } from './users.ts';
import { buildWorld, type World } from './world/world.ts';

export type { FaultState, Faults } from './faults/faults.ts';
export type { FaultRule } from './faults/rule.ts';
export type { RequestLogEntry } from './http/request-log.ts';
export type { JobFacts } from './jobs/census.ts';
export type { LagKnobs } from './lag.ts';
export type { RamPolicy } from './ram/permissions.ts';
export type { SimUser } from './route.ts';
export type { UserOption } from './users.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: '127.0.0.1';
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

export interface Simulator {
  host: string;
  port: number;
  /** `host:port`. */
  endpoint: string;
  /** Keys of the default user; good for nothing but this simulator. */
  credentials: { accessKeyId: string; accessKeySecret: string };
  users: readonly SimUser[];
  clock: Pick<SimClock, 'now' | 'advance' | 'setSpeed'>;
  /** What there is besides jobs. */
  world: World;
  /** What the handlers work on, for what puts jobs in from inside the process. */
  context: JobContext;
  /** What came in, oldest first. */
  requests(): RequestLogEntry[];
  clearRequests(): void;
  /** What goes wrong on purpose. */
  faults: Faults;
  /** How far reads are behind writes. */
  lag: Lag;
  /** What RAM lets the users do. */
  permissions: Permissions;
  /** All jobs that exist, in order of creation, whatever the API shows of them. */
  jobs(): JobFacts[];
  /**
   * Lets another job of the same owner, name and request take the place of one, and returns its id: a new id while the old job is being
   * stopped, or with `keepId` the same id with another creation time. Throws 404 `NotFound`.
   */
  swapJob(id: string, options?: { keepId?: boolean }): string;
  /** Resolves when no request is being handled and no late commit is to come. */
  settled(): Promise<void>;
  /** Base of the control interface, its token included: append `/info`, `/requests`, `/clock`, `/jobs`, `/faults`, `/lag`, ... */
  controlUrl: string;
  close(): Promise<void>;
}

/** Starts a simulated cloud on loopback; rejects where the port is taken, and for users, lag or faults that cannot be. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', seed = 1, region = 'cn-hangzhou' } = options;
  const users = makeUsers(options.users);
  const durations = wholeSeconds({ ...DEFAULT_DURATIONS, ...options.durations });
  const clock = createClock(options.startTime, options.speed ?? 1);
  const world = buildWorld({ region, seed, users });
  const lag = createLag();
  const store = createJobStore({ quotas: world.quotas, durations, now: () => clock.now().getTime(), lag: lag.get });
  const context = { world, store, durations, seed, region, tokenSecret: randomBytes(32).toString('hex') };
  const routes = allRoutes(context);
  const log = createRequestLog();
  const activity = createActivity();
  const faults = createFaults(routes.map((route) => route.action));
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
    store,
    faults,
    permissions,
    activity,
    swap: (id, keepId) => swapJob(context, id, keepId),
  });
  const info = (): Record<string, unknown> => ({
    simulated: true,
    region,
    seed,
    defaultWorkspaceId: world.defaultWorkspaceId,
    jobs: store.all().length,
    users: users.map(({ userId, userName, accessKeyId }) => ({
      userId,
      userName,
      accessKeyId,
      policy: permissions.list()[userName] ?? null,
    })),
    lag: lag.get(),
    faults: faults.list().length,
  });
  const controls = {
    faults,
    lag,
    permissions,
    jobs: () => census(store),
    swapJob: (id: string, { keepId = false }: { keepId?: boolean } = {}) => swapJob(context, id, keepId),
    settled: activity.settled,
  };
  const controlToken = randomBytes(16).toString('hex');
  const control = controlApp(controlToken, {
    ...controls,
    clock,
    log,
    info,
    setScenario: (id, scenario, runSeconds) => setScenario(store, id, scenario, runSeconds),
  });
  const listening = await listen({ host, port: options.port ?? 0, serve: front, control });
  const endpoint = `${host}:${listening.port}`;
  const [first] = users;
  return {
    ...controls,
    host,
    port: listening.port,
    endpoint,
    credentials: { accessKeyId: first?.accessKeyId ?? '', accessKeySecret: first?.accessKeySecret ?? '' },
    users,
    clock,
    world,
    context,
    requests: log.entries,
    clearRequests: log.clear,
    controlUrl: `http://${endpoint}/_sim/${controlToken}`,
    close: () => {
      activity.close();
      return listening.close();
    },
  };
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
