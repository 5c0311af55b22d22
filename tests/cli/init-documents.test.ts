import fc from 'fast-check';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../src/cli/init/documents.ts';
import { Fault } from '../../src/domain/fault.ts';

const ENTRY = { command: 'node', args: ['/opt/pai/dist/main.js', '--region', 'cn-hangzhou'] };
const OTHER = { command: 'npx', args: ['-y', 'pai-dlc-mcp'] };
const json = documentOf({ format: 'json', key: 'mcpServers' });
const jsonc = documentOf({ format: 'jsonc', key: 'servers' });
const toml = documentOf({ format: 'toml', key: 'mcp_servers' });

const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
  }
  throw new Error('no fault');
};

/** Adds, looks at the result, adds again (nothing changes), removes (nothing is left of it). */
function roundTrip(document: typeof json, before: string, servers: (text: string) => unknown): string {
  const added = document.add(before, 'pai-dlc', ENTRY);
  expect(servers(added)).toHaveProperty(['pai-dlc'], ENTRY);
  expect(document.add(added, 'pai-dlc', ENTRY)).toBe(added);
  expect(document.remove(added, 'pai-dlc')).toBe(before);
  return added;
}

const serversOf = (text: string): unknown => (parseJsonc(text) as Record<string, unknown>).servers;
const mcpServersOf = (text: string): unknown => (JSON.parse(text) as Record<string, unknown>).mcpServers;
const tablesOf = (text: string): unknown => JSON.parse(JSON.stringify(parseToml(text).mcp_servers));

describe('servers in a JSON file', () => {
  it('make a new file, of which nothing is left afterwards', () => {
    const added = json.add(undefined, 'pai-dlc', ENTRY);
    expect(JSON.parse(added)).toEqual({ mcpServers: { 'pai-dlc': ENTRY } });
    expect(json.remove(added, 'pai-dlc')).toBeUndefined();
  });

  it.each([
    ['another server', '{\n  "mcpServers": {\n    "git": {\n      "command": "uvx"\n    }\n  }\n}\n'],
    ['other settings', '{\n  "theme": "dark",\n  "n": 1.0\n}\n'],
    ['four blanks', '{\n    "theme": "dark",\n    "mcpServers": {\n        "git": { "command": "uvx" }\n    }\n}'],
    ['tabs', '{\n\t"mcpServers": {\n\t\t"git": {}\n\t}\n}\n'],
    ['Windows lines', '{\r\n  "mcpServers": {\r\n    "git": {}\r\n  }\r\n}\r\n'],
    ['one line', '{"mcpServers":{"git":{"command":"uvx"}},"a":[1,2]}'],
    ['a byte order mark', '\ufeff{\n  "mcpServers": {\n    "git": {}\n  }\n}\n'],
  ])('come in and go out without a trace: %s', (_, before) => {
    roundTrip(json, before, (text) => mcpServersOf(text.replace('\ufeff', '')));
  });

  it.each([
    [
      'comments',
      '{\n  // mine\n  "servers": {\n    "git": {} // do not touch\n  }\n  /* end */\n}\n',
      '{} // do not touch',
    ],
    ['a trailing comma', '{\n  "inputs": [],\n  "servers": {\n    "git": {},\n  },\n}\n', '"inputs": []'],
    ['a comment at the end', '{\n  "inputs": [] // none\n}\n', '[] // none'],
  ])('keep what JSONC has: %s', (_, before, kept) => {
    const added = roundTrip(jsonc, before, serversOf);
    expect(added).toContain(kept);
  });

  it('come in and go out of any document', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== 'pai-dlc' && key !== '__proto__');
    const server = fc.record({ command: fc.string(), args: fc.array(fc.string(), { maxLength: 3 }) });
    const servers = fc.dictionary(name, server, { minKeys: 1, maxKeys: 4 });
    const others = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
    fc.assert(
      fc.property(others, servers, fc.constantFrom(0, 2, 4, '\t'), (rest, mcpServers, indent) => {
        roundTrip(json, JSON.stringify({ ...rest, mcpServers }, null, indent), mcpServersOf);
      }),
      { numRuns: 300 },
    );
  });

  it('keep what the owner added to the entry, and change only what differs', () => {
    const mine = { env: { LANG: 'C' }, ...OTHER };
    const before = JSON.stringify({ mcpServers: { 'pai-dlc': mine, git: {} } }, null, 2);
    const added = json.add(before, 'pai-dlc', ENTRY);
    expect(JSON.parse(added)).toEqual({ mcpServers: { 'pai-dlc': { env: { LANG: 'C' }, ...ENTRY }, git: {} } });
  });

  it('leave a file alone that has no such entry', () => {
    const text = '{ "mcpServers": {"git":{}} }';
    expect(json.remove(text, 'pai-dlc')).toBe(text);
  });

  it.each([
    ['{"mcpServers": {', 'line 1, column 17'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
    ['[]', 'not a JSON object'],
    ['{"mcpServers": []}', '"mcpServers" is not an object'],
    ['{ // comment\n}', 'line 1, column 3'],
  ])('are not put into %j', (text, where) => {
    const { message } = faultOf(() => json.add(text, 'pai-dlc', ENTRY)).details;
    expect(message).toContain(where);
  });

  it('never quote the file in an error: it may hold secrets', () => {
    const { message, fix } = faultOf(() => json.add('{"key": "hunter2" oops}', 'pai-dlc', ENTRY)).details;
    expect(message + fix).not.toContain('hunter2');
  });
});

describe('servers in a TOML file', () => {
  it('make a new file, of which nothing is left afterwards', () => {
    const added = toml.add(undefined, 'pai-dlc', ENTRY);
    expect(added).toMatch(/^\[mcp_servers\.pai-dlc\]\ncommand = "node"\nargs = \[.*\]\n$/);
    expect(toml.remove(added, 'pai-dlc')).toBeUndefined();
  });

  it.each([
    ['settings', 'model = "gpt" # mine\n\n[features]\na = true\n'],
    ['another server', '[mcp_servers.git]\ncommand = "uvx"\nargs = [\n  "mcp-server-git", # why\n]\n'],
    ['no line end', 'model = "gpt"'],
    ['blank lines at the end', 'model = "gpt"\n\n\n'],
    ['Windows lines', 'model = "gpt"\r\n\r\n[a]\r\nb = 1\r\n'],
    ['a text that looks like a table', 'note = """\n[mcp_servers.pai-dlc]\n"""\n'],
    ['dates and arrays of tables', 'at = 2026-11-24T08:00:00Z\n\n[[a]]\nb = 1\n\n[[a]]\nb = 2\n'],
  ])('come in and go out without a trace: %s', (_, before) => {
    const added = roundTrip(toml, before, tablesOf);
    expect(added.startsWith(before)).toBe(true);
  });

  const MINE = `# top
[mcp_servers.pai-dlc] # ours
args = [
  "-y", # yes
  "pai-dlc-mcp",
]
startup_timeout_sec = 30
command = "npx"
env = { LANG = "C" }

[mcp_servers.pai-dlc.tools]
x = 1

# about git
[mcp_servers.git]
command = "uvx"
`;

  it('keep what the owner added to the entry, and the rest byte for byte', () => {
    const added = toml.add(MINE, 'pai-dlc', ENTRY);
    expect(tablesOf(added)).toEqual({
      'pai-dlc': { ...ENTRY, startup_timeout_sec: 30, env: { LANG: 'C' }, tools: { x: 1 } },
      git: { command: 'uvx' },
    });
    expect(added).toBe(
      MINE.replace(/args = \[[^\]]*\]/, 'args = [ "/opt/pai/dist/main.js", "--region", "cn-hangzhou" ]').replace(
        'command = "npx"',
        'command = "node"',
      ),
    );
  });

  it('go with the tables below them, and leave the comment of the next table', () => {
    expect(toml.remove(MINE, 'pai-dlc')).toMatch(/^# top\n+# about git\n\[mcp_servers\.git\]\ncommand = "uvx"\n$/);
  });

  it.each([
    ['mcp_servers = { git = { command = "uvx" } }\n'],
    ['mcp_servers.pai-dlc = { command = "a", args = [] }\n'],
    ['model = \n'],
    ['[mcp_servers]\npai-dlc.command = "a"\n'],
  ])('are not put into what this program cannot edit: %j', (text) => {
    expect(faultOf(() => toml.add(text, 'pai-dlc', ENTRY)).details.fix).toContain('Nothing was written');
  });
});
