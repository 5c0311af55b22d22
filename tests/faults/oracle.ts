import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import type { Scenario } from './scenario.ts';

/** How a call ended: with a job, with an error of a kind, or with its process. */
export interface Told {
  round: number;
  process: string;
  outcome: 'job' | 'died' | string;
  /** The rule an error names. */
  rule: string | undefined;
  jobId: string | undefined;
  text: string;
  /** Ids of the jobs of the name that there were when the answer came. */
  existing: readonly string[];
  /** Request ids that the cloud or the state file knew then. */
  requestIds: readonly string[];
}

/** What a scenario came to. */
export interface Course {
  scenario: Scenario;
  /** In order; the last one when everything was sound again, and an open entry as old as it has to be. */
  told: readonly Told[];
  /** Ids of the jobs that the requests of each round made, in its time or later. */
  madeIn: readonly (readonly string[])[];
  /** Ids of all jobs of the name at the end. */
  jobs: readonly string[];
}

export interface Violation {
  kind: 'duplicate' | 'misreported';
  what: string;
}

const JOB_IDS = /\bdlc[0-9a-z]{6,}\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** What one answer says that is not so. */
function lies({ outcome, jobId, text, existing, requestIds }: Told, { scenario }: Course): string[] {
  const ids = text.match(JOB_IDS) ?? [];
  const unreal = ids.filter((id) => !existing.includes(id)).map((id) => `names ${id}, which does not exist`);
  if (outcome === 'job')
    return jobId !== undefined && existing.includes(jobId) ? unreal : [...unreal, `claims the job ${jobId}`];
  if (outcome !== 'unknown_outcome') return unreal;
  const tags = text.match(UUID) ?? [];
  const named = text.includes(REQUEST_TAG) && text.includes(scenario.displayName) && tags.length > 0;
  if (!named) return [...unreal, 'is unknown, but does not say what to look for'];
  const wrong = tags.filter((tag) => !requestIds.includes(tag)).map((tag) => `names the request ${tag} of no create`);
  return [...unreal, ...wrong];
}

/** Whether somebody who called in that round owns up to the job, or was told that it is not known, or died. */
const ownedUp = (round: readonly Told[], jobId: string): boolean =>
  round.some(({ outcome, jobId: id }) => id === jobId || outcome === 'unknown_outcome' || outcome === 'died');

/** There is a job, and the answer names it: what every scenario has to end with. */
export const isSettled = (last: Told | undefined): boolean =>
  last?.outcome === 'job' || (last?.rule === 'R29' && last.existing.some((id) => last.text.includes(id)));

/** Judges a scenario by what the cloud has in the end and what the callers were told. */
export function judge(course: Course): Violation[] {
  const { told, madeIn, jobs } = course;
  const last = told.at(-1);
  const misreported = (what: string): Violation => ({ kind: 'misreported', what });
  const twice: Violation[] = jobs.length > 1 ? [{ kind: 'duplicate', what: `${jobs.length} jobs: ${jobs}` }] : [];
  const said = told.flatMap((each) =>
    lies(each, course).map((lie) => misreported(`the ${each.outcome} of round ${each.round} ${lie}`)),
  );
  const denied = madeIn.flatMap((ids, round) => {
    const answers = told.filter((each) => each.round === round);
    return ids
      .filter((id) => !ownedUp(answers, id))
      .map((id) => misreported(`round ${round} made ${id}, and said: ${answers.map(({ outcome }) => outcome)}`));
  });
  const open = isSettled(last) ? [] : [misreported(`in the end, with ${jobs.length} jobs: ${last?.outcome}`)];
  return [...twice, ...said, ...denied, ...open];
}
