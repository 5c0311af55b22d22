import { REQUEST_TAG } from '../../src/policy/create-once.ts';
import type { RequestLogEntry, Simulator } from '../../src/simulator/simulator.ts';
import { type Answer, errorOf } from '../e2e/harness.ts';

/** What a call answered; a server that was killed under it answered nothing. */
export type Said = Answer | 'killed';

/** What was called at once, what it answered, and what the cloud saw of it. */
export interface Round {
  said: Said[];
  /** Requests that arrived since the round began, shared with the log: a late commit shows later. */
  creates: RequestLogEntry[];
}

/** Kinds of an error that says: this call created nothing, and nothing will come of it. */
const DEFINITE = new Set([
  'invalid_input',
  'refused',
  'not_found',
  'permission_denied',
  'credentials',
  'throttled',
  'unavailable',
]);

const kindOf = (said: Said): string =>
  said === 'killed' ? said : said.isError ? String(errorOf(said).kind) : 'created';

/** `created`, a kind of error, or `killed`, for a table. */
export const outcomeOf = kindOf;

/** What is wrong with an answer by itself, given what exists in the end. */
function lies(said: Said, name: string, ids: readonly string[]): string[] {
  if (said === 'killed') return [];
  if (!said.isError) {
    const id = String(said.data.job_id);
    return ids.includes(id) ? [] : [`says that ${id} was created, and there is no such job`];
  }
  const { kind, rule } = errorOf(said);
  if (kind === 'unknown_outcome' && !(said.text.includes(REQUEST_TAG) && said.text.includes(name)))
    return ['does not know the outcome, and does not say what to look for'];
  if (kind === 'refused' && rule === 'R29' && !ids.some((id) => said.text.includes(id)))
    return ['is refused for another job, and names none that exists'];
  if (kind !== 'unknown_outcome' && !DEFINITE.has(String(kind))) return [`ends as ${String(kind)}`];
  return [];
}

/**
 * What is wrong with the answers of a scenario, once nothing is under way any more. Empty: all of them told the truth.
 */
export function misreports(cloud: Simulator, name: string, rounds: readonly Round[]): string[] {
  const ids = cloud.jobs().flatMap((job) => (job.displayName === name ? [job.id] : []));
  return rounds.flatMap(({ said, creates }, index) => {
    const made = creates.filter(({ committed }) => committed).length;
    const open = said.filter((each) => !DEFINITE.has(kindOf(each))).length;
    const hidden =
      made > open
        ? [`round ${index + 1}: ${made} jobs were made by calls of which all but ${open} say that they made none`]
        : [];
    return [...hidden, ...said.flatMap((each) => lies(each, name, ids).map((what) => `round ${index + 1}: ${what}`))];
  });
}
