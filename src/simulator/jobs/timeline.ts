import { pick } from './identifiers.ts';
import type { Durations, JobRecord } from './record.ts';
import { EXIT_CODES } from './scenario.ts';

export type Status =
  | 'Creating'
  | 'Queuing'
  | 'EnvPreparing'
  | 'SanityChecking'
  | 'Running'
  | 'SucceededReserving'
  | 'FailedReserving'
  | 'Stopping'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped';

export const TERMINAL: readonly Status[] = ['Succeeded', 'Failed', 'Stopped'];

/** A stretch of a job's life; `to` is `Infinity` for the last one. Milliseconds. */
export interface Phase {
  status: Status;
  from: number;
  to: number;
  reasonCode: string;
  reasonMessage: string;
}

/**
 * The whole life of a job, past and to come, as far as is known now: a pure function of the job, the time at which it gets its
 * resources (`undefined`: never) and the durations.
 */
export function phasesOf(record: JobRecord, startAt: number | undefined, durations: Durations): Phase[] {
  const phases = uninterrupted(record, startAt, durations);
  const cutAt = Math.min(record.stopAt ?? Number.POSITIVE_INFINITY, timeLimit(record, phases));
  const last = phases.at(-1);
  if (!Number.isFinite(cutAt) || !last || (TERMINAL.includes(last.status) && last.from <= cutAt)) return phases;
  const stoppedAt = cutAt + durations.stopping * 1000;
  const byUser = cutAt === record.stopAt;
  const { JobType } = record.request;
  return [
    ...phases.filter((phase) => phase.from < cutAt).map((phase) => ({ ...phase, to: Math.min(phase.to, cutAt) })),
    {
      status: 'Stopping',
      from: cutAt,
      to: stoppedAt,
      reasonCode: '',
      reasonMessage: `${JobType} ${record.id} is stopping.`,
    },
    {
      status: 'Stopped',
      from: stoppedAt,
      to: Number.POSITIVE_INFINITY,
      // The code for the time limit is not published; the user's is (facts 3.3).
      reasonCode: byUser ? 'StoppedByUser' : 'StoppedByMaxRunningTime',
      reasonMessage: byUser
        ? 'Job is stopped by user.'
        : `Job is stopped because it ran longer than ${record.request.JobMaxRunningTimeMinutes} minutes.`,
    },
  ];
}

/** The phase a time falls into. */
export const phaseAt = (phases: readonly Phase[], at: number): Phase | undefined =>
  phases.find((phase) => phase.from <= at && at < phase.to);

function timeLimit(record: JobRecord, phases: readonly Phase[]): number {
  const running = phases.find((phase) => phase.status === 'Running');
  const limit = (record.request.JobMaxRunningTimeMinutes ?? Number.POSITIVE_INFINITY) * 60_000;
  return running && running.from + limit < running.to ? running.from + limit : Number.POSITIVE_INFINITY;
}

function uninterrupted(record: JobRecord, startAt: number | undefined, durations: Durations): Phase[] {
  const { id, createdAt } = record;
  const name = `${record.request.JobType} ${id}`;
  const submittedAt = createdAt + durations.creating * 1000;
  const phases: Phase[] = [{ status: 'Creating', from: createdAt, to: submittedAt, reasonCode: '', reasonMessage: '' }];
  const add = (status: Status, to: number, reasonCode: string, reasonMessage: string): void => {
    const from = phases.at(-1)?.to ?? createdAt;
    if (to > from) phases.push({ status, from, to, reasonCode, reasonMessage });
  };
  const forever = Number.POSITIVE_INFINITY;

  if (startAt === undefined) {
    const gaveUpAt = record.stock === 'fails' ? submittedAt + durations.stockWait * 1000 : forever;
    add('Queuing', gaveUpAt, 'JobEnqueue', `${name} is enqueued and waits for resources.`);
    if (gaveUpAt !== forever) add('Failed', forever, 'ResourceAllocateFailed', 'resource type is not enough');
    return phases;
  }
  add('Queuing', startAt, 'JobEnqueue', `${name} is enqueued and waits for resources.`);
  const prepared = startAt + durations.envPreparing * 1000;
  const scheduled = `${name} has been successfully scheduled and is now entering the preparation phase.`;
  add('EnvPreparing', prepared, 'JobPreparing', scheduled);
  const checked = prepared + (record.sanityCheck ? durations.sanityChecking * 1000 : 0);
  add('SanityChecking', checked, 'JobSanityChecking', `${name} is being checked before it runs.`);
  const ended = checked + record.runSeconds * 1000;
  add('Running', ended, 'JobRunning', `${name} is running.`);

  const outcome = outcomeOf(record, ended);
  const { JobReservedMinutes = 0, JobReservedPolicy = 'Always' } = record.request.Settings ?? {};
  const holds = JobReservedPolicy === 'Always' || (JobReservedPolicy === 'OnFailure') === (outcome.status === 'Failed');
  const reserved = holds ? JobReservedMinutes * 60_000 : 0;
  add(`${outcome.status}Reserving`, ended + reserved, outcome.code, outcome.message);
  add(outcome.status, forever, outcome.code, outcome.message);
  return phases;
}

interface Outcome {
  status: 'Succeeded' | 'Failed';
  code: string;
  message: string;
}

function outcomeOf(record: JobRecord, endedAt: number): Outcome {
  const name = `${record.request.JobType} ${record.id}`;
  const exitCode = EXIT_CODES[record.scenario];
  if (exitCode === 0)
    return { status: 'Succeeded', code: 'JobSucceeded', message: `${name} is successfully completed.` };
  const { role, index } = failingReplica(record);
  // A JSON string, as observed (facts 3.3): epoch seconds and the exit code are strings in it.
  const content = [{ time: String(endedAt / 1000), pods: { [role]: [index] }, reason: String(exitCode) }];
  const overview = `${name} failed because 1 ${role} replica(s) failed.`;
  return { status: 'Failed', code: 'JobFailed', message: JSON.stringify({ overview, content }) };
}

/** One replica of a job: its role as specified or promoted, and its number within the role. */
export interface Replica {
  role: string;
  index: number;
  /** Index of the task spec it comes from. */
  spec: number;
}

/** The replicas in order of rank. Of a PyTorchJob without a Master the first Worker is promoted to it (facts 3.5). */
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

/** The replica that fails first in a failing scenario; drawn from the job's id. */
export function failingReplica(record: JobRecord): Replica {
  const replicas = replicasOf(record).filter((replica) => record.podsAddedAt[podName(record, replica)] === undefined);
  return replicas[pick(`${record.id}/failing`, replicas.length)] ?? { role: 'Worker', index: 0, spec: 0 };
}

/** `<JobId>-<role in lower case>-<n>`. */
export const podName = (record: JobRecord, replica: Replica): string =>
  `${record.id}-${replica.role.toLowerCase()}-${replica.index}`;
