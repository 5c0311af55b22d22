import type { Evidence } from '../finding.ts';

/** What a rank says of its own collectives. */
export interface CollectiveReport {
  group: string;
  rank: number;
  /** Sequence numbers of the last collective that it enqueued, and that it completed. */
  enqueued: number;
  completed: number;
  evidence: Evidence;
}

/** The lines of one log. */
export interface RankLines {
  /** The pod or the file. */
  pod: string;
  lines: readonly string[];
  timeOf(text: string): string | undefined;
}

/** The NCCL watchdog of PyTorch. */
const WATCHDOG =
  /\bRank (\d{1,6})\b.{0,400}\blast enqueued (?:NCCL )?work: (-?\d{1,12}), last completed (?:NCCL )?work: (-?\d{1,12})/i;
const WATCHDOG_GROUP = /\bPG (?:ID )?(\d{1,6})\b/;

/**
 * The status of each group of ranks in a dump of the flight recorder, printed as JSON or as a dict of Python, on one
 * line or on several.
 */
const STATUS = /['"]?(\w{1,40})['"]?: ?\{([^{}]{0,300}last_enqueued_collective[^{}]{0,300})\}/g;
const ENQUEUED = /last_enqueued_collective['"]?: ?['"]?(-?\d{1,12})/;
const COMPLETED = /last_completed_collective['"]?: ?['"]?(-?\d{1,12})/;
/** Lines before and after the words of a status that may belong to it, and to the dump it stands in. */
const SPREAD = 4;
const AROUND = 6;
const MOST_SHOWN = 360;

/** Whose dump it is: a member of it, the tag or the words of its line, the name of its file. */
const RANKS = [/['"]rank['"]: ?['"]?(\d{1,6})\b/, /\[rank(\d{1,6})\]/, /\brank[ =:]{1,2}(\d{1,6})\b/i] as const;
const NAMED_RANK = /(?:rank|trace|dump)[_-]?(\d{1,6})(?:\.\w{1,6})?$/i;

function rankOf(texts: readonly string[], name: string): number | undefined {
  const told = RANKS.flatMap((pattern) => texts.flatMap((text) => pattern.exec(text)?.[1] ?? []))[0];
  const rank = told ?? NAMED_RANK.exec(name)?.[1];
  return rank === undefined ? undefined : Number(rank);
}

function fromWatchdog(text: string, evidence: Evidence): CollectiveReport[] {
  const [, rank, enqueued, completed] = WATCHDOG.exec(text) ?? [];
  if (rank === undefined) return [];
  const group = WATCHDOG_GROUP.exec(text)?.[1] ?? '';
  return [{ group, rank: Number(rank), enqueued: Number(enqueued), completed: Number(completed), evidence }];
}

function fromDump(at: number, { lines, pod }: RankLines, evidence: Evidence): CollectiveReport[] {
  const near = lines.slice(Math.max(0, at - AROUND), at + AROUND);
  const rank = rankOf([lines[at] ?? '', ...near], pod);
  if (rank === undefined) return [];
  const own = [...(lines[at] ?? '').matchAll(STATUS)];
  // On several lines the key of the group stands before it, and the other numbers around it.
  const spread = lines
    .slice(Math.max(0, at - SPREAD), at + SPREAD)
    .join(' ')
    .replace(/\s{1,40}/g, ' ');
  const found = own.length > 0 ? own : [...spread.matchAll(STATUS)].slice(0, 1);
  return found.flatMap(([, group = '', status = '']): CollectiveReport[] => {
    const [enqueued, completed] = [ENQUEUED.exec(status)?.[1], COMPLETED.exec(status)?.[1]];
    if (enqueued === undefined || completed === undefined) return [];
    const shown = `rank ${rank}, group ${group}: last_enqueued_collective ${enqueued}, last_completed_collective ${completed}`;
    return [
      {
        group,
        rank,
        enqueued: Number(enqueued),
        completed: Number(completed),
        evidence: { ...evidence, text: evidence.text.length < MOST_SHOWN ? evidence.text : shown },
      },
    ];
  });
}

/**
 * What the ranks of a log say of their collectives: lines of the NCCL watchdog, and dumps of PyTorch's flight recorder
 * that were printed as text.
 */
export const collectiveReports = (log: RankLines): CollectiveReport[] =>
  log.lines.flatMap((text, at) => {
    const isDump = text.includes('last_enqueued_collective');
    if (!isDump && !/last enqueued/i.test(text)) return [];
    const evidence: Evidence = {
      source: 'pod_log',
      pod: log.pod,
      time: log.timeOf(text),
      text: text.trim().slice(0, MOST_SHOWN),
    };
    return isDump ? fromDump(at, log, evidence) : fromWatchdog(text, evidence);
  });
