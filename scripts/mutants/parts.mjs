/**
 * What is mutated, by name, and the tests that have to notice, the quick ones first. All of them run in the process: what starts
 * a server for each of some thousand mutants would take days. Files of tests share what is loaded, but where `alone`: those that
 * stand in for modules.
 *
 * What survived on 2026-11-29, fewer than 5 in 100 of each part, changes nothing that anybody could see:
 * - another text or list in place of an empty one that the types ask for and that no call reaches, or that is only asked for refusals;
 * - a look at `undefined` before a comparison that `undefined` fails as well;
 * - how many characters of a value are looked at, and returns that come early: they bound the time, not the outcome;
 * - where a search goes on inside of what is masked already;
 * - a module that another one cannot be loaded with: the tool does not count that as a failed test.
 * @type {Readonly<Record<string, { mutate: readonly string[], tests: readonly string[], alone?: boolean }>>}
 */
export const PARTS = {
  path: { mutate: ['src/api/path.ts'], tests: ['tests/api/{path,hostile}.test.ts'] },
  confirm: {
    mutate: ['src/server/confirm.ts', 'src/server/confirm/*.ts'],
    tests: ['tests/confirm/{asking,channel,declined}.test.ts'],
  },
  state: {
    alone: true,
    mutate: ['src/state/*.ts'],
    tests: ['tests/state/!(file-ledger).test.ts', 'tests/state/file-ledger.test.ts'],
  },
  policy: {
    // The table of rules is text for people; docs/reference/rules.md is generated from it and compared.
    mutate: ['src/policy/*.ts', '!src/policy/rules.ts'],
    // Questions of any length are tried in thousands.
    tests: ['tests/policy/words.test.ts', 'tests/policy/!(words|questions).test.ts'],
  },
  mask: { mutate: ['src/shaping/mask*.ts'], tests: ['tests/shaping/marked.test.ts', 'tests/shaping/mask.test.ts'] },
};
