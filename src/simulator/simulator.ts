import { randomBytes } from 'node:crypto';
import { createClock, type SimClock } from './clock.ts';
import type { ErrorStatuses } from './errors.ts';
import { controlApp } from './http/control.ts';
import { createFront } from './http/front.ts';
import { listen } from './http/listen.ts';
import { createRequestLog, type RequestLogEntry } from './http/request-log.ts';
import { addDemoJobs } from './jobs/demo-jobs.ts';
import { DEFAULT_DURATIONS, type Durations } from './jobs/record.ts';
import { createJobStore } from './jobs/store.ts';
import type { SimUser } from './route.ts';
import { allRoutes } from './routes/all.ts';
import type { JobContext } from './routes/pai-dlc-shared.ts';
import { buildWorld, type World } from './world/world.ts';

export type { RequestLogEntry } from './http/request-log.ts';
export type { SimUser } from './route.ts';

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
  /** The first is the default user. Default: two users with random keys. */
  users?: readonly SimUser[];
  /** Whether some jobs are there already. Default true. */
  demoJobs?: boolean;
  /** Replaces single durations of phases, in simulated seconds. */
  durations?: Partial<Durations>;
  /** Replaces rows of the table of error statuses, by error code. */
  errorStatuses?: ErrorStatuses;
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
  /** Base of the control interface, its token included: append `/requests`, `/clock`, `/info`. */
  controlUrl: string;
  close(): Promise<void>;
}

/** Starts a simulated cloud on loopback; rejects where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', seed = 1, region = 'cn-hangzhou' } = options;
  const users = options.users && options.users.length > 0 ? options.users : defaultUsers();
  const durations = wholeSeconds({ ...DEFAULT_DURATIONS, ...options.durations });
  const clock = createClock(options.startTime, options.speed ?? 1);
  const world = buildWorld({ region, seed, users });
  const store = createJobStore({ quotas: world.quotas, durations, now: () => clock.now().getTime() });
  const log = createRequestLog();
  const context = { world, store, durations, seed, region, tokenSecret: randomBytes(32).toString('hex') };
  if (options.demoJobs !== false) addDemoJobs(context, users);

  const controlToken = randomBytes(16).toString('hex');
  const front = createFront({
    routes: allRoutes(context),
    users,
    region,
    clock,
    log,
    errorStatuses: options.errorStatuses ?? {},
  });
  const info = (): Record<string, unknown> => ({
    simulated: true,
    region,
    seed,
    defaultWorkspaceId: world.defaultWorkspaceId,
    jobs: store.all().length,
    users: users.map(({ userId, userName, accessKeyId }) => ({ userId, userName, accessKeyId })),
  });
  const control = controlApp({ token: controlToken, clock, log, store, info });
  const listening = await listen({ host, port: options.port ?? 0, serve: front, control });
  const endpoint = `${host}:${listening.port}`;
  const [first] = users;
  return {
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
    close: listening.close,
  };
}

function defaultUsers(): SimUser[] {
  const user = (userId: string, userName: string): SimUser => ({
    userId,
    userName,
    accessKeyId: `SIMULATED${randomBytes(8).toString('hex')}`,
    accessKeySecret: `simulated-${randomBytes(16).toString('hex')}`,
  });
  return [user('1000000000000001', 'dev-user'), user('1000000000000002', 'colleague')];
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
