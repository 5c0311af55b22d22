import { randomBytes } from 'node:crypto';
import type { Controls } from './api/control.ts';
import { controlsOf } from './controls.ts';
import type { Faults } from './faults/faults.ts';
import { CONTROL_BASE, controlApp } from './http/control.ts';
import { type Listening, listen } from './http/listen.ts';
import type { RequestLogEntry } from './http/request-log.ts';
import { census, type JobFacts } from './jobs/census.ts';
import { swapJob } from './jobs/swap.ts';
import type { Lag } from './lag.ts';
import type { Permissions } from './ram/permissions.ts';
import type { SimUser } from './route.ts';
import type { JobContext } from './routes/pai-dlc-shared.ts';
import { createState, type State, type StateOptions } from './state.ts';
import { makeUsers } from './users.ts';
import type { World } from './world/world.ts';

export type { FaultState, Faults } from './faults/faults.ts';
export type { FaultRule } from './faults/rule.ts';
export type { RequestLogEntry } from './http/request-log.ts';
export type { JobFacts } from './jobs/census.ts';
export type { LagKnobs } from './lag.ts';
export type { RamPolicy } from './ram/permissions.ts';
export type { SimUser } from './route.ts';
export type { UserOption } from './users.ts';

export interface SimulatorOptions extends StateOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: '127.0.0.1';
}

/** The simulator as the project itself uses it; what others get of it is in `api/`. */
export interface Simulator {
  host: string;
  port: number;
  /** `host:port`. */
  endpoint: string;
  /** Keys of the default user; good for nothing but this simulator. */
  credentials: { accessKeyId: string; accessKeySecret: string };
  users: readonly SimUser[];
  readonly clock: State['clock'];
  /** What there is besides jobs. */
  readonly world: World;
  /** What the handlers work on, for what puts jobs in from inside the process. */
  readonly context: JobContext;
  /** What came in, oldest first. */
  requests(): RequestLogEntry[];
  clearRequests(): void;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** How far reads are behind writes. */
  readonly lag: Lag;
  /** What RAM lets the users do. */
  readonly permissions: Permissions;
  /** All jobs that exist, in order of creation, whatever the API shows of them. */
  jobs(): JobFacts[];
  /**
   * Lets another job of the same owner, name and request take the place of one, and returns its id: a new id while the
   * old job is being stopped, or with `keepId` the same id with another creation time. Throws 404 `NotFound`.
   */
  swapJob(id: string, options?: { keepId?: boolean }): string;
  /** Resolves when no request is being handled and no late commit is to come. */
  settled(): Promise<void>;
  /** What can be done from outside, the same as over HTTP. */
  controls: Controls;
  /**
   * Base of the control interface, its token included: append `/info`, `/requests`, `/clock`, `/jobs`, `/faults`,
   * `/lag`, ...
   */
  controlUrl: string;
  close(): Promise<void>;
}

/**
 * Starts a simulated cloud on loopback; rejects where the port is taken, and for users, lag or faults that cannot be.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1' } = options;
  const users = makeUsers(options.users);
  let state = createState(options, users);
  const controls = controlsOf({
    state: () => state,
    users,
    remake: (changes) => {
      const next = createState({ ...options, ...changes }, users);
      state.activity.close();
      state = next;
    },
  });
  const token = randomBytes(16).toString('hex');
  const control = controlApp(token, {
    controls,
    info: () => infoOf(state, users),
    place: () => ({ host, port: listening.port }),
  });
  const listening: Listening = await listen({
    host,
    port: options.port ?? 0,
    serve: (request) => state.front(request),
    control,
  });
  const endpoint = `${host}:${listening.port}`;
  const [first] = users;
  return {
    host,
    port: listening.port,
    endpoint,
    credentials: { accessKeyId: first?.accessKeyId ?? '', accessKeySecret: first?.accessKeySecret ?? '' },
    users,
    get clock() {
      return state.clock;
    },
    get world() {
      return state.context.world;
    },
    get context() {
      return state.context;
    },
    get faults() {
      return state.faults;
    },
    get lag() {
      return state.lag;
    },
    get permissions() {
      return state.permissions;
    },
    requests: () => state.log.entries(),
    clearRequests: () => state.log.clear(),
    jobs: () => census(state.context.store),
    swapJob: (id, { keepId = false } = {}) => swapJob(state.context, id, keepId),
    settled: () => state.activity.settled(),
    controls,
    controlUrl: `http://${endpoint}${CONTROL_BASE}/${token}`,
    close: () => {
      state.activity.close();
      return listening.close();
    },
  };
}

const infoOf = ({ context, permissions, lag, faults }: State, users: readonly SimUser[]): Record<string, unknown> => ({
  simulated: true,
  control: 'v1',
  region: context.region,
  seed: context.seed,
  workspaceId: context.world.defaultWorkspaceId,
  jobs: context.store.all().length,
  users: users.map(({ userId, userName, accessKeyId }) => ({
    userId,
    userName,
    accessKeyId,
    policy: permissions.list()[userName] ?? null,
  })),
  lag: lag.get(),
  faults: faults.list().length,
});
