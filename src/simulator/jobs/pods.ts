import type { ToldPod } from '../told/told.ts';
import { pick, uuidOf } from './identifiers.ts';
import type { Phase } from './phase.ts';
import { failingReplica, podName, type Replica, replicasOf } from './replicas.ts';
import { diesAt } from './signals.ts';
import type { PodStatus } from './status.ts';
import type { JobView } from './store.ts';
import { exitCodeOf, peersLastMs, type Story, storyOf } from './story.ts';

/** A pod of one try at running a job, at the moment of the view. Milliseconds. */
export interface Pod {
  name: string;
  uid: string;
  replica: Replica;
  /** Index among all pods; 0 is the one that logs progress. */
  rank: number;
  attempt: number;
  ip: string;
  nodeName: string;
  createdAt: number;
  startAt: number | undefined;
  finishAt: number | undefined;
  status: PodStatus;
  subStatus: string;
  /** The one that fails first, where one does. */
  failsFirst: boolean;
  /** Its earlier instances, the latest first: those a restart replaced. */
  history: readonly Pod[];
}

/** How long after the job a pod ends that never ran (as observed, facts 7.2). */
const NEVER_RAN_LATER_MS = 31_000;

/** The address of a pod; each instance has its own. */
export const podIp = (name: string, attempt: number): string =>
  `10.224.${pick(`${name}/a`, 250)}.${1 + pick(`${name}/b${attempt === 0 ? '' : `/${attempt}`}`, 250)}`;

/** A try at running the job, as far as it has come. */
interface Try {
  attempt: number;
  from: number;
  running: Phase | undefined;
  /** Its last phase that is the job's own: preparing, checking or running. */
  last: Phase;
  stopped: Phase | undefined;
  stopping: boolean;
}

/** The pods of a job; none before its resources are there. */
export function podsOf(view: JobView, region: string): Pod[] {
  if (view.record.told) return toldPods(view, view.record.told.pods, region);
  const tries = triesOf(view);
  const latest = tries.at(-1);
  if (!latest) return [];
  const story = storyOf(view.record);
  const failing = podName(view.record, failingReplica(view.record));
  const context = { view, region, story, failing };
  return replicasOf(view.record)
    .map((replica, rank): Pod => {
      const history = tries.slice(0, -1).map((one) => pod(context, one, replica, rank));
      return { ...pod(context, latest, replica, rank), history: history.reverse() };
    })
    .filter((candidate) => candidate.createdAt <= view.now);
}

/** The pods of a told job: as they were told, until somebody stops the job. */
function toldPods(view: JobView, told: readonly ToldPod[], region: string): Pod[] {
  const { record, reached } = view;
  const stopped = reached.find(({ status }) => status === 'Stopped')?.from;
  const createdAt = reached.find(({ attempt }) => attempt >= 0)?.from ?? record.createdAt;
  return told.map(({ role, index, spec, ...pod }, rank): Pod => {
    const replica = { role, index, spec };
    const name = podName(record, replica);
    const ip = pod.ip ?? podIp(name, 0);
    const cut = pod.finishAt === undefined && stopped !== undefined;
    return {
      name,
      uid: uuidOf(`${name}/uid`),
      replica,
      rank,
      attempt: 0,
      ip,
      nodeName: nodeName(view, region, ip, rank, ''),
      createdAt,
      startAt: pod.startAt,
      finishAt: cut ? stopped : pod.finishAt,
      status: cut ? 'Stopped' : pod.status,
      subStatus: pod.subStatus,
      failsFirst: false,
      history: [],
    };
  });
}

function triesOf({ reached }: JobView): Try[] {
  const count = Math.max(...reached.map((phase) => phase.attempt)) + 1;
  return Array.from({ length: count }, (_, attempt) => {
    const phases = reached.filter((phase) => phase.attempt === attempt);
    const own = phases.filter((phase) => ['EnvPreparing', 'SanityChecking', 'Running'].includes(phase.status));
    const [first] = own;
    const last = own.at(-1);
    if (!first || !last) return [];
    return {
      attempt,
      from: first.from,
      running: own.find((phase) => phase.status === 'Running'),
      last,
      stopped: phases.find((phase) => phase.status === 'Stopped'),
      stopping: phases.some((phase) => phase.status === 'Stopping'),
    };
  }).flat();
}

interface Context {
  view: JobView;
  region: string;
  story: Story;
  failing: string;
}

function pod({ view, region, story, failing }: Context, one: Try, replica: Replica, rank: number): Pod {
  const { record, now } = view;
  const name = podName(record, replica);
  const { attempt } = one;
  const again = attempt === 0 ? '' : `/${attempt}`;
  const moved = name === failing ? again : '';
  const ip = podIp(name, attempt);
  const incident = story.attempts[attempt]?.end;
  const failsFirst = incident !== undefined && incident.exit !== 'hangs' && name === failing;
  const createdAt = Math.max(one.from, record.podsAddedAt[name] ?? one.from);
  const startAt = one.running && Math.max(one.running.from, createdAt);
  const drained = record.evicted !== undefined && one.last.to === record.evicted.at ? record.evicted : undefined;
  const killed = drained !== undefined || Number.isFinite(diesAt(record));
  const end = ending(
    one,
    failsFirst && !drained ? peersLastMs(story, attempt) : 0,
    exitCodeOf(story, attempt) === 0 && !killed,
  );
  const finishAt = end && end.at <= now ? Math.max(end.at, startAt ?? end.at) : undefined;
  const evicted = drained
    ? drained.pods.includes(name)
    : incident?.evicted === 'all' || (incident?.evicted === 'first' && failsFirst);
  return {
    name,
    uid: uuidOf(`${name}/uid${again}`),
    replica,
    rank,
    attempt,
    ip,
    nodeName: nodeName(view, region, ip, rank, moved),
    createdAt,
    startAt,
    finishAt,
    status: finishAt !== undefined && end ? end.status : startAt === undefined ? 'Pending' : 'Running',
    subStatus: evicted && finishAt !== undefined ? 'Evicted' : 'Normal',
    failsFirst,
    history: [],
  };
}

/**
 * The quota's machine, until a restart moved the pod to another one; else a Lingjun node is not named after the
 * address, a general one is (api-notes: ids).
 */
function nodeName({ record, nodes }: JobView, region: string, ip: string, rank: number, moved: string): string {
  const planned = nodes[rank];
  if (planned !== undefined && moved === '') return planned;
  if (record.resourceType !== 'Lingjun') return `${region}.${ip}`;
  return `lingj${uuidOf(`${record.id}/node${moved}`).slice(0, 8)}-${rank}`;
}

function ending(one: Try, earlierMs: number, completes: boolean): { at: number; status: PodStatus } | undefined {
  const { running, last, stopped } = one;
  if (one.stopping) return stopped && { at: stopped.from, status: 'Stopped' };
  if (!Number.isFinite(last.to)) return undefined;
  if (!running) return completes ? undefined : { at: last.to + NEVER_RAN_LATER_MS, status: 'Failed' };
  return { at: running.to - Math.min(earlierMs, last.to - running.from), status: completes ? 'Succeeded' : 'Failed' };
}
