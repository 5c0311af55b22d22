import { type Check, failing } from './checks.ts';

/** Different names of one kind that a call looks up: each can cost several reads of the cloud. */
export const MOST_LOOKED_UP = 32;

/**
 * What is looked up of the names of one kind in a job: all, or none with a refusal where they are too many, as what was
 * not looked up is not accepted.
 *
 * @param rule the one that looks them up
 * @param kind in the plural
 */
export function lookedUp(
  rule: string,
  kind: string,
  names: readonly string[],
): { names: readonly string[]; checks: Check[] } {
  if (names.length <= MOST_LOOKED_UP) return { names, checks: [] };
  const reason = `The job names ${names.length} different ${kind}, and a call looks up ${MOST_LOOKED_UP} at most, so none was.`;
  return { names: [], checks: [failing(kind, rule, reason, `Name at most ${MOST_LOOKED_UP}, or split the job.`)] };
}
