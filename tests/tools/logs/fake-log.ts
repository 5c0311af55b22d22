import type { ToolContext } from '../../../src/tools/tool.ts';

/** A line and when it was written, in milliseconds since the epoch. */
export interface Written {
  at: number;
  text: string;
}

/**
 * What the cloud's documentation leaves open about the end of a window: whether a line at its last second is in it, only
 * at the very instant, or throughout the second.
 */
export const END_RULES = ['excluded', 'instant', 'whole second'] as const;
export type EndRule = (typeof END_RULES)[number];

export interface FakeLog {
  lines: Written[];
  ctx: Pick<ToolContext, 'call'>;
  requests: { from: number; to: number | undefined; most: number; pod: string; uid: string | undefined }[];
  bytes: number;
  /** What a reader that waits gets. */
  wait(): void;
}

/**
 * A cloud that answers windows of whole seconds with the newest lines, from one log for every pod that is asked for. The
 * job and the logs of single pods (by pod id, or uid for one instance) can be given too.
 */
export function fakeLog(
  lines: Written[],
  options: {
    job?: Record<string, unknown>;
    logs?: Readonly<Record<string, Written[]>>;
    endRule?: EndRule;
    keeps?: 'newest' | 'oldest';
    onAsk?(log: FakeLog): void;
    onWait?(log: FakeLog): void;
  } = {},
): FakeLog {
  const { endRule = 'instant', keeps = 'newest', onAsk, onWait } = options;
  const call = async (action: string, input: Record<string, unknown>) => {
    if (action === 'GetJob' && options.job) return options.job;
    if (action !== 'GetPodLogs') throw new Error(`unexpected call of ${action}`);
    // A reader that does not get on would never end.
    if (log.requests.length > 60_000) throw new Error('too many requests');
    onAsk?.(log);
    const from = Date.parse(String(input.StartTime));
    const to = input.EndTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(input.EndTime));
    if (Number.isNaN(from) || Number.isNaN(to) || from % 1000 !== 0 || to % 1000 === 1) throw new Error('bad window');
    const most = Number(input.MaxLines);
    const last = endRule === 'excluded' ? to - 1 : endRule === 'instant' ? to : to + 999;
    const written = options.logs?.[String(input.PodUid)] ?? options.logs?.[String(input.PodId)] ?? log.lines;
    const inside = written.filter(({ at }) => at >= from && at <= last);
    const Logs = (keeps === 'newest' ? inside.slice(-most) : inside.slice(0, most)).map(({ text }) => text);
    log.requests.push({
      from: from / 1000,
      to: input.EndTime === undefined ? undefined : to / 1000,
      most,
      pod: String(input.PodId),
      uid: input.PodUid as string | undefined,
    });
    for (const line of Logs) log.bytes += line.length;
    return { Logs };
  };
  const log: FakeLog = {
    lines,
    ctx: { call: call as ToolContext['call'] },
    requests: [],
    bytes: 0,
    wait: () => onWait?.(log),
  };
  return log;
}
