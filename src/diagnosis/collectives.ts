import { MISSING_RANK } from './causes/remedies.ts';
import type { Evidence, Finding } from './finding.ts';

/** What the NCCL watchdog of a rank says of its own collectives. */
interface Report {
  group: string;
  rank: number;
  /** Sequence numbers of the last collective that it enqueued, and that it completed. */
  enqueued: number;
  completed: number;
  evidence: Evidence;
}

const REPORT =
  /\bRank (\d{1,6})\b.{0,400}\blast enqueued (?:NCCL )?work: (-?\d{1,12}), last completed (?:NCCL )?work: (-?\d{1,12})/;
const GROUP = /\bPG (?:ID )?(\d{1,6})\b/;

/** The lines of one pod's log. */
export interface PodLines {
  pod: string;
  lines: readonly string[];
  timeOf(text: string): string | undefined;
}

function reportsOf({ pod, lines, timeOf }: PodLines): Report[] {
  return lines.flatMap((text): Report[] => {
    const [, rank, enqueued, completed] = REPORT.exec(text) ?? [];
    if (rank === undefined) return [];
    return [
      {
        group: GROUP.exec(text)?.[1] ?? '',
        rank: Number(rank),
        enqueued: Number(enqueued),
        completed: Number(completed),
        evidence: { source: 'pod_log', pod, time: timeOf(text), text: text.slice(0, 360) },
      },
    ];
  });
}

/** The last report of each rank. */
const lastOfEach = (reports: readonly Report[]): Report[] => [
  ...new Map(reports.map((report) => [report.rank, report])).values(),
];

const MOST_NAMED = 8;

/** Which rank of one group is behind the others, by what it enqueued, else by what it completed. */
function behind(
  reports: readonly Report[],
): { late: Report[]; ahead: Report; what: 'enqueued' | 'completed' } | undefined {
  for (const what of ['enqueued', 'completed'] as const) {
    const values = reports.map((report) => report[what]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const late = reports.filter((report) => report[what] === least);
    const ahead = reports.find((report) => report[what] === most);
    // Half of the ranks behind the other half names nobody, so it takes three.
    if (ahead && least < most && late.length * 2 < reports.length) return { late, ahead, what };
  }
  return undefined;
}

/**
 * The rank that did not come to a collective operation which the others wait for, by what each rank's own report says it last
 * enqueued and completed.
 *
 * @returns `undefined` where the reports do not tell: no rank is behind, or as many as are ahead
 */
export function rankThatNeverCame(pods: readonly PodLines[]): Finding | undefined {
  const reports = pods.flatMap(reportsOf);
  for (const group of new Set(reports.map((report) => report.group))) {
    const own = lastOfEach(reports.filter((report) => report.group === group));
    const found = behind(own);
    if (found === undefined) continue;
    const { late, ahead, what } = found;
    const [first] = late as [Report, ...Report[]];
    const names = late.slice(0, MOST_NAMED).map(({ rank }) => rank);
    const who =
      late.length === 1
        ? `rank ${names[0]}`
        : `ranks ${names.join(', ')}${late.length > MOST_NAMED ? ' and others' : ''}`;
    return {
      rule: 'rank_never_came',
      category: 'nccl_timeout',
      directness: 'direct',
      role: 'consequence',
      says:
        what === 'enqueued'
          ? `${who} never came to collective ${first.enqueued + 1}, which the other ranks wait for (last enqueued ${first.enqueued}, others ${ahead.enqueued})`
          : `${who} did not complete collective ${first.completed + 1}, which other ranks did (last completed ${first.completed}, others ${ahead.completed})`,
      remedy: {
        ...MISSING_RANK,
        does: `look for what ${who} did at that operation (another branch, slow input, a crash); then check the network of its node`,
      },
      evidence: [first.evidence, ahead.evidence],
    };
  }
  return undefined;
}
