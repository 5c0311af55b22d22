import { Fault, type FaultDetails, type Mistake, together } from '../domain/fault.ts';
import { inEach, type Said } from '../domain/said.ts';
import { linesOf, type Question, questionText } from './question.ts';

/**
 * What policy says of a call. Policy reads and changes nothing itself: it gets facts and decides, the pipeline acts.
 */
export type Decision = Allow | Refuse | Confirm;

export interface Allow {
  verdict: 'allow';
  /** Things the caller should know that do not stop the call. */
  notes?: readonly Said[];
}

export interface Refuse {
  verdict: 'refuse';
  /** Id of the rule that refuses. */
  rule: string;
  /** One sentence with the value that is refused. */
  reason: string;
  /** What would be right, and the next step. */
  fix: string;
  valid?: readonly string[];
  /**
   * The failed read, where the rule had nothing to decide on. The caller then
   * gets its kind of error instead of `refused`.
   */
  cause?: FaultDetails;
}

export interface Confirm {
  verdict: 'confirm';
  rule: string;
  /** The text that a person reads. */
  question: Said;
  /** Title of the yes-box. */
  label: Said;
  /** What the person decides on; a yes counts only while all of it still holds. */
  facts: Readonly<Record<string, string>>;
  /** Page of the console where a person can do it without this server, if there is one. */
  console?: string | undefined;
}

/**
 * Builds a question to a person. Its facts are all its lines, with those that its text has no room for: if one of them
 * is another when the yes arrives, the yes does not count.
 *
 * @param steady the question that the facts are taken from: with the instant for words that change
 * by themselves, such as "running for 46 s"
 * @param more facts that are not shown and must not change either
 */
export const confirm = ({
  rule,
  label,
  question,
  steady = question,
  more = {},
  console,
}: {
  rule: string;
  label: Said;
  question: Question;
  steady?: Question;
  more?: Readonly<Record<string, string>>;
  console?: string | undefined;
}): Confirm => ({
  verdict: 'confirm',
  rule,
  label,
  question: inEach((language) => questionText(question, language)),
  // The languages say the asIs, so one of them tells whether something has changed.
  facts: { ...more, shown: linesOf(steady, 'en').join('\n') },
  console,
});

export const allow = (notes: readonly Said[] = []): Allow => ({ verdict: 'allow', notes });
export const refuse = (rule: string, reason: string, fix: string, valid?: readonly string[]): Refuse => ({
  verdict: 'refuse',
  rule,
  reason,
  fix,
  ...(valid ? { valid } : {}),
});

/**
 * The refusal of what could not be read. What the operator's lock keeps the server from is no failed read, which may
 * succeed the next time: it is refused for good, and told beside all else that is wrong.
 * @param reason tells of the cause
 */
export const unverified = (rule: string, reason: string, fix: string, cause: FaultDetails): Refuse => ({
  ...refuse(rule, reason, fix),
  ...(cause.kind === 'refused' ? {} : { cause }),
});

/** What a refusal says of the call, as one of its mistakes. */
export const mistakeOf = ({ rule, reason, fix, valid }: Refuse): Mistake => ({ rule, message: reason, fix, valid });

/** A refusal as a fault. Its kind is `refused`, or that of the read whose failure left nothing to decide on. */
export const refusalFault = ({ rule, reason, fix, valid, cause }: Refuse): Fault =>
  new Fault({
    ...(cause ?? { kind: 'refused' }),
    rule,
    message: reason,
    fix,
    ...(valid ? { valid } : {}),
  });

/** All refusals as one, so that a call is repaired in one turn; `undefined` where none of the decisions refuses. */
export function allRefusals(decisions: readonly Decision[]): Refuse | undefined {
  const refusals = decisions.filter((decision): decision is Refuse => decision.verdict === 'refuse');
  const first = refusals[0];
  if (first === undefined) return undefined;
  const { message, fix, rule = first.rule, valid } = together(refusals.map(mistakeOf));
  // A cause tells the caller to try again. Beside a refusal that stays, the same call would fail again.
  const cause = refusals.every((item) => item.cause !== undefined) ? first.cause : undefined;
  return { ...refuse(rule, message, fix, valid), ...(cause ? { cause } : {}) };
}

export const allNotes = (decisions: readonly Decision[]): Said[] =>
  decisions.flatMap((decision) => (decision.verdict === 'allow' ? (decision.notes ?? []) : []));
