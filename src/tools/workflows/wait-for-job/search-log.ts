import { Fault } from '../../../domain/fault.ts';
import type { Shown } from '../../../domain/shown.ts';
import { cloudClock, type Job } from '../../../jobs/job.ts';
import type { Pod } from '../../../jobs/pods.ts';
import { utcSeconds } from '../../kit/fields.ts';
import { type Matches, matchingLines } from '../../kit/pattern.ts';
import { boundsOf, epochSecond, oldestOf } from '../../kit/pod-log/bounds.ts';
import { type Guard, guardOf, type Position } from '../../kit/pod-log/position.ts';
import { holdFirst } from '../../kit/pod-log/proof.ts';
import { createReader } from '../../kit/pod-log/reader.ts';
import { createSource, MOST_LINES } from '../../kit/pod-log/source.ts';
import type { Looker } from './look.ts';

/** What one search of a pod's log found, and how far it came. */
export interface LogSearch {
  /** The newest of the lines that match, at most three. */
  lines: Shown[];
  /** Cloud time: what was written before it was searched, save for what `doubts` say. */
  until: string;
  /** Nothing more was there to be searched. */
  whole: boolean;
  /** The log had a line. */
  written: boolean;
  /** Why a part of what was written before `until` could not be searched, each as the end of a sentence. */
  doubts: string[];
}

/** Seconds that are searched again: lines can reach a log late, and the cloud's windows are in whole seconds. */
const OVERLAP_SECONDS = 10;
const PAGE_LINES = 3000;

const iso = (second: number): string => utcSeconds(new Date(second * 1000));

/** Where the next page begins. */
interface Mark {
  position: Position;
  guard?: Guard;
}

/**
 * Searches the log of a pod from a time on, page by page from the older lines to the newer ones, so that one time tells
 * what is searched. Its newest lines come first: most logs have no others, and what was just written is found at once.
 * @param since cloud time; absent: from its first line
 * @param ms how long it may read, though one page is always read
 * @throws Fault where nothing could be read
 */
export async function searchPodLog(
  ctx: Looker,
  job: Job,
  { podId, created, started, finished }: Pod,
  { matches, since }: { matches: Matches; since: string | undefined },
  ms: number,
): Promise<LogSearch> {
  const end = Date.now() + ms;
  const now = Math.floor(cloudClock(job, ctx.now()).getTime() / 1000);
  const from = epochSecond(since);
  const wanted = { from, to: undefined, now, oldest: oldestOf(job.times.created, from, now) };
  const bounds = boundsOf(wanted, { began: created ?? started, finished });
  const budget = {
    bytes: Number.POSITIVE_INFINITY,
    requests: Number.POSITIVE_INFINITY,
    deadline: Number.POSITIVE_INFINITY,
  };
  const source = createSource(ctx, { job_id: job.jobId, pod_id: podId }, budget);
  const newest = await source.ask(bounds.from, undefined, MOST_LINES);
  const found: LogSearch = {
    lines: await matchingLines(newest.lines, matches, ctx.signal),
    until: iso(now - OVERLAP_SECONDS),
    whole: true,
    written: newest.lines.length > 0,
    doubts: [],
  };
  if (found.lines.length > 0) return found;
  if (!newest.full) {
    if (!(await holdFirst(source, bounds.from, newest.lines)))
      found.doubts.push(`the cloud may give no more than ${newest.lines.length} lines at once`);
    return found;
  }

  // Marks of this search never leave the process, so the lines are their own digest.
  const digest = (lines: readonly string[]): string => lines.join('\n');
  const reader = createReader(source, { ...bounds, digest, pause: async () => {} });
  const start = { second: bounds.from, until: bounds.from, index: 0, fromEnd: false };
  found.whole = false;
  found.until = iso(bounds.from);
  for (let mark: Mark = { position: start }; !found.whole && !source.spent(); budget.deadline = end) {
    const chunk = await reader.behind(mark.position, PAGE_LINES, mark.guard).catch((thrown: unknown) => {
      // What was searched so far counts. A failure that stays is met by the first page of the next search.
      if (mark.position !== start && thrown instanceof Fault) return undefined;
      throw thrown;
    });
    if (chunk === undefined) return found;
    const { length } = chunk.lines;
    mark = { position: chunk.at(length), guard: guardOf(digest, chunk.lines, length, 'before') };
    found.whole = chunk.last;
    found.until = iso(Math.min(mark.position.until, now - OVERLAP_SECONDS));
    if (chunk.gap !== undefined)
      found.doubts.push(
        `more than ${MOST_LINES} lines were written at ${iso(chunk.gap)}, which the cloud does not give`,
      );
    found.lines = await matchingLines(chunk.lines, matches, ctx.signal);
    if (found.lines.length > 0) return found;
  }
  return found;
}
