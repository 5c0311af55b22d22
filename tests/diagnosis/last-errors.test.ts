import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide, type Verdict } from '../../src/diagnosis/verdict.ts';

const verdict = (...lines: string[]): Verdict => {
  const { findings, lastLines } = readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, {
    complete: true,
    lastWords: lastLines.map((text) => ({ source: 'pod_log', pod: 'p', text })),
  });
};
const first = ({ evidence }: Verdict, lines: number): string[] => evidence.slice(0, lines).map(({ text }) => text);

describe('lines that say the same', () => {
  const SHORT = 'acmefs: login of the store is denied';
  it('are shown by the first one and the one that says most', () => {
    const long = 'acmefs: login of the store is denied: the key of user bob is not known to realm seven';
    expect(first(verdict(SHORT, SHORT, long, 'pulled back'), 2)).toEqual([SHORT, long]);
    expect(first(verdict(long, SHORT), 1)).toEqual([long]);
  });
  it('are shown once where they differ in numbers only', () => {
    const lines = first(
      verdict('acmefs: login 9 of the store is denied', 'acmefs: login 10 of the store is denied'),
      9,
    );
    expect(lines.filter((line) => line.includes('denied'))).toEqual(['acmefs: login 9 of the store is denied']);
  });
});

describe('an error of a tracker beside the job', () => {
  const REFUSED = 'mlflow: ERROR the store of runs is closed to this user: forbidden for bob';
  it('is what ended it where it lacks what it needs to begin, and nothing else is said', () => {
    expect(verdict('model has 3 layers', REFUSED)).toMatchObject({
      category: 'permission_or_mount',
      confidence: 'indirect',
    });
  });
  it('is not, where the job worked on after it', () => {
    const steps = Array.from({ length: 9 }, (_, at) => `{'loss': 1.${at}, 'step': ${at}}`);
    expect(verdict(REFUSED, ...steps).category).toBe('unknown');
  });
  it('is not, where it only could not reach its server, which it tries again', () => {
    expect(verdict('model has 3 layers', 'mlflow: ERROR the server of runs was unreachable').category).toBe('unknown');
  });
  it('says less than an error of the job itself', () => {
    const own = 'Error: unable to open shard 7: it was not found';
    expect(verdict(REFUSED, own).category).toBe('missing_module_or_file');
    expect(verdict(own, REFUSED).category).toBe('missing_module_or_file');
  });
});
