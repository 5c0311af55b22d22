import { expect, it } from 'vitest';
import { asIs } from '../../src/domain/said.ts';
import { warningsOf } from '../../src/policy/checks.ts';
import { allNotes, allow, refuse } from '../../src/policy/decision.ts';

it('notes are those of the decisions that allow', () => {
  expect(
    allNotes([refuse('R1', 'a', 'b'), { verdict: 'allow' }, allow([asIs('x')]), allow([asIs('y'), asIs('x')])]),
  ).toEqual([asIs('x'), asIs('y'), asIs('x')]);
  expect(allNotes([])).toEqual([]);
});

it('warnings are those of the checks that warn, each once', () => {
  const says = (text: string) => ({ rule: 'R5', what: 'x', result: 'warning' as const, says: asIs(text) });
  expect(warningsOf([{ rule: 'R5', what: 'x', result: 'ok' }, says('a'), says('b'), says('a')])).toEqual([
    asIs('a'),
    asIs('b'),
  ]);
});
