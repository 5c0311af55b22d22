/** What policy says of a call. Policy is pure: it decides, the pipeline acts. */
export type Decision = Allow | Refuse | Confirm;

export interface Allow {
  verdict: 'allow';
  /** Things the caller should know that do not stop the call. */
  notes?: readonly string[];
}

export interface Refuse {
  verdict: 'refuse';
  /** `R1` to `R38`. */
  rule: string;
  /** One sentence with the value that is refused. */
  reason: string;
  /** What would be right, and the next step. */
  fix: string;
  valid?: readonly string[];
}

export interface Confirm {
  verdict: 'confirm';
  rule: string;
  /** The question put to a person: target, state, what is lost or spent. */
  question: string;
  /** Title of the yes-box. */
  label: string;
  /** The facts the person is shown; a yes counts only while they still hold. */
  facts: Readonly<Record<string, string>>;
}

export const allow = (notes: readonly string[] = []): Allow => ({ verdict: 'allow', notes });
export const refuse = (rule: string, reason: string, fix: string, valid?: readonly string[]): Refuse => ({
  verdict: 'refuse',
  rule,
  reason,
  fix,
  ...(valid ? { valid } : {}),
});

/** All refusals as one, so that a call is repaired in one turn; `undefined` where none of the decisions refuses. */
export function allRefusals(decisions: readonly Decision[]): Refuse | undefined {
  const refusals = decisions.filter((decision): decision is Refuse => decision.verdict === 'refuse');
  const first = refusals[0];
  if (first === undefined || refusals.length === 1) return first;
  return refuse(
    [...new Set(refusals.map((item) => item.rule))].join(', '),
    refusals.map((item) => item.reason).join(' '),
    refusals.map((item) => item.fix).join(' '),
    first.valid,
  );
}

/** The notes of the decisions that allow. */
export const allNotes = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) => (decision.verdict === 'allow' ? (decision.notes ?? []) : []));
