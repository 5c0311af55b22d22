import { endingMessage, outcomeOf } from './outcome.ts';
import type { Phase } from './phase.ts';
import { type Durations, isSpot, type JobRecord } from './record.ts';
import { replicasOf } from './replicas.ts';
import { diesAt, SIGNAL_EXIT } from './signals.ts';
import { type Status, TERMINAL } from './status.ts';
import { type Story, storyOf } from './story.ts';
import { lineOf } from './text.ts';

/** How long a Lingjun spot job bids before it gets its machines; arbitrary. */
const BIDDING_SECONDS = 20;

const FOREVER = Number.POSITIVE_INFINITY;

/**
 * The whole life of a job, past and to come, as far as is known now: a pure function of the job, the time at which it
 * gets its resources (`undefined`: never) and the durations.
 */
export function phasesOf(record: JobRecord, startAt: number | undefined, durations: Durations): readonly Phase[] {
  const story = storyOf(record);
  const phases = record.told?.phases ?? uninterrupted(record, story, startAt, durations);
  const stopAt = Math.min(record.stopAt ?? FOREVER, stoppedInStory(story, record, phases, durations));
  // What was told has happened, whatever limit the job has.
  const evictedAt = record.evicted?.at ?? FOREVER;
  const cutAt = Math.min(stopAt, evictedAt, record.told ? FOREVER : timeLimit(record, phases));
  const last = phases.at(-1);
  const dead = diedOf(record, phases, cutAt);
  if (dead !== undefined) return dead;
  if (!Number.isFinite(cutAt) || !last || (TERMINAL.includes(last.status) && last.from <= cutAt)) return phases;
  const stoppedAt = cutAt + durations.stopping * 1000;
  const byUser = cutAt === stopAt;
  const { JobType, JobMaxRunningTimeMinutes: minutes } = record.request;
  const kept = phases
    .filter((phase) => phase.from < cutAt)
    .map((phase) => ({ ...phase, to: Math.min(phase.to, cutAt) }));
  const attempt = kept.at(-1)?.attempt ?? -1;
  if (cutAt === evictedAt) return [...kept, evictedPhase(record, cutAt, attempt)];
  const reason = byUser
    ? (story.wording.reason ?? { code: 'StoppedByUser', message: '| Job is stopped by user.' })
    : // The code for the time limit is not published; the user's is (api-notes: reasons).
      { code: 'StoppedByMaxRunningTime', message: `| Job is stopped because it ran longer than ${minutes} minutes.` };
  return [
    ...kept,
    {
      status: 'Stopping',
      from: cutAt,
      to: stoppedAt,
      reasonCode: '',
      reasonMessage: `${JobType} ${record.id} is stopping.`,
      attempt,
    },
    {
      status: 'Stopped',
      from: stoppedAt,
      to: FOREVER,
      reasonCode: reason.code,
      reasonMessage: lineOf(reason.message).text,
      attempt,
    },
  ];
}

/** A job does not go on without pods that were taken off their machines. */
const evictedPhase = ({ id, request, evicted }: JobRecord, at: number, attempt: number): Phase => ({
  status: 'Failed',
  from: at,
  to: FOREVER,
  reasonCode: 'JobFailed',
  reasonMessage: `${request.JobType} ${id} failed because ${evicted?.pods.length ?? 0} pod(s) were evicted: the node is drained (${evicted?.pods[0]}).`,
  attempt,
});

/** The life of a job that a signal ends while it runs, and before `cutAt`; `undefined` where none does. */
function diedOf(record: JobRecord, phases: readonly Phase[], cutAt: number): Phase[] | undefined {
  const at = diesAt(record);
  const running = phases.find((phase) => phase.status === 'Running' && phase.from < at && at < phase.to);
  if (running === undefined || at >= cutAt) return undefined;
  const died = replicasOf(record).map(({ role, index }) => ({ role, index, exitCode: SIGNAL_EXIT, at }));
  return [
    ...phases.filter((phase) => phase.from < running.from),
    { ...running, to: at },
    {
      status: 'Failed',
      from: at,
      to: FOREVER,
      reasonCode: 'JobFailed',
      reasonMessage: endingMessage(`${record.request.JobType} ${record.id}`, died),
      attempt: running.attempt,
    },
  ];
}

/** The phase a time falls into. */
export const phaseAt = (phases: readonly Phase[], at: number): Phase | undefined =>
  phases.find((phase) => phase.from <= at && at < phase.to);

function timeLimit(record: JobRecord, phases: readonly Phase[]): number {
  const running = phases.find((phase) => phase.status === 'Running');
  const limit = (record.request.JobMaxRunningTimeMinutes ?? FOREVER) * 60_000;
  const last = phases.findLast((phase) => phase.status === 'Running');
  return running && last && running.from + limit < last.to ? running.from + limit : FOREVER;
}

/** When the person of the scenario, not the API's caller, stops it. */
function stoppedInStory(
  { course: { stopped } }: Story,
  record: JobRecord,
  phases: readonly Phase[],
  durations: Durations,
): number {
  if (!stopped) return FOREVER;
  if ('queuedSeconds' in stopped) return record.createdAt + (durations.creating + stopped.queuedSeconds) * 1000;
  const running = phases.find((phase) => phase.status === 'Running');
  return running ? running.from + Math.round(stopped.runShare * record.runSeconds) * 1000 : FOREVER;
}

function uninterrupted(record: JobRecord, story: Story, startAt: number | undefined, durations: Durations): Phase[] {
  const { id, createdAt } = record;
  const name = `${record.request.JobType} ${id}`;
  const submittedAt = createdAt + durations.creating * 1000;
  const first: Phase = {
    status: 'Creating',
    from: createdAt,
    to: submittedAt,
    reasonCode: '',
    reasonMessage: '',
    attempt: -1,
  };
  const phases = [first];
  let attempt = -1;
  const end = (): number => phases.at(-1)?.to ?? createdAt;
  const add = (status: Status, to: number, reasonCode: string, reasonMessage: string): void => {
    if (to > end()) phases.push({ status, from: end(), to, reasonCode, reasonMessage, attempt });
  };
  const queue = (to: number): void => add('Queuing', to, 'JobEnqueue', `${name} is enqueued and waits for resources.`);
  const bid = (to: number): void => add('Bidding', to, 'JobBidding', `${name} is bidding for preemptible resources.`);

  if (startAt === undefined) {
    const gaveUpAt = stockOf(record, story) === 'fails' ? submittedAt + durations.stockWait * 1000 : FOREVER;
    if (story.course.outbid) {
      queue(submittedAt + durations.allocating * 1000);
      bid(FOREVER);
    }
    queue(gaveUpAt);
    if (gaveUpAt !== FOREVER) add('Failed', FOREVER, 'ResourceAllocateFailed', 'resource type is not enough');
    return phases;
  }
  queue(bids(record) ? startAt - BIDDING_SECONDS * 1000 : startAt);
  bid(startAt);
  for (const [index, { share = 1, preparing = durations.envPreparing, end: incident }] of story.attempts.entries()) {
    attempt = index;
    const scheduled = `${name} has been successfully scheduled and is now entering the preparation phase.`;
    add('EnvPreparing', end() + preparing * 1000, 'JobPreparing', scheduled);
    if (incident?.stage !== 'preparing') {
      const checking = isChecked(record, story) ? durations.sanityChecking * 1000 : 0;
      add('SanityChecking', end() + checking, 'JobSanityChecking', `${name} is being checked before it runs.`);
    }
    if (incident === undefined || incident.stage === 'running') {
      const runs = incident?.exit === 'hangs' ? FOREVER : Math.max(1, Math.round(share * record.runSeconds)) * 1000;
      add('Running', end() + runs, 'JobRunning', `${name} is running.`);
    }
    if (incident?.restart === undefined) break;
    add('Restarting', end() + incident.restart * 1000, 'JobRestarting', `${name} is being restarted by AIMaster.`);
  }
  if (end() === FOREVER) return phases;

  const outcome = outcomeOf(record, story, end());
  const { JobReservedMinutes = 0, JobReservedPolicy = 'Always' } = record.request.Settings ?? {};
  const holds = JobReservedPolicy === 'Always' || (JobReservedPolicy === 'OnFailure') === (outcome.status === 'Failed');
  add(`${outcome.status}Reserving`, end() + (holds ? JobReservedMinutes * 60_000 : 0), outcome.code, outcome.message);
  add(outcome.status, FOREVER, outcome.code, outcome.message);
  return phases;
}

/** Whether the machine type is sold out, by itself or in the scenario. */
export const stockOf = (record: JobRecord, { course }: Story): JobRecord['stock'] => course.stock ?? record.stock;

/** Whether it gets resources at all once there are some. */
export const isServed = (record: JobRecord, story: Story): boolean =>
  record.told === undefined &&
  story.course.obstacle === undefined &&
  !story.course.outbid &&
  stockOf(record, story) === 'enough';

/** When a job on public resources gets its machines; milliseconds. */
export const allocatedAt = (record: JobRecord, { creating, allocating }: Durations): number =>
  record.createdAt + (creating + allocating + (bids(record) ? BIDDING_SECONDS : 0)) * 1000;

/** Whether it is checked before it runs. */
const isChecked = (record: JobRecord, { course }: Story): boolean => course.checked ?? record.sanityCheck;

/** Lingjun spot jobs outside quotas pass through `Bidding` (api-notes: spot). */
const bids = (record: JobRecord): boolean =>
  record.resourceType === 'Lingjun' && !record.request.ResourceId && isSpot(record);
