import { allNotes, allRefusals, type Decision, type Refuse, refuse } from './decision.ts';

/** One rule held against a call: what was looked at, and how it came out. A failed one refuses the call. */
export type Check = {
  /** `R1` to `R38`. */
  rule: string;
  /** What was looked at, such as `image registry/repository:tag`. */
  what: string;
} & (
  | { result: 'ok' }
  /** Something a person should know, and what would mend it. */
  | { result: 'warning'; says: string; fix?: string }
  | { result: 'failed'; refusal: Refuse }
);

export const passed = (rule: string, what: string): Check => ({ rule, what, result: 'ok' });

export const warned = (rule: string, what: string, says: string, fix?: string): Check => ({
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

/** `failed` of a refusal in the words of `refuse`. */
export const failing = (what: string, ...args: Parameters<typeof refuse>): Check => failed(what, refuse(...args));

/** What a rule decided of one thing: a failed check per refusal, a warning per note, and one that is ok where there is neither. */
export function checksOf(rule: string, what: string, decisions: readonly Decision[]): Check[] {
  const refusals = decisions.filter((decision): decision is Refuse => decision.verdict === 'refuse');
  if (refusals.length > 0) return refusals.map((refusal) => failed(what, refusal));
  const notes = allNotes(decisions);
  return notes.length > 0 ? notes.map((note) => warned(rule, what, note)) : [passed(rule, what)];
}

/** All failed checks as one refusal; `undefined` where none failed. */
export const refusalOf = (checks: readonly Check[]): Refuse | undefined =>
  allRefusals(checks.flatMap((check) => (check.result === 'failed' ? [check.refusal] : [])));

/** What a person should know of a call that passes. */
export const warningsOf = (checks: readonly Check[]): string[] => [
  ...new Set(checks.flatMap((check) => (check.result === 'warning' ? [check.says] : []))),
];
