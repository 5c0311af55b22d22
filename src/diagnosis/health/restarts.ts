/** `exhausted`: the next failure is final; `none`: there is no budget to spend. */
export type RestartLevel = 'healthy' | 'normal' | 'critical' | 'exhausted' | 'none';

export interface Restarts {
  used: number;
  /** `undefined`: the cloud tells only how many there were. */
  budget: number | undefined;
  level: RestartLevel;
}

const MEANING: Readonly<Record<RestartLevel, string>> = {
  healthy: 'few',
  normal: 'within what is normal',
  critical: 'over 80%, little is left',
  exhausted: 'the next failure is final',
  none: 'there is no budget, a failure is final',
};

const HEALTHY_BELOW = 0.2;
const NORMAL_UP_TO = 0.8;

function levelOf(used: number, budget: number): RestartLevel {
  if (budget === 0) return used === 0 ? 'none' : 'exhausted';
  const share = used / budget;
  if (share >= 1) return 'exhausted';
  if (share > NORMAL_UP_TO) return 'critical';
  return share < HEALTHY_BELOW ? 'healthy' : 'normal';
}

/**
 * @param text `RestartTimes` of a job: `2/10` in GetJob, a bare number in ListJobs
 * @returns `undefined` for anything else
 */
export function readRestarts(text: string | undefined): Restarts | undefined {
  const [, used, budget] = /^\s*(\d{1,6})(?:\s*\/\s*(\d{1,6}))?\s*$/.exec(text ?? '') ?? [];
  if (used === undefined) return undefined;
  const count = Number(used);
  if (budget !== undefined) return { used: count, budget: Number(budget), level: levelOf(count, Number(budget)) };
  return { used: count, budget: undefined, level: count === 0 ? 'healthy' : 'normal' };
}

/** `9 of 10 restarts used: over 80%, little is left`. */
export function restartWords({ used, budget, level }: Restarts): string {
  const restarts = (budget ?? used) === 1 ? 'restart' : 'restarts';
  return budget === undefined
    ? `${used} ${restarts}, the budget is not told`
    : `${used} of ${budget} ${restarts} used: ${MEANING[level]}`;
}
