import * as z from 'zod';
import { count } from '../../../domain/count.ts';
import type { Shown } from '../../../domain/shown.ts';
import { tagsOf } from '../../../jobs/pod-tags.ts';
import { historyOf, latestFirst, type Pod } from '../../../jobs/pods.ts';
import { cleanLine } from '../../../shaping/clean.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { inOurWords } from '../../../shaping/shown.ts';
import { shapeless, utcSeconds } from '../../kit/fields.ts';
import { MOST_LINES } from '../../kit/pod-log/source.ts';
import { type Bookmark, type Direction, MOST_PAGED, podKey, writeCursor } from './cursor.ts';
import { type FoldedPieces, foldPods } from './fold-pods.ts';
import { type MergeLine, mergeLogs } from './merge.ts';
import { fitPieces, type Piece, type Place, type ShownPieces } from './pieces.ts';
import type { LogResult, Reading } from './read-logs.ts';
import { fairShares } from './shares.ts';
import type { LeftOut, LogTarget } from './targets.ts';

/** One pod of an answer. */
export const podView = shapeless({
  pod_id: z.string(),
  /** In front of its lines, where there are several pods. */
  tag: z.string().optional(),
  pod_uid: z.string().optional(),
  status: z.string().optional(),
  /** Why it was chosen, where the call did not name it. */
  chosen: z.string().optional(),
  earlier_instance: z.boolean().optional(),
  /** Lines of the log that are shown, more than lines of the answer where some were folded. */
  lines: z.int(),
  /** Lines that were read; all there are where `whole`. */
  of: z.int(),
  whole: z.boolean(),
  /** No line shown is older. ISO 8601. */
  since: z.string().optional(),
  /** Of a search: errors or matching lines. */
  found: z.int().optional(),
  /** Of a search: the lines beyond those that it read, which it has not searched. */
  unsearched: z.enum(['older', 'newer']).optional(),
  error: z.string().optional(),
});
export type PodView = z.output<typeof podView>;

export interface LogView {
  pods: PodView[];
  order?: 'time' | 'pod';
  lines: Shown[];
  left_out?: string;
  /** Pods that were asked for and not read. */
  unread_pods?: LeftOut;
  older?: string;
  newer?: string;
}

const iso = (second: number): string => utcSeconds(new Date(second * 1000));

/** Lines to show for each piece: the piece, after a note of the lines between it and the piece before. */
function rowsOf({ pieces, texts }: ShownPieces, prefix: Shown | undefined): MergeLine[] {
  return pieces.map((piece, at) => {
    const gap = piece.from - (pieces[at - 1]?.to ?? piece.from);
    const note = gap === 1 ? inOurWords`... 1 line ...` : inOurWords`... ${gap} lines ...`;
    const tagged = prefix === undefined ? note : inOurWords`${prefix}${note}`;
    return { text: piece.text, shown: [...(gap > 0 ? [tagged] : []), ...texts.slice(at, at + 1)] };
  });
}

const sum = (pieces: readonly Piece[], of: (piece: Piece) => number): number =>
  pieces.reduce((total, piece) => total + of(piece), 0);

/** What the answer does not show, on one line; empty where it shows everything. */
function leftOut(
  results: readonly LogResult[],
  shown: readonly ShownPieces[],
  pods: LeftOut,
  { max_lines, max_bytes }: Reading,
): string {
  const pieces = shown.flatMap((part) => part.pieces);
  const repeated = sum(pieces, (piece) => piece.repeated);
  const progress = sum(pieces, (piece) => piece.progress);
  const shortened = shown.reduce((total, part) => total + part.shortened, 0);
  const found = results.some((result) => result.found?.hits !== undefined);
  const omitted = shown.reduce((total, part) => total + part.omitted, 0);
  const gaps = results.flatMap(({ found }) => found?.gap ?? []);
  const capped = results.flatMap(({ found }) => found?.capped ?? []);
  const stopped = results.filter(({ found }) => found?.stopped);
  const bytes = results.reduce((total, result) => total + result.bytes, 0);
  return [
    repeated > 0 ? `${count(repeated, 'repeated line')} folded` : '',
    progress > 0 ? `${count(progress, 'state')} of progress bars folded` : '',
    shortened > 0 ? `${count(shortened, 'long line')} shortened` : '',
    found && omitted > 0 ? `${count(omitted, 'more line')} found` : '',
    omitted > 0 && pieces.length < max_lines
      ? `fewer than the ${max_lines} lines asked for, as an answer has room for ${max_bytes / 1024} KiB`
      : '',
    gaps.length > 0 ? `over ${MOST_LINES} lines at ${iso(gaps[0] ?? 0)}, of which some cannot be read` : '',
    capped.length > 0
      ? `perhaps older lines, as the cloud may give no more than ${capped[0]} at once: ask for them with start_time and end_time`
      : '',
    stopped.length > 0 ? `the search stopped after ${(bytes / 1024 / 1024).toFixed(1)} MiB` : '',
    pods.count > 0 ? `${count(pods.count, 'pod')} left out: ${shortList(pods)}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** Pods that are left out and named. */
const MOST_NAMED = 8;

const shortList = ({ count: all, first }: LeftOut): string =>
  all <= MOST_NAMED ? first.join(', ') : `${first.slice(0, MOST_NAMED).join(', ')} and ${all - MOST_NAMED} more`;

const bookmark = (target: LogTarget, { position, guard }: Place): Bookmark => ({
  pod: podKey(target),
  position,
  guard,
});

/** Whether a pod may write more. */
const lives = ({ status, earlier }: LogTarget): boolean =>
  !earlier && (status === undefined || !/^(?:Succeeded|Failed|Stopped)$/.test(status));

/** Longest prefix of a line: `[w12 +1234] `. */
const MOST_PREFIX = 24;

/** Bytes of the lines that a share of the lines leaves of a log. */
function sizeOf({ pieces, keep }: FoldedPieces, lines: number, several: boolean): number {
  const kept = keep === 'tail' ? pieces.slice(Math.max(0, pieces.length - lines)) : pieces.slice(0, lines);
  return kept.reduce((total, { text }) => total + Buffer.byteLength(text) + (several ? MOST_PREFIX : 0) + 1, 0);
}

/** Lines for each log: what tells why the first one failed is served before the others get their fair shares. */
function shareLines(total: number, logs: readonly (FoldedPieces | undefined)[]): number[] {
  const [first, ...others] = logs.map((found) => found?.pieces.length ?? 0);
  const own = Math.min(first ?? 0, 2 * (logs[0]?.telling?.size ?? 0), Math.ceil(total / 2));
  const [rest = 0, ...shares] = fairShares(total - own, [(first ?? 0) - own, ...others]);
  return [own + rest, ...shares];
}

/** The answer: each pod's lines within its fair share, merged, and the cursors to go on with. */
export function viewLogs(results: readonly LogResult[], reading: Reading, podsLeftOut: LeftOut): LogView {
  const several = results.length > 1;
  const tags = tagsOf(
    results.map(({ target }) => target.pod_id),
    reading.job_id,
  );
  const near = (reading.to ?? reading.now) * 1000;
  const folded = foldPods(
    results.map(({ found }) => found),
    near,
  );
  const prefixes = tags.map((tag) => (several ? new Foreign(tag).line() : undefined));
  /** `[w3] `, or `[w3 +12] ` before a line that twelve more pods have. */
  const prefixOf = (at: number, others = 0): Shown | undefined => {
    const tag = prefixes[at];
    if (tag === undefined) return undefined;
    return others === 0 ? inOurWords`[${tag}] ` : inOurWords`[${tag} +${others}] `;
  };
  const lines = shareLines(reading.max_lines, folded);
  const bytes = fairShares(
    reading.max_bytes,
    folded.map((found, at) => (found === undefined ? 0 : sizeOf(found, lines[at] ?? 0, several))),
  );
  const shown = folded.map((found, at) =>
    found === undefined
      ? undefined
      : fitPieces(found, { lines: Math.max(1, lines[at] ?? 0), bytes: Math.max(64, bytes[at] ?? 0) }, (piece) =>
          prefixOf(at, found.others.get(piece)),
        ),
  );
  const merged = mergeLogs(
    shown.map((part, at) => (part === undefined ? [] : rowsOf(part, prefixOf(at)))),
    near,
  );

  const cursor = (direction: Direction): string | undefined => {
    const bookmarks = shown.flatMap((part, at) => {
      const target = results[at]?.target;
      const place = direction === 'older' ? part?.older : part?.newer;
      return target === undefined || place === undefined ? [] : [bookmark(target, place)];
    });
    const { job_id, from, to } = reading;
    return bookmarks.length === 0 || bookmarks.length > MOST_PAGED
      ? undefined
      : writeCursor(job_id, { direction, from, to, bookmarks });
  };
  const goesOn = shown.some(
    (part, at) => part !== undefined && (!part.last || lives(results[at]?.target as LogTarget)),
  );
  const older = cursor('older');
  const newer = goesOn ? cursor('newer') : undefined;
  const left = leftOut(
    results,
    shown.filter((part) => part !== undefined),
    podsLeftOut,
    reading,
  );

  return {
    pods: results.map((result, at) =>
      viewOf(result, shown[at], folded[at]?.elsewhere ?? 0, several ? tags[at] : undefined, reading),
    ),
    ...(several ? { order: merged.byTime ? ('time' as const) : ('pod' as const) } : {}),
    lines: merged.lines,
    ...(left === '' ? {} : { left_out: left }),
    ...(podsLeftOut.count === 0 ? {} : { unread_pods: podsLeftOut }),
    ...(older === undefined ? {} : { older }),
    ...(newer === undefined ? {} : { newer }),
  };
}

/** Seconds since the epoch; lines since then are all that there are. */
const bornOf = ({ began }: LogTarget): number => (began === undefined ? 0 : Date.parse(began) / 1000);

function viewOf(
  { target, found, fault }: LogResult,
  shown: ShownPieces | undefined,
  elsewhere: number,
  tag: string | undefined,
  { oldest, cursor }: Reading,
): PodView {
  const { pod_id, pod_uid, status, chosen, earlier } = target;
  // Where the window reaches back to before the job, it says nothing of these lines.
  const newer = cursor?.direction === 'newer';
  const searched = found?.hits !== undefined;
  const begins = searched ? (newer ? undefined : found.older) : shown?.pieces[0]?.before();
  const second = begins?.position.second ?? oldest;
  const ended = newer ? found?.last : found?.first;
  return {
    pod_id,
    ...(tag === undefined ? {} : { tag }),
    ...(pod_uid ? { pod_uid } : {}),
    ...(status ? { status } : {}),
    ...(chosen ? { chosen } : {}),
    ...(earlier ? { earlier_instance: true } : {}),
    lines: elsewhere + sum(shown?.pieces ?? [], (piece) => piece.to - piece.from),
    of: found?.read ?? 0,
    whole: found?.first === true && found.capped === undefined,
    ...(second <= oldest || second <= bornOf(target) ? {} : { since: iso(second) }),
    ...(searched ? { found: found.hits } : {}),
    ...(searched && !ended ? { unsearched: newer ? ('newer' as const) : ('older' as const) } : {}),
    ...(fault === undefined ? {} : { error: cleanLine(fault.message) }),
  };
}

/** An earlier instance of a restarted pod, as the answer names it. */
export const instanceView = shapeless({
  pod_id: z.string(),
  pod_uid: z.string(),
  status: z.string(),
  finished: z.string().optional(),
});
export type InstanceView = z.output<typeof instanceView>;

const MOST_INSTANCES = 10;

/** The earlier instances of the pods that are shown, the newest first; those without an id cannot be read. */
export function earlierInstances(pods: readonly Pod[], targets: readonly LogTarget[]): InstanceView[] {
  const isOther = (pod: Pod): boolean =>
    targets.some(
      ({ pod_id, pod_uid }) => pod.isNamed(pod_id) && !(pod_uid !== undefined && pod.isNamed(pod_id, pod_uid)),
    );
  return latestFirst(historyOf(pods).filter((pod) => pod.uid !== undefined && isOther(pod)))
    .slice(0, MOST_INSTANCES)
    .map(({ podId, podUid = '', status, finished }) => ({
      pod_id: podId,
      pod_uid: podUid,
      status,
      ...(finished ? { finished } : {}),
    }));
}
