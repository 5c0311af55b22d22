import { type Curve, type LogCurve, readCurves } from '../../../diagnosis/health/curves.ts';
import type { FaultDetails } from '../../../domain/fault.ts';
import { cloudClock, type Job } from '../../../jobs/job.ts';
import { logLines } from '../../../jobs/lines.ts';
import type { Pod } from '../../../jobs/pods.ts';
import { lastState } from '../../../shaping/clean.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { utcSeconds } from '../fields.ts';
import { lastWorkerOf, leaderOf } from '../reporting-pods.ts';

/** Lines of the end of a log, and of each earlier part of it, that a curve is read from. */
const TAIL_LINES = 2000;
const PART_LINES = 500;
/** Characters of a line that are looked at. */
const MOST_LINE = 4096;

/** The curves of one job's log. */
export interface LogCurves {
  curves: Partial<Record<LogCurve, Curve>>;
  /** The pod whose log was read; absent where the job has none. */
  podId?: string;
  /** What was read of the log, or why nothing was. */
  read: string;
  /** Set where the log could not be read. */
  fault?: FaultDetails;
}

async function linesOf(ctx: ToolContext, job: Job, podId: string, most: number, from: Date | undefined, to?: Date) {
  const answer = await ctx.call('GetPodLogs', {
    JobId: job.jobId,
    PodId: podId,
    MaxLines: most,
    ...(from === undefined ? {} : { StartTime: utcSeconds(from) }),
    ...(to === undefined ? {} : { EndTime: utcSeconds(to) }),
  });
  return logLines(answer, most).lines.map((line) => lastState(line).slice(0, MOST_LINE));
}

/** The life of a pod. Without a start, the default of the API would hide what is older than a week. */
function lifeOf(ctx: ToolContext, job: Job, pod: Pod): { from: Date | undefined; to: Date } {
  const began = pod.started ?? job.times.running ?? job.times.created;
  const ended = pod.finished ?? job.times.finished;
  return {
    from: began === undefined ? undefined : new Date(began),
    to: ended === undefined ? cloudClock(job, ctx.now()) : new Date(ended),
  };
}

/** Lines from all over a log: its end, and the end of each of `parts` equal spans before it. */
async function spread(ctx: ToolContext, job: Job, pod: Pod, parts: number): Promise<{ lines: string[]; read: string }> {
  const { podId } = pod;
  const { from, to } = lifeOf(ctx, job, pod);
  const tail = await linesOf(ctx, job, podId, TAIL_LINES, from);
  if (tail.length < TAIL_LINES || from === undefined || parts === 0)
    return { lines: tail, read: `${tail.length} lines, ${tail.length < TAIL_LINES ? 'the whole log' : 'its end'}` };
  const lines: string[] = [];
  const length = (to.getTime() - from.getTime()) / (parts + 1);
  for (let part = 0; part < parts; part++) {
    const [begin, end] = [part, part + 1].map((each) => new Date(from.getTime() + each * length));
    lines.push(...(await linesOf(ctx, job, podId, PART_LINES, begin, end)));
  }
  return {
    lines: [...lines, ...tail],
    read: `its last ${TAIL_LINES} lines and ${lines.length} from ${parts} spans before: a sample, so a best value may be missed`,
  };
}

/**
 * Reads the curves of a job from the log of the pod that reports progress: the leader, else the last worker, as with
 * Megatron. A log that cannot be read is a finding, no error.
 * @param parts spans before the end of a long log that are looked into; each is one more read
 * @throws Fault where every read would fail the same way
 */
export async function readLogCurves(ctx: ToolContext, job: Job, parts: number): Promise<LogCurves> {
  const leader = leaderOf(job.pods);
  if (leader === undefined) return { curves: {}, read: 'the job has no pods, so there is no log' };
  const last = lastWorkerOf(job.pods);
  let best: LogCurves | undefined;
  for (const pod of new Set([leader, last])) {
    if (pod === undefined) continue;
    const looked = await attempt(() => spread(ctx, job, pod, parts));
    if ('cause' in looked) {
      const { cause: fault } = looked;
      return best ?? { curves: {}, podId: pod.podId, read: `not read: ${fault.message}`, fault };
    }
    const { lines, read } = looked.answer;
    const curves = readCurves(lines);
    best ??= { curves, podId: pod.podId, read };
    if (Object.keys(curves).length > 0) return { curves, podId: pod.podId, read };
  }
  return best ?? { curves: {}, read: 'the job has no pods, so there is no log' };
}
