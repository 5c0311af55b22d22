import { checked } from '../checked.ts';
import { fail } from '../errors.ts';
import { admit } from '../jobs/admit.ts';
import { endingMessage } from '../jobs/outcome.ts';
import { parseJobRequest } from '../jobs/request.ts';
import type { Status } from '../jobs/status.ts';
import type { SimUser } from '../route.ts';
import type { JobContext } from '../routes/pai-dlc-shared.ts';
import { type Life, lifeOf, phasesOfLife, podStatus } from './life.ts';
import { timedLines, timeOf } from './lines.ts';
import { roleOf, storyRequest } from './request.ts';
import { type CheckedStory, type NamedPod, toldStory } from './schema.ts';
import type { ToldPod } from './told.ts';

/**
 * Puts in a job of the first user whose life somebody tells, and returns its id. Throws 400 `InvalidParameter`, which
 * names the member, for a story that cannot be, and then puts in nothing.
 */
export function tell(context: JobContext, [owner]: readonly SimUser[], given: unknown): string {
  if (!owner) throw new Error('the simulator has no user');
  const story = checked(toldStory, given, 'story');
  const { store } = context;
  if (story.jobId !== undefined && store.knows(story.jobId))
    throw fail('BadRequest', `Job ${story.jobId} is there already.`);
  const now = store.now();
  const life = lifeOf(story, now);
  const named = namedPods(story);
  const request = parseJobRequest(storyRequest(story, named, context.world));
  const record = admit(request, owner, context, { createdAt: life.createdAt, scenario: 'success' });
  const id = story.jobId ?? record.id;
  const pods = named.map((pod) => toldPod(pod, story.status, life, now));
  const name = `${story.jobType} ${id}`;
  const phases = phasesOfLife(story.status, life, now, (status) =>
    status === story.status && story.reason ? story.reason : reasonOf(status, name, named, pods),
  );
  const events =
    story.events === undefined
      ? undefined
      : timedLines(story.events, { from: life.createdAt, to: life.endAt ?? now, now });
  store.add({ ...record, id, key: id, told: { phases, pods, events, quotaDiagnosis: story.quotaDiagnosis } });
  return id;
}

function namedPods({ pods, jobType }: CheckedStory): NamedPod[] {
  const roles: string[] = [];
  const taken = new Set<string>();
  return pods.map((pod, rank) => {
    const role = roleOf(pod.role ?? (rank === 0 && jobType === 'PyTorchJob' ? 'master' : 'worker'));
    if (!roles.includes(role)) roles.push(role);
    let index = pod.index ?? 0;
    while (pod.index === undefined && taken.has(`${role}-${index}`)) index++;
    if (taken.has(`${role}-${index}`))
      throw fail(
        'InvalidParameter',
        `The story is invalid. pods.${rank}: there is a pod ${role.toLowerCase()}-${index} already.`,
      );
    taken.add(`${role}-${index}`);
    return { ...pod, role, index, spec: roles.indexOf(role) };
  });
}

function toldPod(pod: NamedPod, job: Status, { createdAt, startAt: jobStart, endAt }: Life, now: number): ToldPod {
  const { role, index, spec, subStatus = 'Normal', ip, startedAt, endedAt, log = [], events = [] } = pod;
  const status = podStatus(pod, job);
  const began = startedAt === undefined ? jobStart : startedAt === null ? undefined : timeOf(startedAt, now);
  const startAt = status === 'Pending' ? undefined : began;
  const over = status !== 'Pending' && status !== 'Running';
  const finishAt = over ? (endedAt === undefined ? (endAt ?? now) : timeOf(endedAt, now)) : undefined;
  const span = { from: startAt ?? createdAt, to: finishAt ?? now, now };
  return {
    role,
    index,
    spec,
    status,
    subStatus,
    ip,
    startAt,
    finishAt,
    log: timedLines(log, span),
    events: timedLines(events, { ...span, from: createdAt }),
  };
}

/** What the platform says of a status. */
function reasonOf(
  status: Status,
  name: string,
  named: readonly NamedPod[],
  pods: readonly ToldPod[],
): { code: string; message: string } {
  const failed = named.flatMap(({ role, index, exitCode }, rank) =>
    exitCode === undefined || exitCode === 0 ? [] : [{ role, index, exitCode, at: pods[rank]?.finishAt ?? 0 }],
  );
  switch (status) {
    case 'Succeeded':
    case 'SucceededReserving':
      return { code: 'JobSucceeded', message: `${name} is successfully completed.` };
    case 'Failed':
    case 'FailedReserving':
      return { code: 'JobFailed', message: endingMessage(name, failed) };
    case 'Stopped':
      return { code: 'StoppedByUser', message: 'Job is stopped by user.' };
    default:
      return { code: '', message: `${name} is ${status}.` };
  }
}
