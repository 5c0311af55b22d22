import type { Finding } from '../../../diagnosis/finding.ts';
import type { SanityRow } from '../../kit/sanity.ts';
import type { Reads } from './reads.ts';

const lastRound = (rows: readonly SanityRow[]): SanityRow[] => {
  const last = Math.max(...rows.map(({ check_number }) => check_number));
  return rows.filter(({ check_number }) => check_number === last);
};

/** What the newest round of sanity checks says; earlier rounds may have been mended by changing a node. */
export async function sanityFindings(reads: Reads): Promise<Finding[]> {
  const rows = (await reads.sanity()) ?? [];
  const bad = lastRound(rows).filter(({ status }) => !/^(Succeeded|Running|Pending|Skipped|Unknown)$/i.test(status));
  if (bad.length === 0) return [];
  return [
    {
      rule: 'sanity_check_failed',
      category: 'hardware_fault',
      directness: 'direct',
      role: 'cause',
      says: 'a sanity check of the machines did not succeed',
      evidence: bad.slice(0, 4).map(({ phase, status, message, finished, started }) => ({
        source: 'sanity_check',
        time: finished ?? started,
        text: `${phase} ${status}${message ? `: ${message}` : ''}`,
      })),
    },
  ];
}
