import { fail } from '../errors.ts';
import { pick } from '../jobs/identifiers.ts';
import { wholeSecond } from '../jobs/times.ts';
import type { SimUser } from '../route.ts';
import { token } from '../world/ids.ts';
import type { World, WorldUser } from '../world/types.ts';
import { type Run, type Standing, standing, type ViewerLife } from './life.ts';

export type ViewerKind = 'tensorboard' | 'history';

/** What shows what a job has written: a TensorBoard, or the history server of Ray. */
export interface ViewerRecord extends ViewerLife {
  kind: ViewerKind;
  id: string;
  sequence: number;
  owner: WorldUser;
  workspaceId: string;
  accessibility: string;
  modifiedAt: number;
  runs: [Run, ...Run[]];
  /** What else its request said, in wire names. */
  said: Record<string, unknown>;
}

export interface ViewerStore {
  create(
    viewer: Pick<ViewerRecord, 'kind' | 'workspaceId' | 'accessibility' | 'minutes' | 'said'>,
    owner: WorldUser,
  ): ViewerRecord;
  all(kind: ViewerKind): readonly ViewerRecord[];
  /** One that the caller may see: his own, and public ones of workspaces he is a member of. */
  readable(kind: ViewerKind, id: string, caller: SimUser): ViewerRecord;
  /** One that the caller may change. */
  own(kind: ViewerKind, id: string, caller: SimUser): ViewerRecord;
  standing(record: ViewerRecord): Standing;
  /** A stopped one starts again; 400 for others. */
  start(record: ViewerRecord): void;
  /** One that starts or runs is told to stop; 400 for others. */
  stop(record: ViewerRecord): void;
  /** A stopped one goes; 400 for others. */
  remove(record: ViewerRecord): void;
  update(record: ViewerRecord, change: (record: ViewerRecord) => void): void;
  /** Goes up with every write that is accepted. */
  revision(): number;
  now(): number;
}

const NOUNS: Readonly<Record<ViewerKind, string>> = { tensorboard: 'Tensorboard', history: 'Ray history server' };
const HOUR_MS = 3_600_000;

/** Holds the TensorBoards and history servers of the account, with those that are there from the start. */
export function createViewers({ world, now: clock }: { world: World; now: () => number }): ViewerStore {
  const now = (): number => wholeSecond(clock());
  const records = new Map<string, ViewerRecord>();
  const begun = now();
  let revision = 0;

  for (const { Kind, Id, Name, WorkspaceId, Stopped, UserId, DataSourceId } of world.viewers) {
    const from = begun - 2 * HOUR_MS;
    records.set(Id, {
      kind: Kind,
      id: Id,
      sequence: records.size,
      owner: world.users.find(({ userId }) => userId === UserId) ?? { userId: UserId, userName: '' },
      workspaceId: WorkspaceId,
      accessibility: 'PRIVATE',
      createdAt: from,
      modifiedAt: from,
      minutes: 7 * 24 * 60,
      runs: [Stopped ? { from, stopAt: from + HOUR_MS } : { from }],
      said:
        Kind === 'tensorboard'
          ? { DisplayName: `losses-${Name}`, DataSourceId, SummaryPath: '/logs/', Cpu: 1, Memory: 4 }
          : {
              DisplayName: `ray-history-${Name}`,
              StoragePath: 'oss://ray-logs.oss-cn-hangzhou-internal.aliyuncs.com/history/',
              EcsSpec: 'ecs.g6.large',
            },
    });
  }

  const changed = (record: ViewerRecord): void => {
    revision += 1;
    record.modifiedAt = now();
  };
  const status = (record: ViewerRecord) => standing(record, now());
  const refuse = (record: ViewerRecord, what: string): never => {
    throw fail('BadRequest', `${NOUNS[record.kind]} ${record.id} is ${status(record).status} and cannot be ${what}.`);
  };

  const store: ViewerStore = {
    create: (viewer, owner) => {
      const sequence = records.size;
      const key = `${viewer.kind}/${sequence}/${now()}`;
      const id = `${viewer.kind === 'tensorboard' ? 'tb' : 'rhs'}${token(`${key}/${pick(key, 1000)}`, 14)}`;
      const at = now();
      const record: ViewerRecord = {
        ...viewer,
        id,
        sequence,
        owner,
        createdAt: at,
        modifiedAt: at,
        runs: [{ from: at }],
      };
      records.set(id, record);
      revision += 1;
      return record;
    },
    all: (kind) => [...records.values()].filter((record) => record.kind === kind && record.deletedAt === undefined),
    readable: (kind, id, caller) => {
      const record = records.get(id);
      // A deleted TensorBoard is still told of, as such; a history server is not there any more.
      const gone = record?.deletedAt !== undefined && kind === 'history';
      if (record?.kind !== kind || gone) throw fail('NotFound', `${NOUNS[kind]} ${id} does not exist.`);
      const member = world.workspaces
        .find(({ WorkspaceId }) => WorkspaceId === record.workspaceId)
        ?.memberIds.includes(caller.userId);
      if (record.owner.userId !== caller.userId && !(record.accessibility === 'PUBLIC' && member))
        throw fail('OperationForbidden', `You are not authorized to access ${NOUNS[kind]} ${id}.`);
      return record;
    },
    own: (kind, id, caller) => {
      const record = store.readable(kind, id, caller);
      if (record.owner.userId !== caller.userId)
        throw fail('OperationForbidden', `You are not authorized to change ${NOUNS[kind]} ${id}.`);
      return record;
    },
    standing: status,
    start: (record) => {
      if (status(record).status !== 'Stopped') refuse(record, 'started');
      record.runs.push({ from: now() });
      changed(record);
    },
    stop: (record) => {
      if (!['Creating', 'Running'].includes(status(record).status)) refuse(record, 'stopped');
      const run = record.runs.at(-1) ?? record.runs[0];
      run.stopAt = now();
      changed(record);
    },
    remove: (record) => {
      if (status(record).status !== 'Stopped') refuse(record, 'deleted');
      record.deletedAt = now();
      changed(record);
    },
    update: (record, change) => {
      const { finishedAt } = status(record);
      const run = record.runs.at(-1) ?? record.runs[0];
      // What has ended does not come to life again because it might have run longer.
      if (finishedAt !== undefined) run.endedAt ??= finishedAt;
      change(record);
      changed(record);
    },
    revision: () => revision,
    now,
  };
  return store;
}
