import { CEILINGS, type Ceilings, type NumericCeiling } from '../domain/ceilings.ts';
import { type Check, failed, passed } from './checks.ts';
import { type Refuse, refuse } from './decision.ts';

/** What stands at the end of every fix: a model that is refused must not look for a way round. */
const OPERATOR_ONLY =
  'Only the operator of this server can change this ceiling: tell the user, and do not make the job another way to get round it.';

export const exceeds = (name: keyof Ceilings, reason: string, fix: string, valid?: readonly string[]): Refuse =>
  refuse('R42', `${reason} (${CEILINGS[name].flag}).`, `${fix} ${OPERATOR_ONLY}`, valid);

/** Holds a number against its ceiling. @param unknown why it is not known, where it is `undefined` */
export function numeric(
  ceilings: Ceilings,
  name: NumericCeiling,
  asked: number | undefined,
  { unknown, fix, verb = 'takes' }: { unknown: string; fix?: string; verb?: string },
): Refuse | undefined {
  const most = ceilings[name];
  if (most === undefined || (asked !== undefined && asked <= most)) return undefined;
  const { is } = CEILINGS[name];
  const limit = `the operator's ceiling for one job is ${is(most)}`;
  if (asked === undefined) return exceeds(name, `${unknown}, and ${limit}`, fix ?? `Stay within ${is(most)}.`);
  return exceeds(name, `The job ${verb} ${is(asked)}, and ${limit}`, fix ?? `Ask for at most ${is(most)}.`);
}

/** The check of one ceiling; none where the operator has not set it. */
export const checkOf = (ceilings: Ceilings, name: keyof Ceilings, refusal: Refuse | undefined): Check[] => {
  if (ceilings[name] === undefined) return [];
  const what = `ceiling on ${CEILINGS[name].what}`;
  return [refusal === undefined ? passed('R42', what) : failed(what, refusal)];
};
