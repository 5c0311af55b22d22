import { CAUSES } from './causes/all.ts';
import { type Cause, firstMatch } from './causes/cause.ts';
import { wordsAbout } from './causes/error-concepts.ts';
import type { Finding } from './finding.ts';
import { saidIn } from './words.ts';

/** Words of an end that comes from outside, told beforehand, so that the program works on for a while. */
const ANNOUNCED: ReadonlySet<string> = new Set(['preempted_words', 'machine_leaves_words', 'time_limit_words']);

/**
 * Words of who or what ends processes from outside. Their signal says no more than that: SIGKILL alone would be taken
 * for the kernel that lacks memory.
 */
const ENDERS: ReadonlySet<string> = new Set([...ANNOUNCED, ...wordsAbout('hardware_fault'), 'person_words']);

/** Causes that only tell how a process ended, or by whose name: what was told with it says why. */
const ONLY_ENDED: ReadonlySet<string> = new Set(['child_killed', 'stopped_by_name', 'terminated', 'hung_up']);

/** Whether a finding tells who or what ended the job, in words that nothing else knows. */
export const tellsWhoEnded = ({ rule }: Pick<Finding, 'rule'>): boolean => ENDERS.has(rule);

/** Whether a finding tells of an end that comes. */
export const announcesEnd = ({ rule }: Pick<Finding, 'rule'>): boolean => ANNOUNCED.has(rule);

/** Whether a finding only tells that something was ended. */
export const onlyEnded = ({ rule }: Pick<Finding, 'rule'>): boolean => ONLY_ENDED.has(rule);

/** Who or what ended the job, as far as a text names it. */
export function enderIn(text: string): Cause | undefined {
  const cause = firstMatch(CAUSES, 'unknown_error', saidIn(text));
  return cause && ENDERS.has(cause.id) ? cause : undefined;
}
