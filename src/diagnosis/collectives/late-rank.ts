import { MISSING_RANK } from '../causes/remedies.ts';
import type { Finding } from '../finding.ts';
import type { CollectiveReport } from './reports.ts';

/** The last report of each rank. */
const lastOfEach = (reports: readonly CollectiveReport[]): CollectiveReport[] => [
  ...new Map(reports.map((report) => [report.rank, report])).values(),
];

const MOST_NAMED = 8;

/** Which rank of one group is behind the others, by what it enqueued, else by what it completed. */
function behind(
  reports: readonly CollectiveReport[],
): { late: CollectiveReport[]; ahead: CollectiveReport; what: 'enqueued' | 'completed' } | undefined {
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
 * The rank that did not come to a collective operation which the others wait for, by what each rank's own report says
 * it last enqueued and completed.
 *
 * @param reports of all logs that were read, the older of a rank before the newer
 * @returns `undefined` where the reports do not tell: no rank is behind, or as many as are ahead
 */
export function rankThatNeverCame(reports: readonly CollectiveReport[]): Finding | undefined {
  for (const group of new Set(reports.map((report) => report.group))) {
    const own = lastOfEach(reports.filter((report) => report.group === group));
    const found = behind(own);
    if (found === undefined) continue;
    const { late, ahead, what } = found;
    const [first] = late as [CollectiveReport, ...CollectiveReport[]];
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
