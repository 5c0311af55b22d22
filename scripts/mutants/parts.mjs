/**
 * What is mutated, by name, and the tests that have to notice, the quick ones first. All of them run in the process: what starts
 * a server for each of some thousand mutants would take days. Files of tests share what is loaded, but where `alone`: those that
 * stand in for modules.
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
