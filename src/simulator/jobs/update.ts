import { fail } from '../errors.ts';
import { type JobRecord, priorityAt } from './record.ts';
import { podName, replicasOf } from './replicas.ts';
import { parseTaskSpecs } from './request.ts';
import { type Status, TERMINAL } from './status.ts';

/** What an accepted update does to the job, at a time in milliseconds. */
export type Change = (record: JobRecord, at: number) => void;

/**
 * Where an update of the priority has an effect; elsewhere it is answered with 200 and ignored (api-notes: changes
 * without effect).
 */
const PRIORITY_WINDOW: readonly Status[] = ['Creating', 'Queuing', 'EnvPreparing'];

type Reader = (value: unknown, record: JobRecord, status: Status) => Change | undefined;

/** By parameter: what a value changes, or that it changes nothing; throws what the cloud refuses. */
const READERS: Readonly<Record<string, Reader>> = {
  Accessibility: (value, { accessibility }) => {
    if (value === 'PRIVATE' && accessibility === 'PUBLIC')
      throw fail('BadRequest', 'Accessibility can only be changed to PUBLIC.');
    return value === 'PUBLIC' ? widen : undefined;
  },
  JobSpecs: (value, record, status) => scaling(value, record, status),
  Description: (value) => (record) => {
    record.description = String(value);
  },
  Priority: (value, { request }, status) => {
    const counts = Boolean(request.ResourceId) && PRIORITY_WINDOW.includes(status);
    return counts ? (record, at) => setPriority(record, at, Number(value)) : undefined;
  },
};

/**
 * The changes of an `UpdateJob`. Everything is checked before anything is changed, so that a refused update changes
 * nothing.
 * @param ignores whether a parameter is to be checked and then left alone
 */
export function readUpdate(
  params: Readonly<Record<string, unknown>>,
  record: JobRecord,
  status: Status,
  ignores: (parameter: string) => boolean,
): Change[] {
  return Object.entries(READERS).flatMap(([name, read]) => {
    const change = params[name] === undefined ? undefined : read(params[name], record, status);
    return change && !ignores(name) ? [change] : [];
  });
}

const widen: Change = (record) => {
  record.accessibility = 'PUBLIC';
};

function setPriority(record: JobRecord, at: number, value: number): void {
  if (value !== priorityAt(record, at)) record.priorities.push({ at, value });
}

/** Takes over the pod counts of an elastic job; the demand by which it was placed stays what it was. */
function scaling(value: unknown, { id, request }: JobRecord, status: Status): Change {
  const wanted = parseTaskSpecs(value);
  const { JobSpecs: present, ElasticSpec: elastic } = request;
  if (!elastic?.EnableElasticTraining && !present.some((spec) => spec.AutoScalingSpec))
    throw fail('BadRequest', 'JobSpecs can only be updated for elastic jobs.');
  if (TERMINAL.includes(status)) throw fail('BadRequest', `Job ${id} is ${status} and cannot be scaled.`);
  const countOf = (type: string): number | undefined => wanted.find((spec) => spec.Type === type)?.PodCount;
  for (const { Type, AutoScalingSpec = {} } of present) {
    const { MinReplicas: least = 1, MaxReplicas: most = Number.POSITIVE_INFINITY } = AutoScalingSpec;
    const count = countOf(Type);
    if (count !== undefined && (count < least || count > most))
      throw fail('InvalidParameter', `PodCount of ${Type} must be from ${least} to ${most}.`);
  }
  return (record, at) => {
    const before = new Set(replicasOf(record).map((replica) => podName(record, replica)));
    const specs = record.request.JobSpecs;
    const JobSpecs = specs.map((spec) => ({ ...spec, PodCount: countOf(spec.Type) ?? spec.PodCount }));
    record.request = { ...record.request, JobSpecs };
    for (const replica of replicasOf(record)) {
      const name = podName(record, replica);
      if (!before.has(name)) record.podsAddedAt[name] = at;
    }
  };
}
