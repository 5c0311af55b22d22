import { expect, it } from 'vitest';
import { chosen } from '../../scripts/mutants/chosen.mjs';
import { PARTS } from '../../scripts/mutants/parts.mjs';

const of = (...names: string[]) => {
  const { parts, unknown } = chosen(names);
  return { parts: Object.fromEntries(parts), unknown };
};

it('mutants are of parts, or of the files of parts that are named', () => {
  expect(Object.keys(of().parts)).toEqual(Object.keys(PARTS));
  expect(of('state', 'src/policy/quota.ts', 'src/policy/tags.ts:3-9')).toEqual({
    parts: { state: ['src/state/*.ts'], policy: ['src/policy/quota.ts', 'src/policy/tags.ts:3-9'] },
    unknown: [],
  });
  expect(of('state', 'src/state/book.ts').parts).toEqual({ state: ['src/state/*.ts'] });
  // The table of rules is taken out of its part.
  expect(of('src/policy/rules.ts', 'src/x.ts', 'rules')).toEqual({
    parts: {},
    unknown: ['src/policy/rules.ts', 'src/x.ts', 'rules'],
  });
});
