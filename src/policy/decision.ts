import type { FaultDetails } from '../domain/fault.ts';
import { linesOf, type Question, questionText } from './question.ts';

/** What policy says of a call. Policy is pure: it decides, the pipeline acts. */
export type Decision = Allow | Refuse | Confirm;

export interface Allow {
  verdict: 'allow';
  /** Things the caller should know that do not stop the call. */
  notes?: readonly string[];
}

export interface Refuse {
  verdict: 'refuse';
  /** The rule, such as `R15`. */
  rule: string;
  /** One sentence with the value that is refused. */
  reason: string;
  /** What would be right, and the next step. */
  fix: string;
  valid?: readonly string[];
  /** The failed read that left nothing to decide on: the refusal is then reported as what that read failed of. */
  cause?: FaultDetails;
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
  /** Page of the console where a person can do it without this server. */
  console?: string;
}

/**
 * A question to a person. Its facts are its own words, those that were left out of it as well, so that nothing a person
 * was shown changes under their yes.
 *
 * @param steady the same question with instants for words that change by themselves, such as "running for 46 s"
 * @param more what is not shown and has to hold as well
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
  label: string;
  question: Question;
  steady?: Question;
  more?: Readonly<Record<string, string>>;
  console?: string;
}): Confirm => ({
  verdict: 'confirm',
  rule,
  label,
  question: questionText(question),
  facts: { ...more, shown: linesOf(steady).join('\n') },
  ...(console === undefined ? {} : { console }),
});

export const allow = (notes: readonly string[] = []): Allow => ({ verdict: 'allow', notes });
export const refuse = (rule: string, reason: string, fix: string, valid?: readonly string[]): Refuse => ({
  verdict: 'refuse',
  rule,
  reason,
  fix,
  ...(valid ? { valid } : {}),
});

/** The fix of one refusal among several, which have no common list of valid values. */
const fixWithValues = ({ fix, valid }: Refuse): string => (valid ? `${fix} Valid: ${valid.join(', ')}.` : fix);

/** All refusals as one, so that a call is repaired in one turn; `undefined` where none of the decisions refuses. */
export function allRefusals(decisions: readonly Decision[]): Refuse | undefined {
  const refusals = decisions.filter((decision): decision is Refuse => decision.verdict === 'refuse');
  const first = refusals[0];
  if (first === undefined || refusals.length === 1) return first;
  const once = (parts: readonly string[], joint: string): string => [...new Set(parts)].join(joint);
  // Beside a refusal for good, a failed read is no reason to try the same call again.
  const cause = refusals.every((item) => item.cause !== undefined) ? first.cause : undefined;
  return {
    ...refuse(
      once(
        refusals.map((item) => item.rule),
        ', ',
      ),
      once(
        refusals.map((item) => item.reason),
        ' ',
      ),
      once(refusals.map(fixWithValues), ' '),
    ),
    ...(cause ? { cause } : {}),
  };
}

/** The notes of the decisions that allow. */
export const allNotes = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) => (decision.verdict === 'allow' ? (decision.notes ?? []) : []));
