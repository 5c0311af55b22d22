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
