import { ifOffered } from '../../../advice/offered.ts';
import { Fault } from '../../../domain/fault.ts';
import { byEnd, historyOf, type Pod, tellingPod } from '../../../jobs/pods.ts';
import { podUid } from '../../kit/fields.ts';
import { type Cursor, MOST_PODS, podKey } from './cursor.ts';

/** A pod, or an earlier instance of one, whose log is read. */
export interface LogTarget {
  pod_id: string;
  pod_uid?: string | undefined;
  /** Why this one, where the call did not name it. */
  chosen?: string | undefined;
  status?: string | undefined;
  /** When its life began and ended, ISO 8601. */
  began?: string | undefined;
  finished?: string | undefined;
  earlier: boolean;
}

export interface PodChoice {
  targets: LogTarget[];
  /** Pods that were asked for beyond what one call reads: how many, and the names of the first. */
  leftOut: LeftOut;
}

export interface LeftOut {
  count: number;
  /** As many as the next call reads. */
  first: readonly string[];
}

export const NONE_LEFT_OUT: LeftOut = { count: 0, first: [] };

export interface Asked {
  pod_id?: string | undefined;
  pod_uid?: string | undefined;
  /** Ids, or one of the `GROUPS` alone. */
  pods?: readonly string[] | undefined;
}

/** Words for pods; none is a pod id, which begins with that of its job. */
const GROUPS = ['failed', 'all'];

/** @throws Fault `invalid_input` for a group beside something else */
function groupOf(pods: readonly string[]): string | undefined {
  const group = pods.find((pod) => GROUPS.includes(pod));
  if (group !== undefined && new Set(pods).size > 1)
    throw new Fault({
      kind: 'invalid_input',
      message: `pods has "${group}" beside something else.`,
      fix: `Pass ["${group}"] alone, or ids of pods${ifOffered(', as get_job lists them')}.`,
    });
  return group;
}

const targetOf = ({ podId, podUid: uid, status, created, started, finished }: Pod, earlier: boolean): LogTarget => ({
  pod_id: podId,
  ...(podUid.safeParse(uid).success ? { pod_uid: uid } : {}),
  status,
  began: created ?? started,
  finished,
  earlier,
});

/**
 * A pod that is asked for, or an earlier instance of one. It becomes a target only if it is read: a job can have
 * thousands.
 */
interface Meant {
  pod: Pod;
  earlier: boolean;
}

const NATURAL = new Intl.Collator('en', { numeric: true });

/** The first pods by role and number, as many as asked for, the leader before all others. */
function byRole(pods: readonly Pod[], most: number): Pod[] {
  const leader = tellingPod(pods)?.pod;
  const before = (a: Pod, b: Pod): number =>
    a === leader ? -1 : b === leader ? 1 : a.id && b.id ? a.id.compare(b.id, NATURAL) : a.id ? -1 : b.id ? 1 : 0;
  const first: Pod[] = [];
  for (const pod of pods) {
    const last = first.at(-1);
    if (last !== undefined && first.length >= most && before(pod, last) >= 0) continue;
    let at = first.length;
    while (at > 0 && before(pod, first[at - 1] as Pod) < 0) at--;
    first.splice(at, 0, pod);
    first.length = Math.min(first.length, most);
  }
  return first;
}

/** Of a pod that was started again after a failure, the instance that failed last. */
const failedBefore = (pod: Pod): Pod[] =>
  pod.isStatus('Failed')
    ? []
    : byEnd(pod.history.filter((before) => before.isStatus('Failed') && before.uid !== undefined)).slice(-1);

/**
 * Pods that failed, the first failure first. Of a pod that was started again after a failure, the instance that failed
 * last counts, unless the present one has failed too.
 */
function failed(pods: readonly Pod[]): Meant[] {
  const now = pods.filter((pod) => pod.isStatus('Failed'));
  const again = new Set(pods.flatMap(failedBefore));
  return byEnd([...now, ...again]).map((pod) => ({ pod, earlier: again.has(pod) }));
}

function instance(uid: string, pod_id: string | undefined, pods: readonly Pod[]): LogTarget {
  const present = pods.find((pod) => pod.uid?.is(uid));
  const found = present ?? historyOf(pods).find((pod) => pod.uid?.is(uid));
  const other = found !== undefined && pod_id !== undefined && !found.isNamed(pod_id);
  if (found !== undefined && !other) return targetOf(found, present === undefined);
  // The cloud may know an instance that the job no longer lists.
  if (found === undefined && pod_id !== undefined) return { pod_id, pod_uid: uid, earlier: true };
  throw new Fault({
    kind: 'invalid_input',
    message: other ? `pod_uid is of ${found?.podId}, not of ${pod_id}.` : 'pod_uid is of no pod of this job.',
    fix: 'Take pod_uid from earlier_instances of a get_pod_logs answer, or pass pod_id too.',
    valid: [...historyOf(pods), ...pods]
      .filter(({ uid: each }) => each !== undefined)
      .slice(0, 20)
      .map(({ podUid: each = '' }) => each),
  });
}

/**
 * The pods of a group, in the order in which they are read: the first `most` of them or more. `count` counts them all.
 */
function groupOfPods(group: string, pods: readonly Pod[], most: number): { meant: Meant[]; count: number } {
  const bad = failed(pods);
  if (group === 'failed') return { meant: bad, count: bad.length };
  const fallen = bad.filter(({ earlier }) => !earlier);
  const others = byRole(
    pods.filter((pod) => !pod.isStatus('Failed')),
    Math.max(0, most - fallen.length),
  );
  return { meant: [...fallen, ...others.map((pod) => ({ pod, earlier: false }))], count: pods.length };
}

/**
 * Whose logs a call reads: the pods it names, the failed ones, all, or without a word the one that most likely says
 * what happened.
 *
 * @param pods the present pods of the job, with the earlier instances of restarted ones; `most` how many are read
 * @throws Fault `invalid_input` for a contradiction
 */
export function chooseTargets(asked: Asked, pods: readonly Pod[], most: number = MOST_PODS): PodChoice {
  const { pod_id, pod_uid, pods: several } = asked;
  if (several !== undefined && (pod_id !== undefined || pod_uid !== undefined))
    throw new Fault({
      kind: 'invalid_input',
      message: `pods does not go with ${pod_id === undefined ? 'pod_uid' : 'pod_id'}.`,
      fix: 'Pass pods for several pods, or pod_id (and pod_uid) for one.',
    });
  if (pod_uid !== undefined) return { targets: [instance(pod_uid, pod_id, pods)], leftOut: NONE_LEFT_OUT };
  const known = (id: string): LogTarget => {
    const pod = pods.find((candidate) => candidate.isNamed(id));
    return pod === undefined ? { pod_id: id, earlier: false } : targetOf(pod, false);
  };
  if (pod_id !== undefined) return { targets: [known(pod_id)], leftOut: NONE_LEFT_OUT };
  if (several === undefined) {
    const telling = tellingPod(pods);
    return {
      targets: telling === undefined ? [] : [{ ...targetOf(telling.pod, false), chosen: telling.why }],
      leftOut: NONE_LEFT_OUT,
    };
  }
  const group = groupOf(several);
  if (group === undefined) {
    const named = [...new Set(several)];
    const rest = named.slice(most);
    return {
      targets: named.slice(0, most).map(known),
      leftOut: { count: rest.length, first: rest.slice(0, MOST_PODS) },
    };
  }
  const { meant, count } = groupOfPods(group, pods, most + MOST_PODS);
  return {
    targets: meant.slice(0, most).map(({ pod, earlier }) => targetOf(pod, earlier)),
    leftOut: {
      count: Math.max(0, count - most),
      first: meant.slice(most, most + MOST_PODS).map(({ pod }) => pod.podId),
    },
  };
}

/**
 * The pods that a cursor goes on with. A call may repeat the other arguments of the first call, but name no pod that
 * the cursor is not of.
 *
 * @throws Fault `invalid_input` for another pod
 */
export function targetsOfCursor({ bookmarks }: Cursor, asked: Asked, pods: readonly Pod[]): LogTarget[] {
  const named = asked.pod_id === undefined ? asked.pods : [asked.pod_id];
  const own = named === undefined || groupOf(named) !== undefined ? [] : named;
  const found = new Map<string, LogTarget>();
  const find = (target: LogTarget): void => {
    const key = podKey(target);
    if (bookmarks.some(({ pod }) => pod === key) && !found.has(key)) found.set(key, target);
  };
  // What the call names comes first: the job may no longer list it. Of a pod whose instance the cloud did not tell, any
  // will do.
  for (const pod_id of own) find({ pod_id, ...(asked.pod_uid ? { pod_uid: asked.pod_uid } : {}), earlier: true });
  for (const pod of pods) if (found.size < bookmarks.length) find(targetOf(pod, false));
  for (const pod of found.size < bookmarks.length ? historyOf(pods) : []) find(targetOf(pod, true));
  for (const pod of pods) if (found.size < bookmarks.length) find({ ...targetOf(pod, false), pod_uid: undefined });
  const targets = bookmarks.flatMap(({ pod }) => found.get(pod) ?? []);
  // A cursor of several pods no longer has those whose logs were read to their beginning, so one pod that it has is
  // enough.
  if (own.length > 0 && !targets.some(({ pod_id }) => own.includes(pod_id)))
    throw new Fault({
      kind: 'invalid_input',
      message: `The cursor is of ${targets.map(({ pod_id }) => pod_id).join(', ') || 'other pods'}, not of ${own.slice(0, 3).join(', ')}.`,
      fix: 'Call without cursor to begin with another pod.',
    });
  if (targets.length < bookmarks.length)
    throw new Fault({
      kind: 'invalid_input',
      message: 'The cursor is of a pod or an instance that the job no longer lists.',
      fix: 'Repeat pod_id and pod_uid of the first call beside the cursor, or call without cursor.',
    });
  return targets;
}
