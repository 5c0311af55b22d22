import { LEADER_PODS } from '../domain/identifiers.ts';
import { Foreign } from '../shaping/foreign.ts';
import { shown, time, type WireOf, wires } from './wire.ts';

/**
 * A pod, or one instance of a restarted pod, of a GetJob answer. Nothing of it is made fit to show before it is asked
 * for: a job has up to tens of thousands of pods, and an answer shows twenty.
 */
export class Pod {
  readonly #pod: WireOf<'PodItem'>;

  constructor(pod: WireOf<'PodItem'>) {
    this.#pod = pod;
  }

  /** Empty where the cloud gives none. */
  get podId(): string {
    return shown(this.#pod.PodId, 128) ?? '';
  }

  get podUid(): string | undefined {
    return shown(this.#pod.PodUid, 64);
  }

  get role(): string | undefined {
    return shown(this.#pod.Type, 64);
  }

  get status(): string {
    return shown(this.#pod.Status, 40) ?? 'Unknown';
  }

  get node(): string | undefined {
    return shown(this.#pod.NodeName, 100);
  }

  get ip(): string | undefined {
    return shown(this.#pod.Ip ?? this.#pod.PodIp, 64);
  }

  /** ISO 8601. */
  get created(): string | undefined {
    return time(this.#pod.GmtCreateTime);
  }

  /** ISO 8601. */
  get started(): string | undefined {
    return time(this.#pod.GmtStartTime);
  }

  /** ISO 8601. */
  get finished(): string | undefined {
    return time(this.#pod.GmtFinishTime);
  }

  /**
   * Whether its status is one of these. Nothing is cleaned for that, because thousands of pods are counted this way.
   */
  isStatus(...statuses: readonly string[]): boolean {
    const status = Foreign.of(this.#pod.Status);
    return status !== undefined && statuses.some((each) => status.is(each));
  }

  get evicted(): boolean {
    return Foreign.of(this.#pod.SubStatus)?.is('Evicted') === true;
  }

  /** Instances before a restart, oldest first. */
  get history(): Pod[] {
    return readPods(this.#pod.HistoryPods);
  }

  /** Its id as it is, to be compared. */
  get id(): Foreign | undefined {
    return Foreign.of(this.#pod.PodId);
  }

  /** Whether it is the pod, and where one is named the instance, with these ids. */
  isNamed(podId: string, podUid?: string): boolean {
    return this.id?.is(podId) === true && (podUid === undefined || this.uid?.is(podUid) === true);
  }

  /** Its instance's id as it is, to be compared. */
  get uid(): Foreign | undefined {
    return Foreign.of(this.#pod.PodUid);
  }

  /** Whether its id or its address is among these texts. */
  isAmong(names: ReadonlySet<string>): boolean {
    const ip = Foreign.of(this.#pod.Ip ?? this.#pod.PodIp);
    return this.id?.isIn(names) === true || ip?.isIn(names) === true;
  }
}

/** Whether its program ran at any time, as far as the answer tells. */
export const hasRun = (pod: Pod): boolean => pod.isStatus('Running', 'Succeeded') || pod.started !== undefined;

/** The pods of a list in an answer; none before the job is scheduled. */
export const readPods = (value: unknown): Pod[] => wires<'PodItem'>(value).map((pod) => new Pod(pod));

/** A pod as reasons name it: role and index, without its job. */
const ROLE_AND_INDEX = /^[A-Za-z]{1,32}-\d{1,9}$/;

/**
 * The ids of pods that may be named as reasons name them: `worker-44` is `<job id>-worker-44`
 * (api-notes: ids). A full id stays as it is.
 * @param pods of the job, where it was read: what is the id of one of them is not completed
 */
export function podIdsOf(jobId: string, named: readonly string[], pods: readonly Pod[] = []): string[] {
  const short = new Set(named.filter((name) => ROLE_AND_INDEX.test(name)));
  const own = short.size === 0 ? [] : pods.filter(({ id }) => id?.isIn(short));
  const completes = (name: string): boolean => short.has(name) && !own.some((pod) => pod.isNamed(name));
  return named.map((name) => (completes(name) ? `${jobId}-${name.toLowerCase()}` : name));
}

/** The same for a pod that need not be named. */
export const podIdOf = (jobId: string, named: string | undefined, pods: readonly Pod[] = []): string | undefined =>
  named === undefined ? undefined : podIdsOf(jobId, [named], pods)[0];

/** Earlier instances of restarted pods. */
export const historyOf = (pods: readonly Pod[]): Pod[] => pods.flatMap(({ history }) => history);

/** What of a pod tells which one matters. A `Pod` has it, and so has a row of an answer that was made of one. */
export type PodLike = Pick<Pod, 'finished' | 'isStatus'> & { id: Pick<Foreign, 'matches'> | undefined };

/** Milliseconds since the epoch; what has not ended comes after all that has. */
const endOf = ({ finished }: PodLike): number =>
  finished === undefined ? Number.POSITIVE_INFINITY : Date.parse(finished);

/**
 * The earliest end first, each worked out once.
 * @param weight decides between equal ones; without it their order stays
 */
export const byEnd = <T extends PodLike>(pods: readonly T[], weight: (pod: T) => number = () => 0): T[] =>
  pods
    .map((pod) => ({ pod, end: endOf(pod), weight: weight(pod) }))
    .sort((a, b) => (a.end === b.end ? a.weight - b.weight : a.end - b.end))
    .map(({ pod }) => pod);

/** The latest end first, what has not ended last, each worked out once; of equal ones the order stays. */
export const latestFirst = <T extends PodLike>(pods: readonly T[]): T[] =>
  pods
    .map((pod) => ({ pod, end: pod.finished === undefined ? Number.NEGATIVE_INFINITY : endOf(pod) }))
    .sort((a, b) => (a.end === b.end ? 0 : b.end - a.end))
    .map(({ pod }) => pod);

/** What pods are seen in, what needs a look first. */
const POD_STATUSES = ['Failed', 'Unknown', 'Pending', 'Running', 'Stopped', 'Succeeded'];

/**
 * How many pods are in each status; a status that nobody has documented counts
 * as `other`. Statuses of no pod are absent.
 */
export function podsByStatus(pods: readonly Pod[]): Record<string, number> {
  const counts = Object.fromEntries([...POD_STATUSES, 'other'].map((status) => [status, 0]));
  for (const pod of pods) {
    const status = POD_STATUSES.find((each) => pod.isStatus(each)) ?? 'other';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).filter(([, of]) => of > 0));
}

/** The pods that failed first, by their end, then the others as they came. */
export const failedFirst = (pods: readonly Pod[]): Pod[] => {
  const failed = pods.filter((pod) => pod.isStatus('Failed'));
  return failed.length === 0 ? [...pods] : [...byEnd(failed), ...pods.filter((pod) => !pod.isStatus('Failed'))];
};

/** The pod that leads, by its id: the first of the patterns that one of them fits. */
export function leadingPod<T extends PodLike>(
  pods: readonly T[],
  leaders: readonly RegExp[] = LEADER_PODS,
): T | undefined {
  for (const leader of leaders) {
    const found = pods.find(({ id }) => id?.matches(leader));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The pod that most likely says what happened: the one that failed first, else the leader, else any.
 */
export function tellingPod<T extends PodLike>(pods: readonly T[]): { pod: T; why: string } | undefined {
  const named = pods.filter(({ id }) => id !== undefined);
  const [failed] = byEnd(named.filter((pod) => pod.isStatus('Failed')));
  if (failed !== undefined) return { pod: failed, why: 'the pod that failed first' };
  const leader = leadingPod(named);
  if (leader !== undefined) return { pod: leader, why: 'the leading pod' };
  return named[0] === undefined ? undefined : { pod: named[0], why: 'the first pod' };
}
