import { expect, it } from 'vitest';
import { asIs } from '../../src/domain/said.ts';
import { adviceOf, failed, passed, refusalOf, warned, warningsOf } from '../../src/policy/checks.ts';
import { allNotes, allow, refusalFault, refuse } from '../../src/policy/decision.ts';

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

it('advice is that of the checks that pass', () => {
  expect(passed('R1', 'x')).toEqual({ rule: 'R1', what: 'x', result: 'ok' });
  expect(warned('R1', 'x', asIs('y'))).toEqual({ rule: 'R1', what: 'x', result: 'warning', says: asIs('y') });
  const checks = [passed('R1', 'x', 'a'), passed('R1', 'x'), warned('R1', 'x', asIs('y'), 'z')];
  expect(adviceOf([...checks, passed('R1', 'x', 'b')])).toEqual(['a', 'b']);
});

it('a refusal is a fault of its rule, or of the read that failed', () => {
  const { details } = refusalFault(refuse('R1', 'a', 'b', ['c']));
  expect(details).toMatchObject({ kind: 'refused', rule: 'R1', message: 'a', fix: 'b', valid: ['c'] });
  expect(refusalFault(refuse('R1', 'a', 'b')).details).not.toHaveProperty('valid');
  const cause = { kind: 'throttled', message: 'x', fix: 'y', requestId: 'R-1' } as const;
  expect(refusalFault({ ...refuse('R1', 'a', 'b'), cause }).details).toMatchObject({
    kind: 'throttled',
    message: 'a',
    requestId: 'R-1',
  });
});

it('a refusal that stands alone is told as it is, with others in order', () => {
  const [one, other] = [refuse('R1', 'a', 'b', ['c']), refuse('R2', 'd', 'e')];
  expect(refusalOf([failed('x', one), passed('R3', 'y')])).toEqual(one);
  expect(refusalOf([failed('x', one), failed('y', other)])).toMatchObject({ rule: 'R1, R2', reason: '(1) a (2) d' });
});
