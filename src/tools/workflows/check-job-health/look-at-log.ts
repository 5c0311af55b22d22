import { type Flow, judgeSilence } from '../../../diagnosis/health/silence.ts';
import { readVitals, type Vitals } from '../../../diagnosis/health/symptoms.ts';
import type { Shown } from '../../../domain/shown.ts';
import type { Job } from '../../../jobs/job.ts';
import { logLines } from '../../../jobs/lines.ts';
import type { Pod } from '../../../jobs/pods.ts';
import { lastState } from '../../../shaping/clean.ts';
import { attempt } from '../../kit/attempt.ts';
import { shownLog } from '../../kit/cloud-lines.ts';
import { utcSeconds } from '../../kit/fields.ts';
import { silentSeconds } from '../../kit/silent-seconds.ts';
import type { ToolContext } from '../../tool.ts';

/** Lines that the trends are read from. A monitor can write a thousand of them after the last step. */
const TAIL_LINES = 2000;
/** Characters of a line that are looked at. */
const MOST_LINE = 4096;

/** What the log of one pod shows; lines are cleaned and masked, oldest first. */
export interface LogLook extends Vitals {
  podId: string;
  lines: Shown[];
  /** Seconds for which nothing has been written; it may be longer. */
  silentSeconds: number;
  flow: Flow;
  /** Why the log could not be read. */
  unread?: string;
}

async function read(ctx: ToolContext, jobId: string, podId: string, most: number, from?: Date): Promise<Shown[]> {
  const answer = await ctx.call('GetPodLogs', {
    JobId: jobId,
    PodId: podId,
    MaxLines: most,
    ...(from === undefined ? {} : { StartTime: utcSeconds(from) }),
  });
  return shownLog(logLines(answer, most).lines.map((line) => lastState(line).slice(0, MOST_LINE)));
}

/**
 * The end of a pod's log, its progress, and how long it has been silent. A log that cannot be read is a finding, no
 * error.
 * @param clock the cloud's time while the pod runs; left out where silence means nothing
 * @throws Fault where every read would fail the same way
 */
export async function lookAtLog(ctx: ToolContext, job: Job, pod: Pod, clock: Date | undefined): Promise<LogLook> {
  const { podId } = pod;
  const { jobId, mayHaveGpus } = job;
  const looked = await attempt(async () => {
    const lines = await read(ctx, jobId, podId, TAIL_LINES);
    const wroteSince = async (from: Date) => (await read(ctx, jobId, podId, 1, from)).length > 0;
    const { started } = pod;
    return {
      lines,
      seconds: clock === undefined ? 0 : await silentSeconds({ lines, started, clock, wroteSince }),
    };
  });
  if ('cause' in looked)
    return {
      podId,
      lines: [],
      progress: undefined,
      symptoms: [],
      silentSeconds: 0,
      flow: 'quiet',
      unread: looked.cause.message,
    };
  const { lines, seconds } = looked.answer;
  const flow = judgeSilence(seconds, lines);
  // Of a log that has ended only the numbers tell something: its silence means nothing.
  const vitals = readVitals(lines, {
    pod: podId,
    silentSeconds: seconds,
    flow: clock === undefined ? 'flowing' : flow,
    mayHaveGpus,
  });
  return { podId, lines, ...vitals, silentSeconds: seconds, flow };
}
