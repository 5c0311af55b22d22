import * as z from 'zod';
import { AREAS } from '../../../diagnosis/health/scale.ts';
import { shapeless } from '../../kit/fields.ts';

export const healthFinding = shapeless({
  area: z.enum(AREAS),
  /** `unknown`: it could not be read, which does not mean that it is well. */
  level: z.enum(['ok', 'warning', 'critical', 'unknown']),
  says: z.string(),
});
export type HealthFinding = z.output<typeof healthFinding>;
export type HealthLevel = HealthFinding['level'];

export const healthVerdict = z.enum(['healthy', 'warning', 'critical', 'unknown']);
export type HealthVerdict = z.output<typeof healthVerdict>;

/**
 * What the findings say together. Without a sign of trouble a job counts as healthy only where progress or output was
 * seen.
 */
export function verdictOf(findings: readonly HealthFinding[]): HealthVerdict {
  const levels = findings.map(({ level }) => level);
  if (levels.includes('critical')) return 'critical';
  if (levels.includes('warning')) return 'warning';
  const flows = findings.some(({ area, level }) => level === 'ok' && (area === 'throughput' || area === 'hang'));
  return flows ? 'healthy' : 'unknown';
}
