import { readProgress, type TrainingProgress } from '../../../diagnosis/health/progress.ts';
import { type Flow, judgeSilence } from '../../../diagnosis/health/silence.ts';
import { lastLines } from '../../../jobs/last-lines.ts';
import { type Pod, tellingPod } from '../../../jobs/pods.ts';
import { attempt } from '../../kit/attempt.ts';
import { shownLines } from '../../kit/cloud-lines.ts';
import { utcSeconds } from '../../kit/fields.ts';
import { silentSeconds } from '../../kit/silent-seconds.ts';
import type { ToolContext } from '../../tool.ts';

/** Lines of progress that the trends are read from. */
const TAIL_LINES = 500;
/** Characters of a line that are looked at. */
const MOST_LINE = 4096;

/** What the log of one pod shows; lines are cleaned and masked, oldest first. */
export interface LogLook {
  podId: string;
  lines: string[];
  progress: TrainingProgress | undefined;
  /** How long nothing has been written, at least; seconds. */
  silentSeconds: number;
  flow: Flow;
  /** Why the log could not be read. */
  unread?: string;
}

/** The pod that reports progress: the leader, also where another one has failed. */
export const leaderOf = (pods: readonly Pod[]): Pod | undefined =>
  (tellingPod(pods.filter(({ status }) => status !== 'Failed')) ?? tellingPod(pods))?.pod;

const rankOf = ({ pod_id }: Pod): number => Number(/-worker-(\d+)$/.exec(pod_id)?.[1] ?? -1);

/** The last worker: Megatron prints its progress there. */
export const lastWorkerOf = (pods: readonly Pod[]): Pod | undefined =>
  pods
    .filter((pod) => rankOf(pod) >= 0)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .at(-1);

async function read(ctx: ToolContext, JobId: string, PodId: string, MaxLines: number, from?: Date): Promise<string[]> {
  const { Logs } = await ctx.call('GetPodLogs', {
    JobId,
    PodId,
    MaxLines,
    ...(from === undefined ? {} : { StartTime: utcSeconds(from) }),
  });
  return shownLines(lastLines(Logs, MaxLines).lines.map((line) => line.slice(0, MOST_LINE)));
}

/**
 * The end of a pod's log, its progress, and its silence. A log that cannot be read is a finding.
 * @param clock the cloud's time while the pod runs; left out where silence means nothing
 * @throws Fault where every read would fail the same way
 */
export async function lookAtLog(ctx: ToolContext, jobId: string, pod: Pod, clock: Date | undefined): Promise<LogLook> {
  const looked = await attempt(async () => {
    const lines = await read(ctx, jobId, pod.pod_id, TAIL_LINES);
    const wroteSince = async (from: Date) => (await read(ctx, jobId, pod.pod_id, 1, from)).length > 0;
    const { started } = pod;
    return {
      lines,
      seconds: clock === undefined ? 0 : await silentSeconds({ lines, started, clock, wroteSince }),
    };
  });
  if ('cause' in looked)
    return {
      podId: pod.pod_id,
      lines: [],
      progress: undefined,
      silentSeconds: 0,
      flow: 'quiet',
      unread: looked.cause.message,
    };
  const { lines, seconds } = looked.answer;
  return {
    podId: pod.pod_id,
    lines,
    progress: readProgress(lines),
    silentSeconds: seconds,
    flow: judgeSilence(seconds, lines),
  };
}
