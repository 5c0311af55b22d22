import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../src/cli/init/documents.ts';
import { entryOf } from '../../src/cli/init/host.ts';
import { HOST_IDS, hostOf } from '../../src/cli/init/hosts.ts';
import { Fault } from '../../src/domain/fault.ts';

const NAME = 'pai-dlc';
const LAUNCH = { command: '/usr/bin/node', args: ['/opt/pai dlc/dist/main.js', '--region', 'cn-hangzhou'] };
const VARIABLES = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'];

/** Files that a person, an editor or a host may have left behind; `KEY` is the host's member. */
const JSON_FILES = [
  '',
  ' ',
  '{}',
  '{ }',
  '{\n}',
  '{\n\n}',
  ' {} ',
  '{"KEY":{}}',
  '{"KEY": {}}',
  '{ "KEY": { } }',
  '{\n  "KEY": {}\n}',
  '{\n  "KEY": {\n  }\n}',
  '{\n  "KEY": {\n\n  },\n  "theme": "dark"\n}',
  '{"theme":"dark"}',
  '{"theme":"dark","KEY":{}}',
  '{"KEY":{},"theme":"dark"}',
  '{\n  "theme": "dark"\n}',
  '{\n    "theme": "dark",\n    "KEY": {}\n}',
  '{\n\t"theme": "dark",\n\t"KEY": {\n\t\t"git": {}\n\t}\n}',
  '{"KEY":{"git":{"command":"uvx"}}}',
  '{"KEY": {"git": {"command": "uvx"}}, "z": 1}',
  '{\n  "KEY": {\n    "git": { "command": "uvx", "args": ["a", "b"] }\n  }\n}',
  '{\n  "KEY": {"git": {}}\n}',
  '{"KEY": {\n  "git": {}}}',
  '{\n"KEY": {\n"git": {}\n}\n}',
  '{\n  "a": { "b": [1, 2, { "KEY": {} }] },\n  "KEY": { "git": {}, "time": {} }\n}',
  '{\n  "n": 1.0, "e": 1e5, "u": "\\u00e9é", "s": "a // b /* c */ {"\n}',
  '{\n\n\n  "theme": "dark"\n\n\n}',
  '{"__proto__":{"a":1},"constructor":1}',
  '{\n  "KEY": {\n    "pai-dlc-2": {}\n  }\n}',
];
const LENIENT_FILES = [
  '{ // nothing yet\n}',
  '{\n  // nothing yet\n}',
  '/* mine */ {} // end',
  '// top\n{\n  "theme": "dark", // why\n}',
  '{\n  "KEY": {\n    // none\n  }\n}',
  '{\n  "KEY": {}, // none\n  /* end */\n}',
  '{\n  "KEY": {\n    "git": {}, // ours\n  },\n}',
  '{\n  "KEY": {\n    "git": {} // ours\n  }\n}',
  '{"KEY":{"git":{},},}',
  '{"KEY":{/* a, b */"git":{}/* c, d */}}',
  '{\n  "a": 1 /* x, y */\n  , "b": 2\n}',
];
const TOML_FILES = [
  '',
  ' ',
  'a = 1',
  '# only a comment',
  '[KEY]',
  '[KEY]\n',
  '[KEY]\n\n[other]\na = 1',
  '[KEY.git]\ncommand = "uvx"\nargs = [\n  "a", # why\n]',
  'model = "gpt" # mine\n\n[features]\na = true\n\n\n',
  '[KEY.git]\ncommand = "uvx"\n\n# the end',
  "note = '''\n[KEY.pai-dlc]\n'''",
  'note = """\n[KEY.pai-dlc]\n\\""" # no end yet\n"""',
  'a = [\n  "[x]",\n  "#",\n]\n[[b]]\nc = 1\n[[b]]\nc = 2',
  '[a."b.c".d]\ne = 2026-11-24T08:00:00Z',
  'x.y.z = 1\n["quoted"]\n"k k" = 2',
  'a = { b = 1, c = [ { d = 2 } ] }',
  's = \'#\'\nt = "\\"#" # c',
];
const YAML_FILES = [
  '',
  '# only a comment',
  '---\nname: mine',
  'name: mine\nversion: 1.0.0\nschema: v1\nmodels: []',
  'name: mine\nKEY:',
  'name: mine\nKEY:\nmodels: []',
  'name: mine\nKEY: # none yet\nmodels: []',
  'KEY:\n  - name: git\n    command: uvx',
  'KEY:\n- name: git\n  command: uvx\n  args:\n  - a\n  - b',
  'KEY:\n  - name: git\n    command: uvx # why\n  # after\n\nmodels:\n  - name: a\n    provider: b # c',
  'name: "q"   # comment\nrules:\n  - |\n    text\n      more\n  - >-\n    folded\n    text',
  'a: &x\n  b: 1\nc: *x\n',
  `KEY:\n  - name: git\n    env:\n      A: "\${{ secrets.A }}"\n\n\n\n`,
  "a: 'it''s'\nb: [1, 2,\n  3]\n",
  'text: |+\n  kept\n\n\n',
  'name: 名字\n描述: 中文',
];

const plain = (text: string): string => text;
/** What editors and systems do to the same file. */
const FORMS: readonly ((text: string) => string)[] = [
  plain,
  (text) => `${text}\n`,
  (text) => `${text}\n\n`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `${text.replaceAll('\n', '\r\n')}\r\n`,
  (text) => `\ufeff${text}\n`,
];

/** Every file of a host's format, in every form, once. */
function filesOf(format: string, key: string): readonly string[] {
  const base =
    format === 'toml'
      ? TOML_FILES
      : format === 'yaml'
        ? YAML_FILES
        : [...JSON_FILES, ...(format === 'jsonc' ? LENIENT_FILES : [])];
  return [...new Set(base.flatMap((text) => FORMS.map((form) => form(text.replaceAll('KEY', key)))))];
}

/** Whether one text is another with something put in: all of its characters are there, in their order. */
function contains(text: string, part: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === part[at]) at += 1;
  return at === part.length;
}

const HOSTS_WITH_FILES = HOST_IDS.filter((id) => hostOf(id).files.length > 0);

describe.each(HOSTS_WITH_FILES)('the configuration of %s', (id) => {
  const host = hostOf(id);
  const document = documentOf(host);
  const entry = entryOf(host, LAUNCH, VARIABLES);
  const files = filesOf(host.format, host.key);

  it(`comes back to the byte, whatever it was (${files.length} files)`, () => {
    const lost = files.filter((before) => {
      const added = document.add(before, NAME, entry);
      expect(document.entries(added)[NAME], JSON.stringify(before)).toEqual(entry);
      expect(contains(added, before), JSON.stringify(before)).toBe(true);
      return document.remove(added, NAME) !== before;
    });
    expect(lost).toEqual([]);
  });

  it('comes back to the byte after the entry was changed by a second init', () => {
    const other = entryOf(host, { command: '/opt/node', args: ['/elsewhere/main.js'] }, VARIABLES.slice(1));
    const lost = files.filter((before) => {
      const twice = document.add(document.add(before, NAME, other), NAME, entry);
      expect(document.entries(twice)[NAME], JSON.stringify(before)).toEqual(entry);
      return document.remove(twice, NAME) !== before;
    });
    expect(lost).toEqual([]);
  });

  it('does not exist again, where it did not, whatever its end is', () => {
    const added = document.add(undefined, NAME, entry);
    expect(document.entries(added)[NAME]).toEqual(entry);
    expect(document.remove(added, NAME)).toBeUndefined();
    for (const end of ['', '\n\n']) expect(document.remove(added.trimEnd() + end, NAME)).toBeUndefined();
  });

  it('goes with its folder, where that was made for it, after a second init too', () => {
    const other = entryOf(host, { command: '/opt/node', args: ['/elsewhere/main.js'] }, VARIABLES.slice(1));
    for (const end of ['\n', '\n\n']) {
      const first = document.add(undefined, NAME, other).trimEnd() + end;
      expect(document.add(first, NAME, other)).toBe(first);
      const second = document.add(first, NAME, entry);
      expect(document.entries(second)[NAME]).toEqual(entry);
      expect(second.slice(second.trimEnd().length)).toBe(end);
      expect(document.remove(second, NAME)).toBeUndefined();
    }
  });

  it('tells every file from every other one', () => {
    const made = [undefined, ...files].map((before) => document.add(before, NAME, entry));
    // A file in a folder that was made for it ends with a blank line.
    expect(new Set([...made, `${made[0]}\n`]).size).toBe(made.length + 1);
  });
});

describe('a JSON configuration of any layout', () => {
  const blank = fc.stringMatching(/^[ \t\r\n]{0,4}$/);
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  const scalar = fc.oneof(
    fc.integer().map(String),
    fc.boolean().map(String),
    word.map((text) => `"${text}"`),
  );
  /** An object with blanks of every kind between its tokens. */
  const object = (values: fc.Arbitrary<string>, names: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(
        blank,
        fc.uniqueArray(fc.tuple(names, blank, blank, values, blank, blank), {
          maxLength: 3,
          selector: ([name]) => name,
        }),
      )
      .map(([inside, members]) =>
        members.length === 0
          ? `{${inside}}`
          : `{${members.map(([name, a, b, value, c, d]) => `${d}"${name}"${a}:${b}${value}${c}`).join(',')}}`,
      );
  const servers = object(object(scalar, word), word);
  const document = documentOf(hostOf('cursor'));
  const entry = entryOf(hostOf('cursor'), LAUNCH, VARIABLES);

  it('comes back to the byte', () => {
    const text = fc
      .tuple(blank, blank, object(fc.oneof(scalar, object(scalar, word)), word), fc.option(servers), blank)
      .map(([start, end, others, list, gap]) => {
        if (list === null) return start + others + end;
        const rest = others.slice(1);
        return `${start}{${gap}"mcpServers"${gap}:${gap}${list}${rest.trim() === '}' ? '' : ','}${rest}${end}`;
      });
    fc.assert(
      fc.property(text, (before) => {
        const added = document.add(before, NAME, entry);
        expect(document.entries(added)[NAME]).toEqual(entry);
        expect(contains(added, before)).toBe(true);
        expect(document.remove(added, NAME)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a hostile configuration', () => {
  const fault = (run: () => unknown): string => {
    try {
      run();
    } catch (thrown) {
      if (thrown instanceof Fault) return thrown.details.message;
      throw thrown;
    }
    return 'no fault';
  };
  const json = documentOf(hostOf('claude-code'));
  const toml = documentOf(hostOf('codex-cli'));
  const yaml = documentOf(hostOf('continue'));
  const entry = entryOf(hostOf('claude-code'), LAUNCH, []);

  it.each([
    [
      '{\n  "mcpServers": {},\n  "mcpServers": {}\n}',
      '"mcpServers" is there twice, the second time at line 3, column 3',
    ],
    ['{"mcpServers": {"pai-dlc": {}, "pai-dlc": {}}}', '"pai-dlc" is there twice'],
  ])('that says a thing twice is refused: %j', (text, message) => {
    expect(fault(() => json.add(text, NAME, entry))).toContain(message);
    expect(fault(() => json.remove(text, NAME))).toContain(message);
  });

  it.each([
    'a = 1\n\nmcp_servers = { other = { command = "x" } }\n',
    'mcp_servers = {}\n',
    'mcp_servers = { pai-dlc = { command = "x" } }\n',
  ])('that is TOML, but not such as is edited, is not said to be none: %j', (text) => {
    const words = fault(() => toml.add(text, NAME, entry));
    expect(words).toContain('"mcp_servers');
    expect(words).toMatch(/\[mcp_servers\.NAME\]|not a table of its own/);
    expect(words).not.toContain('not valid TOML');
  });

  it('that is nested without end is refused, as any other text', () => {
    const deep = 200_000;
    for (const text of [`{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`, `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`])
      expect(fault(() => json.add(text, NAME, entry))).toContain('nested deeper than 500 levels');
    expect(fault(() => toml.add(`a = ${'['.repeat(deep)}${']'.repeat(deep)}`, NAME, entry))).toContain(
      'not valid TOML',
    );
    expect(fault(() => yaml.add(`a: ${'['.repeat(20_000)}`, NAME, entry))).toContain('not valid YAML');
  });

  it('whose aliases multiply is refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(fault(() => yaml.add(lines.join('\n'), NAME, entry))).toContain('YAML');
  });

  it('of many tables costs no more than its length', () => {
    const tables = (count: number): string =>
      Array.from({ length: count }, (_, at) => `[t${at}]\ntext = """\n[no.table]\n"""\n`).join('');
    const work = (count: number): number => {
      const text = toml.add(`${tables(count)}[mcp_servers.pai-dlc]\ncommand = "a"\nargs = []\n[z]\n`, NAME, entry);
      const start = process.cpuUsage();
      toml.add(text, NAME, { command: 'b', args: [] });
      toml.remove(text, NAME);
      return process.cpuUsage(start).user;
    };
    work(500);
    // The least of three: what else the machine does only adds to it.
    const least = (count: number): number => Math.min(...[1, 2, 3].map(() => work(count)));
    // Four times as many tables: quadratic work would be sixteen times as much.
    expect(least(8000) / least(2000)).toBeLessThan(10);
  });
});
