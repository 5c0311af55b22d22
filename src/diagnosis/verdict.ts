import type { Category, Confidence } from './category.ts';
import type { Evidence, Finding } from './finding.ts';

export interface Verdict {
  category: Category;
  confidence: Confidence;
  /** One or two sentences of ours. */
  summary: string;
  evidence: Evidence[];
}

const rank = ({ category, role, directness }: Finding): number =>
  (category === 'unknown' ? 4 : 0) + (role === 'cause' ? 0 : 2) + (directness === 'direct' ? 0 : 1);

/** The findings by weight: causes before consequences, direct before indirect, then in the order they were read. */
export const ranked = (findings: readonly Finding[]): Finding[] =>
  findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.index - b.index)
    .map(({ finding }) => finding);

/** Whether a finding is direct evidence of a known cause, so that nothing more needs to be read. */
export const isDecisive = (finding: Finding | undefined): boolean =>
  finding?.role === 'cause' && finding.directness === 'direct' && finding.category !== 'unknown';

const MAX_EVIDENCE = 8;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A finding as a sentence, with exception and place where it has them. */
export function sentence({ says, raised, at }: Finding): string {
  const place = [raised, at && `at ${at}`].filter((part) => part).join(' ');
  return `${capital(says)}${place ? ` (${place})` : ''}.`;
}

/** Whether two findings are of the same thing, so that one supports the other. */
const supports = (main: Finding, other: Finding): boolean =>
  other !== main && (other.category === main.category || other.role === 'consequence');

/**
 * The verdict on a job that did not go well.
 *
 * @param findings in the order they were read, the pod that failed first before others
 * @param complete whether every pod that could hold the first error was read; a consequence counts as direct only then
 * @param lastWords evidence to show where no rule held
 */
export function decide(
  findings: readonly Finding[],
  { complete, lastWords }: { complete: boolean; lastWords: readonly Evidence[] },
): Verdict {
  const [main, ...rest] = ranked(findings);
  if (main === undefined || main.category === 'unknown')
    return {
      category: 'unknown',
      confidence: 'none',
      summary:
        main === undefined
          ? 'Nothing that was read says why.'
          : `Nothing that was read says why: ${main.says}, but not what came first.`,
      evidence: [...(main?.evidence ?? []), ...lastWords].slice(0, MAX_EVIDENCE),
    };
  const support = rest.filter((other) => supports(main, other)).flatMap(({ evidence }) => evidence.slice(-1));
  const certain = main.directness === 'direct' && (main.role === 'cause' || complete);
  return {
    category: main.category,
    confidence: certain ? 'direct' : 'indirect',
    summary: sentence(main),
    evidence: [...main.evidence, ...support].slice(0, MAX_EVIDENCE),
  };
}
