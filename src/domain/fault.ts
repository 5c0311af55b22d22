import type { Shown } from './shown.ts';

/**
 * What can go wrong, sorted by who can mend it. Every failure that leaves a tool is one of these kinds.
 * `unknown_outcome` is its own kind: a write whose fate is not known is neither done nor failed.
 */
export type FaultKind =
  | 'invalid_input'
  | 'refused'
  | 'confirmation_required'
  | 'confirmation_unavailable'
  | 'declined'
  | 'not_found'
  | 'permission_denied'
  | 'credentials'
  | 'throttled'
  | 'unavailable'
  | 'unknown_outcome'
  | 'internal';

export interface FaultDetails {
  kind: FaultKind;
  /** One sentence: what is wrong, with the value. */
  message: string;
  /** What to do next, so that a model can repair its call in one turn. */
  fix: string;
  /** What the cloud said, in its words: data, told apart from what we say, never part of a sentence of ours. */
  said?: Shown;
  /** Id of the rule that refused. */
  rule?: string;
  /** The names or values that would have been right. */
  valid?: readonly string[];
  /** The cloud's request id, for a support ticket. */
  requestId?: string;
  httpStatus?: number;
  /** The cloud's error code, such as `Forbidden.RAM`. */
  code?: string;
  /** RAM actions that a `permission_denied` lacks, and whether a Deny covers them, which no Allow lifts. */
  denied?: { actions: readonly string[]; explicit: boolean };
  /** The question a person has to answer, and the token with which the model brings back their yes; ISO 8601. */
  confirmation?: { question: string; token: string; expiresAt: string };
  /** True only where the same call may succeed later with nothing changed. */
  retryable?: boolean;
}

/** An expected failure with its repair. Anything else that is thrown is a bug and is reported as `internal`. */
export class Fault extends Error {
  readonly details: FaultDetails;
  constructor(details: FaultDetails) {
    super(details.message);
    this.name = 'Fault';
    this.details = details;
  }
}

/** One thing that is wrong with a call, with its own repair. */
export interface Mistake {
  /** A sentence with the value. */
  message: string;
  fix: string;
  valid?: readonly string[] | undefined;
  /** Id of the rule that it breaks; absent where the schema does not take it. */
  rule?: string | undefined;
}

/** Mistakes that one answer tells at most; the others are counted. */
const MOST_TOLD = 12;

const numbers = (which: readonly number[]): string => `(${which.map((index) => index + 1).join(', ')})`;

/** Several fixes have no common list of valid values, so each names its own. */
const fixWithValues = ({ fix, valid }: Mistake): string =>
  valid && valid.length > 0 ? `${fix} Valid: ${valid.join(', ')}.` : fix;

/**
 * Mistakes of one call as one failure, so that it is repaired in one turn. Several
 * are numbered, and so is the repair of each.
 * @param untold how many more there are
 */
export function together(
  mistakes: readonly Mistake[],
  untold = 0,
): Pick<FaultDetails, 'message' | 'fix' | 'rule' | 'valid'> {
  const each = [...new Map(mistakes.map((mistake) => [mistake.message, mistake])).values()];
  const told = each.slice(0, MOST_TOLD);
  const left = untold + each.length - told.length;
  const rule = [...new Set(told.flatMap((mistake) => mistake.rule ?? []))].join(', ');
  const [only] = told;
  if (only === undefined) throw new Error('a failure tells at least one mistake');
  const lone = told.length === 1;
  const byFix = new Map<string, number[]>();
  for (const [index, mistake] of told.entries()) {
    const fix = lone ? mistake.fix : fixWithValues(mistake);
    byFix.set(fix, [...(byFix.get(fix) ?? []), index]);
  }
  const numbered = (which: readonly number[], text: string): string =>
    byFix.size === 1 && which.length === told.length ? text : `${numbers(which)} ${text}`;
  return {
    message: [
      ...told.map(({ message }, index) => (lone ? message : `${numbers([index])} ${message}`)),
      ...(left > 0 ? [`And ${left} further ${left === 1 ? 'mistake' : 'mistakes'}.`] : []),
    ].join(' '),
    fix: [...byFix].map(([fix, which]) => numbered(which, fix)).join(' '),
    ...(rule === '' ? {} : { rule }),
    ...(lone && only.valid ? { valid: only.valid } : {}),
  };
}
