import { FAULTY } from '../../../diagnosis/causes/remedies.ts';
import type { Finding } from '../../../diagnosis/finding.ts';
import { lastRound } from '../../../jobs/sanity.ts';
import { MOST_SANITY_MESSAGE } from '../../kit/sanity.ts';
import type { Reads } from './reads.ts';

/**
 * Findings from the newest round of sanity checks. What failed in earlier rounds may have been mended by changing a
 * node.
 */
export async function sanityFindings(reads: Reads): Promise<Finding[]> {
  const bad = lastRound((await reads.sanity()) ?? []).filter(
    ({ status }) => !/^(Succeeded|Running|Pending|Skipped|Unknown)$/i.test(status),
  );
  if (bad.length === 0) return [];
  return [
    {
      rule: 'sanity_check_failed',
      category: 'hardware_fault',
      directness: 'direct',
      role: 'cause',
      says: 'a sanity check of the machines did not succeed',
      remedy: FAULTY,
      evidence: bad.slice(0, 4).map(({ phase, status, message, finished, started }) => {
        const says = message?.line(MOST_SANITY_MESSAGE);
        return {
          source: 'sanity_check',
          time: finished ?? started,
          text: `${phase} ${status}${says ? `: ${says}` : ''}`,
        };
      }),
    },
  ];
}
