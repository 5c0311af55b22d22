import { isoTime } from '../shaping/times.ts';
import { raw, records, shown, type WireRecord } from './wire.ts';

export interface Pod {
  pod_id: string;
  pod_uid?: string | undefined;
  role?: string | undefined;
  status: string;
  node?: string | undefined;
  ip?: string | undefined;
  started?: string | undefined;
  finished?: string | undefined;
}

const readPod = (pod: WireRecord): Pod => ({
  pod_id: shown(pod.PodId, 128) ?? '',
  pod_uid: shown(pod.PodUid, 64),
  role: shown(pod.Type, 64),
  status: shown(pod.Status, 40) ?? 'Unknown',
  node: shown(pod.NodeName, 100),
  ip: shown(pod.Ip ?? pod.PodIp, 64),
  started: isoTime(raw(pod.GmtStartTime)),
  finished: isoTime(raw(pod.GmtFinishTime)),
});

/** The pods of a GetJob answer; none before the job is scheduled. */
export const readPods = (value: unknown): Pod[] => records(value).map(readPod);

/** Earlier instances of restarted pods, wherever the answer has them: at a pod. */
export const readHistoryPods = (value: unknown): Pod[] => records(value).flatMap((pod) => readPods(pod.HistoryPods));

const LEADERS = [/-master-0$/, /-chief-0$/, /-head-0$/, /-worker-0$/];

/**
 * The pod that most likely says what happened: the one that failed first, else the leader, else any.
 */
export function tellingPod(pods: readonly Pod[]): { pod: Pod; why: string } | undefined {
  const named = pods.filter((pod) => pod.pod_id !== '');
  const [failed] = named
    .filter((pod) => pod.status === 'Failed')
    .sort((a, b) => Date.parse(a.finished ?? '9999-01-01') - Date.parse(b.finished ?? '9999-01-01'));
  if (failed !== undefined) return { pod: failed, why: 'the pod that failed first' };
  for (const leader of LEADERS) {
    const pod = named.find(({ pod_id }) => leader.test(pod_id));
    if (pod !== undefined) return { pod, why: 'the leading pod' };
  }
  return named[0] === undefined ? undefined : { pod: named[0], why: 'the first pod' };
}
