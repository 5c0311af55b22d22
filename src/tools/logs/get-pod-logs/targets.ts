import { Fault } from '../../../domain/fault.ts';
import { type Pod, tellingPod } from '../../../jobs/pods.ts';
import { podUid } from '../../kit/fields.ts';
import { type Cursor, MOST_PODS } from './cursor.ts';

/** A pod, or an earlier instance of one, whose log is read. */
export interface LogTarget {
  pod_id: string;
  pod_uid?: string | undefined;
  /** Why this one, where the call did not name it. */
  chosen?: string | undefined;
  status?: string | undefined;
  /** ISO 8601. */
  finished?: string | undefined;
  earlier: boolean;
}

export interface PodChoice {
  targets: LogTarget[];
  /** Pods that were meant and are more than one call reads. */
  leftOut: string[];
}

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
      fix: `Pass ["${group}"] alone, or ids of pods, as get_job lists them.`,
    });
  return group;
}

const targetOf = (pod: Pod, earlier: boolean): LogTarget => ({
  pod_id: pod.pod_id,
  ...(podUid.safeParse(pod.pod_uid).success ? { pod_uid: pod.pod_uid } : {}),
  status: pod.status,
  finished: pod.finished,
  earlier,
});

const ended = (pod: Pod): number => Date.parse(pod.finished ?? '9999-01-01');

/** Leaders before others, then by role and number. */
function byRole(pods: readonly Pod[]): Pod[] {
  const leader = tellingPod(pods.filter((pod) => pod.status !== 'Failed'))?.pod;
  const natural = new Intl.Collator('en', { numeric: true });
  return [...pods].sort((a, b) => (a === leader ? -1 : b === leader ? 1 : natural.compare(a.pod_id, b.pod_id)));
}

/**
 * What failed, the first one first. A pod that was started again after a failure counts with the instance that failed
 * last, unless the present one has failed too.
 */
function failed(pods: readonly Pod[], history: readonly Pod[]): LogTarget[] {
  const now = pods.filter((pod) => pod.status === 'Failed');
  const again = new Map<string, Pod>();
  for (const pod of history.filter(({ status, pod_uid }) => status === 'Failed' && pod_uid !== undefined))
    if (!now.some(({ pod_id }) => pod_id === pod.pod_id)) {
      const known = again.get(pod.pod_id);
      if (known === undefined || ended(known) <= ended(pod)) again.set(pod.pod_id, pod);
    }
  return [...now.map((pod) => ({ pod, earlier: false })), ...[...again.values()].map((pod) => ({ pod, earlier: true }))]
    .sort((a, b) => ended(a.pod) - ended(b.pod))
    .map(({ pod, earlier }) => targetOf(pod, earlier));
}

function instance(uid: string, pod_id: string | undefined, pods: readonly Pod[], history: readonly Pod[]): LogTarget {
  const present = pods.find((pod) => pod.pod_uid === uid);
  const found = present ?? history.find((pod) => pod.pod_uid === uid);
  const other = found !== undefined && pod_id !== undefined && found.pod_id !== pod_id;
  if (found !== undefined && !other) return targetOf(found, present === undefined);
  // The cloud may know an instance that the job no longer lists.
  if (found === undefined && pod_id !== undefined) return { pod_id, pod_uid: uid, earlier: true };
  throw new Fault({
    kind: 'invalid_input',
    message: other ? `pod_uid is of ${found?.pod_id}, not of ${pod_id}.` : 'pod_uid is of no pod of this job.',
    fix: 'Take pod_uid from earlier_instances of a get_pod_logs answer, or pass pod_id too.',
    valid: [...history, ...pods].flatMap((pod) => pod.pod_uid ?? []).slice(0, 20),
  });
}

/**
 * Whose logs a call reads: the pods it names, the failed ones, all, or without a word the one that most likely says what
 * happened.
 *
 * @param pods the present pods of the job, `history` the earlier instances of restarted ones, `most` how many are read
 * @throws Fault `invalid_input` for a contradiction
 */
export function chooseTargets(
  asked: Asked,
  pods: readonly Pod[],
  history: readonly Pod[],
  most: number = MOST_PODS,
): PodChoice {
  const { pod_id, pod_uid, pods: several } = asked;
  if (several !== undefined && (pod_id !== undefined || pod_uid !== undefined))
    throw new Fault({
      kind: 'invalid_input',
      message: `pods does not go with ${pod_id === undefined ? 'pod_uid' : 'pod_id'}.`,
      fix: 'Pass pods for several pods, or pod_id (and pod_uid) for one.',
    });
  if (pod_uid !== undefined) return { targets: [instance(pod_uid, pod_id, pods, history)], leftOut: [] };
  const known = (id: string): LogTarget => {
    const pod = pods.find((candidate) => candidate.pod_id === id);
    return pod === undefined ? { pod_id: id, earlier: false } : targetOf(pod, false);
  };
  if (pod_id !== undefined) return { targets: [known(pod_id)], leftOut: [] };
  if (several === undefined) {
    const telling = tellingPod(pods);
    return {
      targets: telling === undefined ? [] : [{ ...targetOf(telling.pod, false), chosen: telling.why }],
      leftOut: [],
    };
  }
  const bad = failed(pods, history);
  const group = groupOf(several);
  const all =
    group === 'failed'
      ? bad
      : group === 'all'
        ? [
            ...bad.filter(({ earlier }) => !earlier),
            ...byRole(pods.filter((pod) => pod.status !== 'Failed')).map((pod) => targetOf(pod, false)),
          ]
        : [...new Set(several)].map(known);
  return { targets: all.slice(0, most), leftOut: all.slice(most).map(({ pod_id: id }) => id) };
}

/**
 * Short names of pods, such as `m0` and `w3`: the first letters of the role that tell it from the others, and the number.
 */
export function tagsOf(ids: readonly string[], job_id: string): string[] {
  const parts = ids.map((id) => {
    const name = id.startsWith(`${job_id}-`) ? id.slice(job_id.length + 1) : id;
    const [, role = name, number = ''] = /^(.*?)-?(\d{1,9})$/.exec(name) ?? [];
    return { role: role === '' ? 'pod' : role, number };
  });
  const roles = [...new Set(parts.map(({ role }) => role))];
  return parts.map(({ role, number }) => {
    let length = 1;
    while (length < role.length && roles.some((other) => other !== role && other.startsWith(role.slice(0, length))))
      length++;
    return `${role.slice(0, length)}${number}`;
  });
}

/**
 * The pods a cursor goes on with. The other arguments of the first call may be repeated; a pod that the cursor is not of
 * may not be named.
 *
 * @throws Fault `invalid_input` for another pod
 */
export function targetsOfCursor(
  cursor: Cursor,
  asked: Asked,
  pods: readonly Pod[],
  history: readonly Pod[],
): LogTarget[] {
  const has = (id: string): boolean => cursor.bookmarks.some(({ pod_id }) => pod_id === id);
  // Of several pods those that are read to their beginning are no longer in it.
  const named = asked.pod_id === undefined ? asked.pods : [asked.pod_id];
  if (named !== undefined && groupOf(named) === undefined && !named.some(has))
    throw new Fault({
      kind: 'invalid_input',
      message: `The cursor is of ${cursor.bookmarks.map(({ pod_id }) => pod_id).join(', ')}, not of ${named.slice(0, 3).join(', ')}.`,
      fix: 'Call without cursor to begin with another pod.',
    });
  return cursor.bookmarks.map(({ pod_id, pod_uid }) => {
    const present = pods.find((pod) => pod.pod_id === pod_id);
    if (present !== undefined && (pod_uid === undefined || present.pod_uid === pod_uid))
      return targetOf(present, false);
    const past = history.find((pod) => pod.pod_id === pod_id && pod.pod_uid === pod_uid);
    return past === undefined ? { pod_id, ...(pod_uid ? { pod_uid } : {}), earlier: true } : targetOf(past, true);
  });
}
