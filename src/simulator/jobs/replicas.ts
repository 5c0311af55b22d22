import { pick } from './identifiers.ts';
import type { JobRecord } from './record.ts';

/** One replica of a job: its role as specified or promoted, and its number within the role. */
export interface Replica {
  role: string;
  index: number;
  /** Index of the task spec it comes from. */
  spec: number;
}

/**
 * The replicas in order of rank. Of a PyTorchJob without a Master the first Worker is promoted to it (api-notes:
 * replicas).
 */
export function replicasOf(record: JobRecord): Replica[] {
  const { JobType, JobSpecs } = record.request;
  const hasMaster = JobSpecs.some((spec) => spec.Type === 'Master');
  const promote = JobType === 'PyTorchJob' && !hasMaster;
  return JobSpecs.flatMap((spec, at) => {
    const all = Array.from({ length: spec.PodCount }, (_, index) => ({ role: spec.Type, index, spec: at }));
    if (!promote || spec.Type !== 'Worker') return all;
    return all.map((replica) =>
      replica.index === 0 ? { ...replica, role: 'Master' } : { ...replica, index: replica.index - 1 },
    );
  });
}

/** The replica that fails first in a failing scenario; drawn from the job's key. */
export function failingReplica(record: JobRecord): Replica {
  const replicas = replicasOf(record).filter((replica) => record.podsAddedAt[podName(record, replica)] === undefined);
  return replicas[pick(`${record.key}/failing`, replicas.length)] ?? { role: 'Worker', index: 0, spec: 0 };
}

/** `<JobId>-<role in lower case>-<n>`. */
export const podName = (record: JobRecord, replica: Replica): string =>
  `${record.id}-${replica.role.toLowerCase()}-${replica.index}`;
