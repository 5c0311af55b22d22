const named = (folder, ...names) => names.map((name) => `${folder}/${name}.test.ts`);

/**
 * What is mutated, by name, and the tests that have to notice, the quick ones first. All of them run in the process: what starts
 * a server for each of some thousand mutants would take days. Files of tests share what is loaded, but where `alone`: those that
 * stand in for modules.
 * @type {Readonly<Record<string, { mutate: readonly string[], tests: readonly string[], alone?: boolean }>>}
 */
export const PARTS = {
  path: { mutate: ['src/api/path.ts'], tests: named('tests/api', 'path', 'hostile') },
  confirm: {
    mutate: ['src/server/confirm.ts', 'src/server/confirm/*.ts'],
    tests: named('tests/confirm', 'asking', 'channel', 'declined'),
  },
  state: {
    alone: true,
    mutate: ['src/state/*.ts'],
    tests: named(
      'tests/state',
      'book',
      'refusal',
      'ledger-lock',
      'audit-faults',
      'audit-file',
      'audit-hang',
      'file-ledger',
    ),
  },
  // The table of rules is text for people; docs/reference/rules.md is generated from it and compared.
  policy: {
    mutate: ['src/policy/*.ts', '!src/policy/rules.ts'],
    tests: named(
      'tests/policy',
      'words',
      'decision',
      'create-job',
      'create-findings',
      'create-once',
      'ram-policy',
      'write-rules',
    ),
  },
  mask: {
    mutate: ['src/shaping/mask*.ts'],
    tests: named('tests/shaping', 'marked', 'mask'),
  },
};
