import type { LagKnobs } from '../lag.ts';
import { rootIdOf, treeOf } from '../world/quota-tree.ts';
import type { Quota, QuotaNode } from '../world/world.ts';
import { createLagging, type LaggingRead } from './lagging.ts';
import type { Phase } from './phase.ts';
import { type Holder, planTree, queueAt } from './plan.ts';
import type { Durations, JobRecord } from './record.ts';
import { storyOf } from './story.ts';
import { allocatedAt, isServed, phaseAt, phasesOf } from './timeline.ts';
import { wholeSecond } from './times.ts';

/** A job as it stands at one moment. Milliseconds. */
export interface JobView {
  record: JobRecord;
  now: number;
  /** The phases reached so far; the last one is the present one. */
  reached: readonly [Phase, ...Phase[]];
  current: Phase;
  /** When it got its resources, if it has. */
  startAt: number | undefined;
  /** The machines its pods were placed on, in order of rank; empty outside a quota. */
  nodes: readonly string[];
}

/** Who of a quota has resources at one moment, and who waits for them, the next one first. */
export interface QuotaUse {
  holders: readonly Holder[];
  queue: readonly JobRecord[];
  /** Who is on the machines of its tree: its own jobs, and those of the other quotas. */
  around: readonly Holder[];
  /** The machines that its jobs can go to: its own, then those that it can be lent. */
  reach: readonly QuotaNode[];
}

export interface JobStore {
  add(record: JobRecord): void;
  /** A job that is there; a deleted one is not. */
  find(id: string): JobRecord | undefined;
  /** All jobs that are there. */
  all(): readonly JobRecord[];
  /** Whether a job has, or had, this id. */
  knows(id: string): boolean;
  /** How many jobs there ever were. */
  ever(): number;
  view(record: JobRecord): JobView;
  quotaUse(quotaId: string): QuotaUse;
  /** To be called after a change to the machines or the strategy of a quota. */
  quotaChanged(quotaId: string): void;
  /** To be called after a change to a record: what was planned is planned anew. */
  changed(record: JobRecord): void;
  /** Takes a job away once the lag of updates has passed; by default at once. */
  remove(record: JobRecord): void;
  /** Makes a change once the lag of updates has passed; by default at once. `at` is the time it is made at. */
  update(record: JobRecord, change: (at: number) => void): void;
  /** Whether a created job is already in that kind of read. */
  shows(record: JobRecord, read: LaggingRead): boolean;
  /** Goes up with every write that is accepted. */
  revision(): number;
  now(): number;
}

/** Holds the jobs; what state they are in is computed when asked for. */
export function createJobStore(options: {
  quotas: readonly Quota[];
  durations: Durations;
  now: () => number;
  lag: () => LagKnobs;
}): JobStore {
  const { quotas, durations, now } = options;
  const lagging = createLagging(options.lag, () => wholeSecond(now()));
  let revision = 0;
  const jobs = new Map<string, JobRecord>();
  const plans = new Map<string, Map<string, Holder>>();
  const quotaOf = (record: JobRecord): string => record.request.ResourceId ?? '';
  const membersOf = (quotaId: string): JobRecord[] => [...jobs.values()].filter((job) => quotaOf(job) === quotaId);

  const planOf = (quotaId: string): Map<string, Holder> => {
    const quota = quotas.find((candidate) => candidate.QuotaId === quotaId);
    if (!quota) return new Map();
    const known = plans.get(rootIdOf(quota));
    if (known) return known;
    const tree = treeOf(quotas, quota);
    const members = tree.flatMap(({ QuotaId }) => membersOf(QuotaId));
    const plan = planTree(members, tree, durations);
    plans.set(rootIdOf(quota), plan);
    return plan;
  };
  const startOf = (record: JobRecord): number | undefined => {
    if (record.told) return record.told.phases.find(({ attempt }) => attempt >= 0)?.from;
    if (!isServed(record, storyOf(record))) return undefined;
    return quotaOf(record) === '' ? allocatedAt(record, durations) : planOf(quotaOf(record)).get(record.id)?.at;
  };
  /** Whole lives by job: the same until the job is changed, or gets its resources at another time. */
  const lives = new Map<string, { startAt: number | undefined; phases: readonly Phase[] }>();
  const lifeOf = (record: JobRecord, startAt: number | undefined): readonly Phase[] => {
    const known = lives.get(record.id);
    if (known !== undefined && known.startAt === startAt) return known.phases;
    const phases = phasesOf(record, startAt, durations);
    lives.set(record.id, { startAt, phases });
    return phases;
  };
  const reachedAt = (phases: readonly Phase[], at: number): readonly [Phase, ...Phase[]] => {
    const current = phaseAt(phases, at) ?? phases[0];
    if (!current) throw new Error('a job has no phase');
    const [first = current, ...rest] = [...phases.filter((phase) => phase.from < current.from), current];
    return [first, ...rest];
  };

  const forgetPlan = (quotaId: string): void => {
    const quota = quotas.find((candidate) => candidate.QuotaId === quotaId);
    if (quota) plans.delete(rootIdOf(quota));
  };
  const planAnew = (record: JobRecord): void => {
    lives.delete(record.id);
    forgetPlan(quotaOf(record));
  };

  return {
    add: (record) => {
      revision += 1;
      jobs.set(record.id, record);
      lagging.committed(record.id);
      planAnew(record);
    },
    find: (id) => {
      lagging.settle();
      const record = jobs.get(id);
      return record?.deleted ? undefined : record;
    },
    all: () => {
      lagging.settle();
      return [...jobs.values()].filter(({ deleted }) => !deleted);
    },
    knows: (id) => jobs.has(id),
    ever: () => jobs.size,
    quotaChanged: (quotaId) => {
      revision += 1;
      forgetPlan(quotaId);
    },
    changed: (record) => {
      revision += 1;
      planAnew(record);
    },
    remove: (record) => {
      revision += 1;
      lagging.later(() => {
        record.deleted = true;
      });
    },
    update: (record, change) => {
      revision += 1;
      lagging.later((at) => {
        change(at);
        planAnew(record);
      });
    },
    shows: (record, read) => lagging.shows(record.id, read),
    revision: () => revision,
    now,
    quotaUse: (quotaId) => {
      lagging.settle();
      const at = now();
      const plan = planOf(quotaId);
      const around = [...plan.values()].filter((holder) => holder.at <= at && at < holder.until);
      const holders = around.filter(({ job }) => quotaOf(job) === quotaId);
      const quota = quotas.find((candidate) => candidate.QuotaId === quotaId);
      const others = quota ? treeOf(quotas, quota).filter((each) => each !== quota) : [];
      const reach = [...(quota?.Nodes ?? []), ...others.flatMap(({ Nodes }) => Nodes)];
      const waits = (job: JobRecord): boolean => phaseAt(lifeOf(job, startOf(job)), at)?.status === 'Queuing';
      return { holders, queue: queueAt(membersOf(quotaId).filter(waits), at, durations), around, reach };
    },
    view: (record) => {
      lagging.settle();
      const at = now();
      const startAt = startOf(record);
      const reached = reachedAt(lifeOf(record, startAt), at);
      const started = startAt !== undefined && startAt <= at && reached.some((phase) => phase.attempt >= 0);
      return {
        record,
        now: at,
        reached,
        current: reached.at(-1) ?? reached[0],
        startAt: started ? startAt : undefined,
        nodes: planOf(quotaOf(record)).get(record.id)?.nodes ?? [],
      };
    },
  };
}
