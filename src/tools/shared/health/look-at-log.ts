import { type Progress, readProgress } from '../../../diagnosis/health/progress.ts';
import { type Flow, judgeSilence, SILENCE_SECONDS } from '../../../diagnosis/health/silence.ts';
import { cleanText } from '../../../shaping/clean.ts';
import { maskSecrets } from '../../../shaping/mask.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { utcSeconds } from '../fields.ts';
import { type Pod, tellingPod } from '../pods.ts';
import { textLines } from '../wire.ts';

/** Lines of progress that the trends are read from. */
const TAIL_LINES = 500;
const STEPS = [SILENCE_SECONDS.quiet, SILENCE_SECONDS.initHang, SILENCE_SECONDS.hang];

/** What the log of one pod shows; lines are cleaned and masked, oldest first. */
export interface LogLook {
  podId: string;
  lines: string[];
  progress: Progress | undefined;
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
  const lines = textLines(Logs);
  return lines.length === 0 ? [] : maskSecrets(cleanText(lines.join('\n'))).split('\n');
}

/**
 * How long a pod has been silent, by windows of the cloud's own clock: the lines themselves carry no time that could be
 * trusted. At most three reads, one for a log that flows.
 */
async function silenceOf(ctx: ToolContext, jobId: string, { pod_id, started }: Pod): Promise<number> {
  const now = ctx.now().getTime();
  // A pod cannot have been silent for longer than it has been there.
  const age = started === undefined ? Number.POSITIVE_INFINITY : (now - Date.parse(started)) / 1000;
  let silent = 0;
  for (const seconds of STEPS) {
    if (age < seconds) return silent;
    if ((await read(ctx, jobId, pod_id, 1, new Date(now - seconds * 1000))).length > 0) return silent;
    silent = seconds;
  }
  return silent;
}

/**
 * The end of a pod's log, its progress, and its silence. A log that cannot be read is a finding.
 * @param live whether silence means anything: the pod is running
 * @throws Fault where every read would fail the same way
 */
export async function lookAtLog(ctx: ToolContext, jobId: string, pod: Pod, live: boolean): Promise<LogLook> {
  const looked = await attempt(async () => {
    const [lines, silentSeconds] = await Promise.all([
      read(ctx, jobId, pod.pod_id, TAIL_LINES),
      live ? silenceOf(ctx, jobId, pod) : 0,
    ]);
    return { lines, silentSeconds };
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
  const { lines, silentSeconds } = looked.answer;
  return {
    podId: pod.pod_id,
    lines,
    progress: readProgress(lines),
    silentSeconds,
    flow: judgeSilence(silentSeconds, lines),
  };
}
