import { fail } from '../errors.ts';
import type { Phase } from '../jobs/phase.ts';
import type { PodStatus, Status } from '../jobs/status.ts';
import { wholeSecond } from '../jobs/times.ts';
import { timeOf } from './lines.ts';
import type { CheckedPod, CheckedStory } from './schema.ts';

/** When a told job was created, began to run (if it did) and ended (if it has). Milliseconds, whole seconds. */
export interface Life {
  createdAt: number;
  startAt: number | undefined;
  endAt: number | undefined;
}

const ENDED: readonly Status[] = [
  'Restarting',
  'SucceededReserving',
  'FailedReserving',
  'Stopping',
  'Succeeded',
  'Failed',
  'Stopped',
];
const NOT_STARTED: readonly Status[] = ['Creating', 'Queuing', 'Bidding', 'EnvPreparing', 'SanityChecking'];

/** What a story that gives no times is like; seconds. */
const ENDED_AGO = 600;
const RAN = 3600;
const WAITED = 300;

/** The times of a story, those that it leaves out included. */
export function lifeOf({ status, createdAt, startedAt, endedAt, pods }: CheckedStory, now: number): Life {
  const given = (time: Parameters<typeof timeOf>[0] | undefined, other: number): number =>
    wholeSecond(time === undefined ? other : timeOf(time, now));
  const ended = ENDED.includes(status);
  const endAt = ended ? given(endedAt, now - ENDED_AGO * 1000) : undefined;
  const last = endAt ?? now;
  const never = NOT_STARTED.includes(status) || startedAt === null || pods.every((pod) => pod.startedAt === null);
  const startAt = never ? undefined : given(startedAt ?? undefined, last - RAN * 1000);
  return inOrder({ createdAt: given(createdAt, (startAt ?? last) - WAITED * 1000), startAt, endAt }, now);
}

/** @throws SimError 400 for times that cannot follow each other */
function inOrder(life: Life, now: number): Life {
  const { createdAt, startAt = createdAt, endAt = startAt } = life;
  if (createdAt <= startAt && startAt <= endAt && endAt <= now) return life;
  throw fail(
    'InvalidParameter',
    'The story is invalid. createdAt, startedAt and endedAt must follow each other, and none of them lies in the future.',
  );
}

/** Statuses on the way to a status, with the share of the wait at which each begins. */
const WAY: readonly (readonly [status: Status, share: number])[] = [
  ['Creating', 0],
  ['Queuing', 0.05],
  ['EnvPreparing', 0.2],
];
const REACHED: Readonly<Partial<Record<Status, number>>> = { Creating: 0, Queuing: 1, Bidding: 2, EnvPreparing: 2 };
const FOREVER = Number.POSITIVE_INFINITY;

/** The phases of a told job, the present one without an end. */
export function phasesOfLife(
  status: Status,
  { createdAt, startAt, endAt }: Life,
  now: number,
  words: (status: Status) => { code: string; message: string },
): Phase[] {
  const phases: Phase[] = [];
  const add = (one: Status, from: number): void => {
    const last = phases.at(-1);
    if (last) last.to = Math.max(last.from, from);
    const { code, message } = words(one);
    const attempt = ['Creating', 'Queuing', 'Bidding'].includes(one) ? -1 : 0;
    phases.push({
      status: one,
      from: last?.to ?? from,
      to: FOREVER,
      reasonCode: code,
      reasonMessage: message,
      attempt,
    });
  };
  const waitedUntil = startAt ?? endAt ?? now;
  for (const [one, share] of WAY.slice(0, REACHED[status] ?? WAY.length))
    if (one !== status) add(one, wholeSecond(createdAt + (waitedUntil - createdAt) * share));
  if (startAt !== undefined && status !== 'Running') add('Running', startAt);
  add(status, endAt ?? startAt ?? beganAt(status, createdAt, waitedUntil));
  return phases;
}

/** When a job that has not run came to the status it is in. */
function beganAt(status: Status, createdAt: number, now: number): number {
  const share = WAY.find(([one]) => one === status)?.[1] ?? WAY.at(-1)?.[1] ?? 0;
  return wholeSecond(createdAt + (now - createdAt) * share);
}

const OF_JOB: Readonly<Partial<Record<Status, PodStatus>>> = {
  Running: 'Running',
  Restarting: 'Failed',
  SucceededReserving: 'Succeeded',
  Succeeded: 'Succeeded',
  FailedReserving: 'Failed',
  Failed: 'Failed',
  Stopping: 'Running',
  Stopped: 'Stopped',
};

/** The status of a pod whose story does not give it. */
export function podStatus({ status, exitCode, startedAt }: CheckedPod, job: Status): PodStatus {
  if (status !== undefined) return status;
  if (exitCode !== undefined) return exitCode === 0 ? 'Succeeded' : 'Failed';
  return startedAt === null && job === 'Running' ? 'Pending' : (OF_JOB[job] ?? 'Pending');
}
