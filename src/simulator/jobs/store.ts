import type { LagKnobs } from '../lag.ts';
import type { Quota } from '../world/world.ts';
import { createLagging, type LaggingRead } from './lagging.ts';
import { planQuota } from './plan.ts';
import type { Durations, JobRecord } from './record.ts';
import { NOTHING } from './resources.ts';
import { type Phase, phaseAt, phasesOf } from './timeline.ts';
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
}

export interface JobStore {
  add(record: JobRecord): void;
  find(id: string): JobRecord | undefined;
  all(): readonly JobRecord[];
  view(record: JobRecord): JobView;
  /** To be called after a change to a record: what was planned is planned anew. */
  changed(record: JobRecord): void;
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
  const plans = new Map<string, Map<string, number>>();
  const quotaOf = (record: JobRecord): string => record.request.ResourceId ?? '';

  const startOf = (record: JobRecord): number | undefined => {
    const quotaId = quotaOf(record);
    if (quotaId === '') {
      const gets = record.stock === 'enough' && record.scenario !== 'quota_starvation';
      return gets ? record.createdAt + (durations.creating + durations.allocating) * 1000 : undefined;
    }
    let plan = plans.get(quotaId);
    if (!plan) {
      const members = [...jobs.values()].filter((job) => quotaOf(job) === quotaId);
      const total = quotas.find((quota) => quota.QuotaId === quotaId)?.Total ?? NOTHING;
      plan = planQuota(members, total, durations);
      plans.set(quotaId, plan);
    }
    return plan.get(record.id);
  };

  const planAnew = (record: JobRecord): void => void plans.delete(quotaOf(record));

  return {
    add: (record) => {
      revision += 1;
      jobs.set(record.id, record);
      lagging.committed(record.id);
      planAnew(record);
    },
    find: (id) => {
      lagging.settle();
      return jobs.get(id);
    },
    all: () => {
      lagging.settle();
      return [...jobs.values()];
    },
    changed: (record) => {
      revision += 1;
      planAnew(record);
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
    view: (record) => {
      lagging.settle();
      const at = now();
      const startAt = startOf(record);
      const phases = phasesOf(record, startAt, durations);
      const current = phaseAt(phases, at) ?? phases[0];
      if (!current) throw new Error(`job ${record.id} has no phase`);
      const earlier = phases.filter((phase) => phase.from < current.from);
      const [first = current, ...rest] = [...earlier, current];
      const started = startAt !== undefined && startAt <= at && earlier.concat(current).some(isScheduled);
      return { record, now: at, reached: [first, ...rest], current, startAt: started ? startAt : undefined };
    },
  };
}

const isScheduled = (phase: Phase): boolean => phase.status === 'EnvPreparing';
