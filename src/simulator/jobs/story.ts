import { PROGRAMS } from './programs/all.ts';
import type { Program } from './programs/types.ts';
import type { JobRecord } from './record.ts';
import { SCENARIO_TABLE } from './scenarios/all.ts';
import type { Attempt, Course, Scenario, Wording } from './scenarios/types.ts';

/** The scenario of a job, told in one of its ways. */
export interface Story {
  scenario: Scenario;
  course: Course;
  attempts: readonly Attempt[];
  wording: Wording;
  program: Program;
}

const COMPLETES: readonly Attempt[] = [{}];

/** What a job lives through: the wording it asks for, else the first whose program fits its type. */
export function storyOf({ scenario: name, wording: wanted, request }: JobRecord): Story {
  const scenario = SCENARIO_TABLE.get(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const { wordings, course = {} } = scenario;
  const fits = ({ program }: Wording): boolean => [undefined, request.JobType].includes(PROGRAMS[program].jobType);
  const wording = wanted === undefined ? (wordings.find(fits) ?? wordings[0]) : wordings[wanted % wordings.length];
  if (!wording) throw new Error(`scenario ${name} has no wording`);
  return { scenario, course, attempts: course.attempts ?? COMPLETES, wording, program: PROGRAMS[wording.program] };
}

/**
 * Exit code of the pod that fails first when that attempt ends; 0 where it completes, `undefined` where it never ends.
 */
export function exitCodeOf({ attempts, wording }: Story, attempt: number): number | undefined {
  const exit = attempts[attempt]?.end?.exit;
  if (exit === undefined) return 0;
  return exit === 'hangs' ? undefined : (wording.exit ?? exit);
}

/** The part of the run time that came before an attempt. */
export const shareBefore = ({ attempts }: Story, attempt: number): number =>
  attempts.slice(0, attempt).reduce((sum, { share = 1 }) => sum + share, 0);

/** How long the first pod to fail ends before its peers where nothing else is said. */
const PEERS_LAST_SECONDS = 3;

/** From the end of the first pod that fails to the end of all; milliseconds, 0 where none fails. */
export function peersLastMs({ attempts }: Story, attempt: number): number {
  const end = attempts[attempt]?.end;
  return end === undefined || end.exit === 'hangs' ? 0 : (end.peersLast ?? PEERS_LAST_SECONDS) * 1000;
}
