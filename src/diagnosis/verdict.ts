import { withoutNumbers } from '../shaping/without-numbers.ts';
import type { Category, Confidence } from './category.ts';
import type { Evidence, Finding } from './finding.ts';
import type { Remedy } from './remedy.ts';

export interface Verdict {
  category: Category;
  confidence: Confidence;
  /** One or two sentences of ours. */
  summary: string;
  evidence: Evidence[];
  /** What to do about it; absent where no cause is known. */
  remedy?: Remedy | undefined;
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

/** A finding as a sentence, with what it is about, exception and place where it has them. */
export function sentence({ says, thing, raised, at }: Finding): string {
  const place = [raised, at && `at ${at}`].filter((part) => part).join(' ');
  const about = [thing, place].filter((part) => part).join('; ');
  return `${capital(says)}${about ? ` (${about})` : ''}.`;
}

/**
 * Whether a finding supports another one: of the same kind, or what it brought about in other processes. That a process
 * ended or was ended (`unknown`) supports nothing but what may come of it.
 */
const supports = (main: Finding, { category, role, rule }: Finding): boolean =>
  category === main.category ||
  (role === 'consequence' && category !== 'unknown') ||
  (main.role === 'consequence' && rule === 'peer_exited');

/** A line without its numbers: what ranks, times and counters make different. */
const shape = ({ pod, text }: Evidence): string => `${pod}\u0000${withoutNumbers(text.trim())}`;

const isOfLog = ({ source }: Evidence): boolean => source === 'pod_log';

/** Shorter lines may well stand at the end of another one. */
const LEAST_LINE = 24;

/** Whether a line is another one with more before it, such as its rank and time. */
const isWhole = (line: Evidence, { pod, text }: Evidence): boolean =>
  line.pod === pod &&
  text.length >= LEAST_LINE &&
  line.text.endsWith(text) &&
  line.text.slice(0, -text.length).trim() !== '';

/**
 * Evidence with each line once, however often and with whatever numbers it was written; where it is given with its tags
 * and without them, with them.
 */
export function folded(evidence: readonly Evidence[]): Evidence[] {
  const whole = evidence.map((line) => evidence.find((other) => isWhole(other, line)) ?? line);
  const shapes = whole.map(shape);
  return whole.filter((_, at) => shapes.indexOf(shapes[at] ?? '') === at).slice(0, MAX_EVIDENCE);
}

/**
 * The verdict on a job that did not go well.
 *
 * @param findings in the order they were read, the pod that failed first before others
 * @param complete whether every pod that could hold the first error was read; a consequence counts as direct only then
 * @param lastWords evidence to show where no cause is known, or little of one
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
      evidence: folded([
        ...(main?.evidence ?? []),
        ...rest.flatMap(({ evidence }) => evidence),
        ...lastWords,
        ...(main?.around ?? []),
      ]),
    };
  const support = rest
    .filter((other) => supports(main, other))
    .flatMap(({ evidence, rule }) => (rule === 'peer_exited' ? evidence : evidence.slice(-1)));
  // An exit code alone shows little: what the other processes said of it is shown beside it.
  const beside = main.rule.startsWith('exit_')
    ? [...rest.filter(({ role }) => role === 'consequence').flatMap(({ evidence }) => evidence.slice(-1)), ...lastWords]
    : [];
  const evidence = folded([...main.evidence, ...support, ...beside, ...(main.around ?? [])]);
  const certain = main.directness === 'direct' && (main.role === 'cause' || complete);
  return {
    category: main.category,
    confidence: certain ? 'direct' : 'indirect',
    summary: sentence(main),
    evidence: certain ? evidence : folded([...evidence, ...lastWords.filter(isOfLog)]),
    remedy: main.remedy,
  };
}
