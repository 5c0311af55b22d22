import type { Action } from '../../../api/operations.ts';
import type { Event } from '../../../diagnosis/events.ts';
import type { QuotaDiagnosis } from '../../../diagnosis/quota.ts';
import { Fault } from '../../../domain/fault.ts';
import { unreadyStatus } from '../../../domain/quota-status.ts';
import type { Shown } from '../../../domain/shown.ts';
import { eventLines, logLines } from '../../../jobs/lines.ts';
import type { Pod } from '../../../jobs/pods.ts';
import { readSanityChecks, type SanityCheck } from '../../../jobs/sanity.ts';
import { lastState } from '../../../shaping/clean.ts';
import { eventTime } from '../../../shaping/times.ts';
import { capLines } from '../../../shaping/window.ts';
import { shapeEvents, shownLog } from '../../kit/cloud-lines.ts';
import { readQuotaDiagnosis } from '../../kit/decoders/quota-diagnosis.ts';
import { readOneQuota } from '../../kit/decoders/quotas.ts';
import { utcSeconds } from '../../kit/fields.ts';
import type { ToolContext } from '../../tool.ts';
import type { Case } from './case.ts';

/** Calls of one diagnosis, GetJob included. */
export const MAX_CALLS = 12;
const MAX_EVENTS = 200;
const MAX_LOG_LINES = 5000;
const MAX_LOG_BYTES = 1024 * 1024;
const MAX_LINE_BYTES = 4 * 1024;
/** The cloud looks back seven days unless told otherwise. */
const DEFAULT_WINDOW_MS = 7 * 86_400_000;

type PodRef = Pick<Pod, 'podId' | 'podUid'>;

/**
 * The reads of a diagnosis, bounded in number and size. One that fails is reported as not known and does not end the
 * diagnosis.
 */
export interface Reads {
  jobEvents(): Promise<Event[] | undefined>;
  podEvents(pod: PodRef): Promise<Event[] | undefined>;
  /** The end of a log; `earlier` reads the instance that `podUid` names. */
  podLog(pod: PodRef, options?: { earlier?: boolean }): Promise<string[] | undefined>;
  /** Whether the pod wrote anything since then. */
  wroteSince(pod: PodRef, since: Date): Promise<boolean | undefined>;
  sanity(): Promise<SanityCheck[] | undefined>;
  quotaDiagnosis(quota: string): Promise<QuotaDiagnosis | undefined>;
  /** The status of a quota that is not ready. */
  unreadyStatus(quota: string): Promise<string | undefined>;
  left(): number;
  calls(): number;
  /** What could not be read, as sentences. */
  notKnown(): string[];
}

/**
 * Cleans and masks lines as one text, because a secret can span lines. Of a line that was drawn again and again only
 * the last state is kept, then it is cut, which bounds the work.
 */
function shownEnd(given: readonly string[]): Promise<Shown[]> {
  const cut = given.map((line) => lastState(line).slice(0, MAX_LINE_BYTES));
  const { lines } = capLines(cut, {
    maxLines: MAX_LOG_LINES,
    maxBytes: MAX_LOG_BYTES,
    maxLineBytes: MAX_LINE_BYTES,
    keep: 'tail',
  });
  return shownLog(lines);
}

/** Why a read failed: kind, status and code, and the RAM action where a permission is missing (R23). */
function failure({ details: { kind, httpStatus, code, message } }: Fault): string {
  const parts = [kind, httpStatus === undefined ? '' : `HTTP ${httpStatus}`, code ?? ''].filter((part) => part !== '');
  return `(${parts.join(', ')})${kind === 'permission_denied' ? `: ${message}` : '.'}`;
}

export function createReads(ctx: ToolContext, { jobId, times, clock }: Case): Reads {
  const notKnown: string[] = [];
  // GetJob was the first.
  let calls = 1;

  const created = Date.parse(times.created ?? '');
  const old = !Number.isNaN(created) && clock.getTime() - created > DEFAULT_WINDOW_MS - 3_600_000;
  const window = old ? { StartTime: utcSeconds(new Date(created - 60_000)) } : {};

  // Operations that a permission is missing for. They are not called again (R23).
  const refused = new Set<string>();

  async function attempt<T>(what: string, action: Action, read: () => Promise<T>): Promise<T | undefined> {
    if (refused.has(action)) return undefined;
    if (calls >= MAX_CALLS) {
      notKnown.push(`${what}: not read, the diagnosis stops after ${MAX_CALLS} calls.`);
      return undefined;
    }
    calls++;
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof Fault) || ctx.signal.aborted) throw thrown;
      if (thrown.details.kind === 'permission_denied') refused.add(action);
      notKnown.push(`${what}: could not be read ${failure(thrown)}`);
      return undefined;
    }
  }

  const events = async (answer: unknown): Promise<Event[]> =>
    (await shapeEvents(eventLines(answer), MAX_EVENTS)).lines.map(eventTime);

  return {
    jobEvents: () =>
      attempt('job events', 'GetJobEvents', async () =>
        events(await ctx.call('GetJobEvents', { JobId: jobId, MaxEventsNum: MAX_EVENTS, ...window })),
      ),
    podEvents: ({ podId }) =>
      attempt(`events of ${podId}`, 'GetPodEvents', async () =>
        events(await ctx.call('GetPodEvents', { JobId: jobId, PodId: podId, MaxEventsNum: MAX_EVENTS, ...window })),
      ),
    podLog: ({ podId, podUid }, { earlier = false } = {}) =>
      attempt(`log of ${podId}${earlier ? ' before its restart' : ''}`, 'GetPodLogs', async () => {
        const answer = await ctx.call('GetPodLogs', {
          JobId: jobId,
          PodId: podId,
          MaxLines: MAX_LOG_LINES,
          ...(earlier && podUid ? { PodUid: podUid } : {}),
          ...window,
        });
        return shownEnd(logLines(answer, MAX_LOG_LINES).lines);
      }),
    wroteSince: ({ podId }, since) =>
      attempt(`age of the log of ${podId}`, 'GetPodLogs', async () => {
        const answer = await ctx.call('GetPodLogs', {
          JobId: jobId,
          PodId: podId,
          MaxLines: 1,
          StartTime: utcSeconds(since),
        });
        return logLines(answer).entries > 0;
      }),
    sanity: () =>
      attempt('sanity checks', 'ListJobSanityCheckResults', async () =>
        readSanityChecks(await ctx.call('ListJobSanityCheckResults', { JobId: jobId, Order: 'asc' })),
      ),
    quotaDiagnosis: (quota) =>
      attempt('quota diagnosis', 'GetQuotaWorkloadDiagnosis', async () =>
        readQuotaDiagnosis(await ctx.call('GetQuotaWorkloadDiagnosis', { QuotaId: quota, WorkloadId: jobId })),
      ),
    unreadyStatus: (quota) =>
      attempt('status of the quota', 'GetQuota', async () =>
        unreadyStatus(readOneQuota(await ctx.call('GetQuota', { QuotaId: quota })).status),
      ),
    left: () => MAX_CALLS - calls,
    calls: () => calls,
    notKnown: () => [...notKnown],
  };
}
