import { readLog } from '../../src/diagnosis/log.ts';
import { decide, type Verdict } from '../../src/diagnosis/verdict.ts';

const linesOf = (log: string | readonly string[]): readonly string[] =>
  typeof log === 'string' ? log.split('\n') : log;
const read = (log: string | readonly string[]) =>
  readLog(linesOf(log), { pod: 'p', ended: true, timeOf: () => undefined });

/** What is decided on the log of a pod that ended, by what is found in it alone. */
export const verdictOf = (log: string | readonly string[]): Verdict =>
  decide(read(log).findings, { complete: true, lastWords: [] });

/** The same, with the lines that are shown where nothing is found. */
export function verdictWithLastWords(log: string | readonly string[]): Verdict {
  const { findings, lastLines } = read(log);
  return decide(findings, {
    complete: true,
    lastWords: lastLines.map((text) => ({ source: 'pod_log', pod: 'p', text })),
  });
}

/** The evidence of a verdict, a line each. */
export const shownIn = ({ evidence }: Verdict): string => evidence.map(({ text }) => text).join('\n');
