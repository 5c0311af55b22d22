import { Fault } from '../../../domain/fault.ts';
import { logLines } from '../../../jobs/lines.ts';
import type { ToolContext } from '../../tool.ts';
import { utcSeconds } from '../fields.ts';

/** What one call of a tool may read of one log. */
export interface Budget {
  bytes: number;
  requests: number;
  /** Milliseconds since the epoch, by the clock of this process. */
  deadline: number;
}

/** The lines of one window, and whether there may be more of them than were given. */
export interface LogWindow {
  lines: readonly string[];
  full: boolean;
}

/** Whose log is read: a pod, or one instance of it. */
export interface LogId {
  job_id: string;
  pod_id: string;
  /** Absent: the present instance, whatever its id is. */
  pod_uid?: string | undefined;
}

/** The log of one pod as the cloud gives it: windows of whole seconds. */
export interface LogSource {
  /**
   * @param from first second, since the epoch
   * @param to last second; the end of the log without it. Whether lines within that second are in is not documented.
   * @param most how many lines are asked for, of which the cloud gives the newest (api-notes: logs)
   */
  ask(from: number, to: number | undefined, most: number): Promise<LogWindow>;
  /**
   * How many lines to ask for: `most`, or fewer where the lines so far were long, so that the next answer is not too
   * large.
   */
  fit(most: number): number;
  /** Whether the budget is used up, so that nothing more must be read. */
  spent(): boolean;
  /** What was read so far. */
  readonly used: { lines: number; bytes: number; requests: number };
}

/** The largest number of lines known to work in one request (api-notes: logs: the maximum is not published). */
export const MOST_LINES = 5000;

const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
const FEWEST_LINES = 20;
const FEWER = 25;
/** The code of an answer that was larger than what is read of one. */
const TOO_LARGE = 'AnswerTooLarge';

const iso = (second: number): string => utcSeconds(new Date(second * 1000));

/** Reads one pod's log, counting what it costs. */
export function createSource(ctx: Pick<ToolContext, 'call'>, log: LogId, budget: Budget): LogSource {
  const used = { lines: 0, bytes: 0, requests: 0 };
  return {
    used,
    spent: () => used.requests >= budget.requests || used.bytes >= budget.bytes || Date.now() >= budget.deadline,
    fit: (most) =>
      used.lines === 0
        ? most
        : Math.min(most, Math.max(FEWEST_LINES, Math.floor((MOST_ANSWER_BYTES * used.lines) / used.bytes))),
    async ask(from, to, wanted) {
      let most = wanted;
      const read = (MaxLines: number) =>
        ctx.call('GetPodLogs', {
          JobId: log.job_id,
          PodId: log.pod_id,
          MaxLines,
          StartTime: iso(from),
          ...(to === undefined ? {} : { EndTime: iso(to) }),
          ...(log.pod_uid ? { PodUid: log.pod_uid } : {}),
        });
      const answer = await read(most).catch((error: unknown) => {
        // The answer was too large, so the lines are long: fewer of them are tried once.
        if (!(error instanceof Fault) || error.details.code !== TOO_LARGE || most <= FEWEST_LINES) throw error;
        most = Math.max(FEWEST_LINES, Math.floor(most / FEWER));
        return read(most);
      });
      // A cloud may give more than was asked for. Only so many lines are taken, as all that follows takes time for each
      // line.
      const { lines, more, entries, bytes } = logLines(answer, MOST_LINES);
      used.requests++;
      used.lines += lines.length;
      used.bytes += bytes;
      return { lines, full: entries >= most || more };
    },
  };
}
