import { type Pod, tellingPod } from '../../jobs/pods.ts';

/**
 * The pod that reports progress: the leader. A pod that has failed counts only where none is left, as its log has
 * ended.
 */
export const leaderOf = (pods: readonly Pod[]): Pod | undefined =>
  (tellingPod(pods.filter((pod) => !pod.isStatus('Failed'))) ?? tellingPod(pods))?.pod;

const rankOf = ({ id }: Pod): number => id?.read((text) => Number(/-worker-(\d+)$/.exec(text)?.[1] ?? -1)) ?? -1;

/** The last worker: Megatron prints its progress there. */
export function lastWorkerOf(pods: readonly Pod[]): Pod | undefined {
  let last: { pod: Pod | undefined; rank: number } = { pod: undefined, rank: -1 };
  for (const pod of pods) {
    const rank = rankOf(pod);
    if (rank >= 0 && rank >= last.rank) last = { pod, rank };
  }
  return last.pod;
}
