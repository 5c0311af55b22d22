import type { Truth } from './cases.ts';
import { labelOf } from './drawers.ts';

export const GRADES = ['right', 'partly', 'missed', 'wrong', 'confidently wrong'] as const;
export type Grade = (typeof GRADES)[number];

/** What diagnose_job said. */
export interface Verdict {
  category: string;
  confidence: string;
  /** What it says in its own words: the sentence, and what is known besides. */
  words: string;
  evidence: readonly string[];
}

/** Evidence folds runs of blanks, which say nothing. */
const folded = (text: string): string => text.replace(/ {2,}/g, ' ');

/** Whether one of each group of telling texts stands in the evidence. */
export const showsIt = ({ show = [] }: Truth, { evidence }: Verdict): boolean =>
  show.every((group) => group.some((text) => evidence.some((line) => folded(line).includes(folded(text)))));

/** Whether a verdict that must not be said alone comes with the trouble. */
const tellsTrouble = ({ health }: Truth, { words }: Verdict): boolean =>
  health === undefined || new RegExp(health, 'i').test(words);

/** The grade of a verdict by its label; see README.md. */
export function gradeOf(truth: Truth, verdict: Verdict): Grade {
  const label = labelOf(verdict.category);
  const certain = verdict.confidence === 'direct';
  const accepted = truth.accept.includes(label);
  const wrong = certain ? 'confidently wrong' : 'wrong';
  if (certain && truth.wrong_certain?.includes(label) && !accepted) return 'confidently wrong';
  if (truth.not?.includes(label) && !(accepted && tellsTrouble(truth, verdict))) return wrong;
  if (accepted) return showsIt(truth, verdict) && !(certain && truth.certain === false) ? 'right' : 'partly';
  if (truth.partly?.includes(label)) return certain && truth.certain === false ? wrong : 'partly';
  return verdict.category === 'unknown' ? 'missed' : wrong;
}
