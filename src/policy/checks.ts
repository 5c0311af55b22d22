import type { Said } from '../domain/said.ts';
import { allNotes, allRefusals, type Decision, type Refuse, refuse } from './decision.ts';

/** What one rule says of one thing in a call. A failed check refuses the call; a warning lets it pass. */
export type Check = {
  /** Id of a row of `POLICY_RULES`. */
  rule: string;
  /** What was looked at, such as `image registry/repository:tag`. */
  what: string;
} & (
  | {
      result: 'ok';
      /** A sentence for the caller, on what nobody has to decide. */
      advice?: string;
    }
  /** `says` is a sentence that a person reads before they say yes; `fix` is what would make the warning go. */
  | { result: 'warning'; says: Said; fix?: string }
  | { result: 'failed'; refusal: Refuse }
);

export const passed = (rule: string, what: string, advice?: string): Check => ({
  rule,
  what,
  result: 'ok',
  ...(advice === undefined ? {} : { advice }),
});

export const warned = (rule: string, what: string, says: Said, fix?: string): Check => ({
  rule,
  what,
  result: 'warning',
  says,
  ...(fix === undefined ? {} : { fix }),
});

export const failed = (what: string, refusal: Refuse): Check => ({
  rule: refusal.rule,
  what,
  result: 'failed',
  refusal,
});

/** A failed check; what follows `what` are the arguments of `refuse`. */
export const failing = (what: string, ...args: Parameters<typeof refuse>): Check => failed(what, refuse(...args));

/** Decisions of a rule about one thing as checks: one per refusal, else one per note, else a single one that is ok. */
export function checksOf(rule: string, what: string, decisions: readonly Decision[]): Check[] {
  const refusals = decisions.filter((decision): decision is Refuse => decision.verdict === 'refuse');
  if (refusals.length > 0) return refusals.map((refusal) => failed(what, refusal));
  const notes = allNotes(decisions);
  return notes.length > 0 ? notes.map((note) => warned(rule, what, note)) : [passed(rule, what)];
}

export const refusalsOf = (checks: readonly Check[]): Refuse[] =>
  checks.flatMap((check) => (check.result === 'failed' ? [check.refusal] : []));

/** All failed checks as one refusal, so that the call can be repaired in one turn; `undefined` where none failed. */
export const refusalOf = (checks: readonly Check[]): Refuse | undefined => allRefusals(refusalsOf(checks));

/** The sentences of all warnings, each once. */
export const warningsOf = (checks: readonly Check[]): Said[] =>
  eachOnce(checks.flatMap((check) => (check.result === 'warning' ? [check.says] : [])));

/** What is advised where nothing is wrong. */
export const adviceOf = (checks: readonly Check[]): string[] =>
  checks.flatMap((check) => (check.result === 'ok' ? (check.advice ?? []) : []));

/** Sentences without repetitions. */
export const eachOnce = (said: readonly Said[]): Said[] => [...new Map(said.map((each) => [each.en, each])).values()];
