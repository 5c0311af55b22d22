import type { Truth } from './cases.ts';
import { labelsOf } from './drawers.ts';

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

/** Whether one of each group of telling texts stands in the evidence. */
export const showsIt = ({ show = [] }: Truth, { evidence }: Verdict): boolean =>
  show.every((group) => group.some((text) => evidence.some((line) => line.includes(text))));

const oneOf = (labels: readonly string[], list: readonly string[] = []): boolean =>
  labels.some((label) => list.includes(label));

/** Whether a verdict that must not be said alone comes with the trouble. */
const tellsTrouble = ({ health }: Truth, { words }: Verdict): boolean =>
  health === undefined || new RegExp(health, 'i').test(words);

/** The grade of a verdict by its label; see README.md. */
export function gradeOf(truth: Truth, verdict: Verdict): Grade {
  const labels = labelsOf(verdict.category);
  const certain = verdict.confidence === 'direct';
  const accepted = oneOf(labels, truth.accept);
  const wrong = certain ? 'confidently wrong' : 'wrong';
  if (certain && oneOf(labels, truth.wrong_certain) && !accepted) return 'confidently wrong';
  if (oneOf(labels, truth.not) && !(accepted && tellsTrouble(truth, verdict))) return wrong;
  if (accepted) return showsIt(truth, verdict) && !(certain && truth.certain === false) ? 'right' : 'partly';
  if (oneOf(labels, truth.partly)) return certain && truth.certain === false ? wrong : 'partly';
  return verdict.category === 'unknown' ? 'missed' : wrong;
}
