import { expect, it } from 'vitest';
import { warningsOf } from '../../src/policy/checks.ts';
import { allNotes, allow, refuse } from '../../src/policy/decision.ts';

it('notes are those of the decisions that allow', () => {
  expect(allNotes([refuse('R1', 'a', 'b'), { verdict: 'allow' }, allow(['x']), allow(['y', 'x'])])).toEqual([
    'x',
    'y',
    'x',
  ]);
  expect(allNotes([])).toEqual([]);
});

it('warnings are those of the checks that warn, each once', () => {
  const says = (text: string) => ({ rule: 'R5', what: 'x', result: 'warning' as const, says: text });
  expect(warningsOf([{ rule: 'R5', what: 'x', result: 'ok' }, says('a'), says('b'), says('a')])).toEqual(['a', 'b']);
});
