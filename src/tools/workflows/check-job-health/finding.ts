import type { Area } from '../../../diagnosis/health/scale.ts';

/** `unknown`: it could not be looked at, which is no sign of health. */
export type HealthLevel = 'ok' | 'warning' | 'critical' | 'unknown';

export interface HealthFinding extends Record<string, unknown> {
  area: Area;
  level: HealthLevel;
  says: string;
}

export type HealthVerdict = 'healthy' | 'warning' | 'critical' | 'unknown';

/** What the findings say together; no sign of trouble counts as health only where progress or output was seen. */
export function verdictOf(findings: readonly HealthFinding[]): HealthVerdict {
  const levels = findings.map(({ level }) => level);
  if (levels.includes('critical')) return 'critical';
  if (levels.includes('warning')) return 'warning';
  const flows = findings.some(({ area, level }) => level === 'ok' && (area === 'throughput' || area === 'hang'));
  return flows ? 'healthy' : 'unknown';
}
