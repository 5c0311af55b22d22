import { briefList } from '../domain/brief.ts';
import type { Refuse } from './decision.ts';

/** What of a call one of its jobs is made from. */
export interface InCall {
  /** Such as `variations[1]`. */
  name: string;
  /**
   * A sentence about the job that begins with a path in it, with the path that the caller wrote in its place;
   * `undefined` where they wrote none such here.
   */
  written(sentence: string): string | undefined;
}

/** What is wrong with one of several jobs. */
export interface WrongOne {
  place: InCall;
  refusals: readonly Refuse[];
}

const MOST_NAMED = 5;
const NAME = 28;

/**
 * The refusals of several jobs, each reason once with where in the call it is from; what is wrong with most of them
 * comes first.
 * @param base what all are made from, which is to blame for what is wrong with all
 * @param amount of the jobs of the call
 */
export function refusalsByPlace(all: readonly WrongOne[], amount: number, base: InCall | undefined): Refuse[] {
  const reasons = new Map<string, { refusal: Refuse; places: Map<string, InCall> }>();
  for (const { place, refusals } of all)
    for (const refusal of refusals) {
      const known = reasons.get(refusal.reason) ?? { refusal, places: new Map() };
      known.places.set(place.name, place);
      reasons.set(refusal.reason, known);
    }
  const worded = (reason: string, places: readonly InCall[]): string => {
    const [first, ...others] = places;
    const ofBase = places.length === amount ? base?.written(reason) : undefined;
    const ofOne = others.length === 0 ? first?.written(reason) : undefined;
    const names = places.map(({ name }) => name);
    return (
      ofBase ??
      ofOne ??
      (others.length > 0 && places.length === amount ? reason : `${briefList(names, MOST_NAMED, NAME)}: ${reason}`)
    );
  };
  return [...reasons.values()]
    .sort((a, b) => b.places.size - a.places.size)
    .map(({ refusal, places }) => ({ ...refusal, reason: worded(refusal.reason, [...places.values()]) }));
}
