import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Host } from '../../src/cli/init/host.ts';
import { HOSTS, type HostId, hostOf } from '../../src/cli/init/hosts.ts';
import { argumentsOf, launcher, nodePath } from '../../src/cli/init/launch.ts';
import { explainConfig } from '../../src/config/config.ts';
import { userPlaces } from '../../src/config/home.ts';
import { allTools } from '../../src/tools/all.ts';
import { MAIN } from '../e2e/harness.ts';
import type { Ended } from './run.ts';
import { runHere as run } from './run-here.ts';

/** The node that runs the program here, as init names it. */
const NODE = nodePath(process.execPath);

let home: string;
let project: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'init-home-'));
  project = join(home, 'project');
  mkdirSync(project);
});
afterEach(() => rmSync(home, { recursive: true }));

const init = (...args: string[]): Promise<Ended> =>
  run(['init', ...args], { env: { PATH: process.env.PATH ?? '', HOME: home }, cwd: project });

/** Where each host looks on this platform: below the home directory, unless it is in the project. */
const WHERE: Readonly<Record<Exclude<HostId, 'lingma' | 'cherry-studio'>, () => string>> = {
  'claude-code': () => join(project, '.mcp.json'),
  'claude-desktop': () => join(userPlaces({}, process.platform, home).programs, 'Claude', 'claude_desktop_config.json'),
  cursor: () => join(project, '.cursor', 'mcp.json'),
  vscode: () => join(project, '.vscode', 'mcp.json'),
  windsurf: () => join(home, '.codeium', 'windsurf', 'mcp_config.json'),
  'gemini-cli': () => join(home, '.gemini', 'settings.json'),
  'codex-cli': () => join(home, '.codex', 'config.toml'),
  'qwen-code': () => join(home, '.qwen', 'settings.json'),
  qoder: () => join(home, '.qoder', 'settings.json'),
  'kimi-code': () => join(home, '.kimi-code', 'mcp.json'),
  opencode: () => join(home, '.config', 'opencode', 'opencode.json'),
  'copilot-cli': () => join(home, '.copilot', 'mcp-config.json'),
  cline: () => join(home, '.cline', 'data', 'settings', 'cline_mcp_settings.json'),
  continue: () => join(home, '.continue', 'config.yaml'),
  iflow: () => join(home, '.iflow', 'settings.json'),
  codebuddy: () => join(home, '.codebuddy.json'),
  trae: () => join(project, '.trae', 'mcp.json'),
  amp: () => join(home, '.config', 'amp', 'settings.json'),
};
const IDS = Object.keys(WHERE) as (keyof typeof WHERE)[];

/** A file of each format that somebody else has written to; `KEY` is the host's member. */
const PRESENT: Readonly<Record<Host['format'], string>> = {
  json: '{\n    "theme": "",\n    "KEY": {\n        "git": {}\n    }\n}',
  jsonc: '{\n\t// shared\n\t"inputs": [],\n\t"KEY": {\n\t\t"git": {}, // ours\n\t},\n}\n',
  toml: 'model = "gpt" # mine\n\n[KEY.git]\ncommand = "uvx"\n',
  yaml: 'name: mine # git\nKEY:\n  - name: git\n    command: uvx\nmodels: []\n',
};
const present = (id: HostId): string => PRESENT[hostOf(id).format].replaceAll('KEY', hostOf(id).key);

interface Started {
  type?: string;
  command: string;
  args: string[];
}

/** The servers that a host would find in its file, read as the host reads it. */
function serversIn(id: HostId, text: string): Record<string, Started> {
  const { format, key } = hostOf(id);
  if (format === 'yaml') {
    const list = (parseYaml(text) as Record<string, (Started & { name: string })[]>)[key] ?? [];
    return Object.fromEntries(list.map(({ name, ...entry }) => [name, entry]));
  }
  const found = format === 'toml' ? parseToml(text) : format === 'jsonc' ? parseJsonc(text) : JSON.parse(text);
  const servers = found[key] as Record<string, Started>;
  if (id !== 'opencode') return servers;
  return Object.fromEntries(
    Object.entries(servers).map(([name, { command, ...rest }]) => {
      const [program = '', ...args] = command ?? [];
      return [name, { ...rest, command: program, args }];
    }),
  );
}

function place(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const read = (file: string): string => readFileSync(file, 'utf8');

/** The tools of entries, by what a host starts for them. */
const started = new Map<string, Promise<string[]>>();

/** The tools of an entry. Most hosts start the same, which one process tells of. */
function toolsOf(entry: Started): Promise<string[]> {
  const { command, args } = entry;
  const key = JSON.stringify({ command, args });
  const tools = started.get(key) ?? start(entry);
  started.set(key, tools);
  return tools;
}

/** Starts the entry as the host would, in another folder, and returns its tools. */
async function start({ command, args }: Started): Promise<string[]> {
  const client = new Client({ name: 'host', version: '1' });
  const env = { PATH: process.env.PATH ?? '', HOME: home };
  await client.connect(new StdioClientTransport({ command, args, env, cwd: tmpdir(), stderr: 'ignore' }));
  const { tools } = await client.listTools();
  await client.close();
  return tools.map((tool) => tool.name);
}

describe.each(IDS)('init %s', (id) => {
  const file = WHERE[id];

  it('makes a file that starts the server, and takes it away again', async () => {
    const made = await init(id, '--simulate', '--read-only', '--yes');
    expect(made.code, made.err).toBe(0);
    expect(made.out).toContain(`+++ ${file()}`);
    const entry = serversIn(id, read(file()))['pai-dlc'] as Started;
    expect(entry).toMatchObject({ command: NODE, args: [MAIN, '--read-only', '--simulate'] });
    const tools = allTools.filter(({ effect, core }) => effect === 'read' && core).map(({ name }) => name);
    expect(await toolsOf(entry)).toEqual(tools);
    expect(made.out.replace(/\s+/g, ' ')).toContain(`Tools: ${tools.length} tools on; off: `);
    expect((await init(id, '--remove', '--yes')).code).toBe(0);
    expect(readdirSync(home)).toEqual(['project']);
    expect(readdirSync(project)).toEqual([]);
  });
});

/** One host of each format, and those whose entries differ. */
describe.each(['claude-code', 'vscode', 'codex-cli', 'continue', 'opencode'] as const)('init %s', (id) => {
  const file = WHERE[id];

  it('keeps what is there to the byte, changes nothing the second time, and undoes itself', async () => {
    place(file(), present(id));
    expect((await init(id, '--region', 'cn-hangzhou', '--yes')).code).toBe(0);
    const once = read(file());
    const found = serversIn(id, once);
    expect(found['pai-dlc']?.args).toEqual([MAIN, '--region', 'cn-hangzhou']);
    for (const line of present(id).split('\n')) expect(once).toContain(line.replace(/,?\s*$/, ''));
    const again = await init(id, '--region', 'cn-hangzhou', '--yes');
    expect([again.code, read(file())]).toEqual([0, once]);
    expect(again.out.replace(/\s+/g, ' ')).toContain('nothing to do');
    expect((await init(id, '--remove', '--yes')).code).toBe(0);
    expect(read(file())).toBe(present(id));
  });

  it('leaves a broken file alone and says where it is broken', async () => {
    const broken = { json: '{\n "mcpServers": {\n', jsonc: '{\n', toml: 'a = \n', yaml: 'a: [\n' }[hostOf(id).format];
    place(file(), broken);
    const tried = await init(id, '--simulate', '--yes');
    expect(tried.code).toBe(2);
    expect(tried.err).toMatch(/not valid (?:JSON|TOML|YAML) at line \d/);
    expect(read(file())).toBe(broken);
  });
});

describe('init in Chinese', () => {
  it.each(Object.keys(HOSTS) as HostId[])('says all of %s in Chinese', async (id) => {
    const words = ['init', id, '--language', 'zh', '--simulate', '--yes'];
    const { code, out } = await run(words, { env: { PATH: process.env.PATH ?? '', HOME: home }, cwd: project });
    expect(code).toBe(0);
    expect(out).toContain('工具：已启用');
    expect(out).toContain('下一步：');
    const prose = out.replaceAll(/^(?:[-+@{}" ].*|---.*)$/gm, '').replaceAll(/“[^”]*”/g, '');
    expect(prose.match(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/)).toBe(null);
  });

  it('keeps the language in the entry, as any other option', async () => {
    await run(['init', 'cursor', '--language', 'zh', '--simulate', '--yes'], {
      env: { PATH: process.env.PATH ?? '', HOME: home },
      cwd: project,
    });
    expect(readFileSync(WHERE.cursor(), 'utf8')).toContain('"--language"');
  });
});

describe('init', () => {
  it('writes nothing where nobody can be asked, and says how to go on', async () => {
    const shown = await init('cursor', '--simulate');
    expect(shown.code).toBe(2);
    expect(shown.out).toContain('+    "pai-dlc"');
    expect(shown.out).toContain('--yes');
    expect(existsSync(join(project, '.cursor'))).toBe(false);
  });

  it('writes for all projects with --scope user, under another name with --name', async () => {
    expect((await init('claude-code', '--scope', 'user', '--name', 'pai-test', '--simulate', '--yes')).code).toBe(0);
    expect(Object.keys(JSON.parse(read(join(home, '.claude.json'))).mcpServers)).toEqual(['pai-test']);
    expect(existsSync(join(project, '.mcp.json'))).toBe(false);
  });

  it('changes arguments of its entry, and keeps what its owner added', async () => {
    const file = WHERE['claude-code']();
    const env = { LANG: 'C' };
    place(file, JSON.stringify({ mcpServers: { 'pai-dlc': { command: 'old', args: [], env } } }, null, 2));
    expect((await init('claude-code', '--simulate', '--yes')).code).toBe(0);
    expect(JSON.parse(read(file)).mcpServers['pai-dlc']).toEqual({ command: NODE, args: [MAIN, '--simulate'], env });
  });

  it('shows no secret of a neighbour, and writes none of the environment', async () => {
    const file = WHERE['claude-code']();
    place(file, JSON.stringify({ mcpServers: { git: { env: { API_TOKEN: 'ghp_0123456789abcdefghij01' } } } }, null, 2));
    const made = await run(['init', 'claude-code', '--simulate', '--yes'], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tZyXwVuTsRqPo',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-the-shell',
      },
      cwd: project,
    });
    expect(made.code).toBe(0);
    expect(made.out).not.toContain('ghp_0123456789');
    expect(made.out + read(file)).not.toMatch(/LTAI5t|a-secret-of/);
    expect(read(file)).toContain('ghp_0123456789abcdefghij01');
  });

  it.skipIf(process.platform === 'win32')('follows a link, which stays one', async () => {
    const real = join(home, 'dotfiles.json');
    writeFileSync(real, '{}\n');
    mkdirSync(join(project, '.cursor'));
    symlinkSync(real, join(project, '.cursor', 'mcp.json'));
    expect((await init('cursor', '--simulate', '--yes')).code).toBe(0);
    expect(read(real)).toContain('pai-dlc');
    expect(lstatSync(join(project, '.cursor', 'mcp.json')).isSymbolicLink()).toBe(true);
  });

  it.each([
    [['emacs'], 'claude-desktop'],
    [[], 'No host is named'],
    [['windsurf', '--scope', 'project'], 'Windsurf does not have'],
    [['cursor', '--scope', 'all'], 'not a scope'],
    [['cursor', '--name', 'a.b'], 'not a name'],
    [['cursor', '--name', '__proto__'], 'not a name'],
    [['cursor', '--region', 'mars-1'], 'mars-1'],
    [['cursor', '--toolsets', 'job'], '--toolsets names "job"'],
    [['cursor', '--read-timeout-ms', '1'], '--read-timeout-ms'],
  ])('refuses %j and writes nothing', async (args, message) => {
    const tried = await init(...args, '--yes');
    expect(tried.code).toBe(2);
    expect(tried.err).toContain(message);
    expect(existsSync(join(project, '.cursor'))).toBe(false);
  });
});

describe('what a host starts', () => {
  it('is this script by its whole path, with node by a path that stays', () => {
    const folder = join(home, 'bin');
    const cellar = join(home, 'Cellar', 'node', '24.1.0', 'bin');
    const session = join(home, 'fnm_multishells', '17_1', 'bin');
    for (const each of [folder, cellar, session]) mkdirSync(each, { recursive: true });
    writeFileSync(join(cellar, 'node'), '');
    for (const each of [folder, session]) symlinkSync(join(cellar, 'node'), join(each, 'node'));
    const real = realpathSync(join(cellar, 'node'));
    expect(nodePath(real, [])).toBe(real);
    expect(nodePath(real, [session])).toBe(real);
    expect(nodePath(real, ['/nowhere', session, folder])).toBe(join(folder, 'node'));
    expect(nodePath(process.execPath, [folder])).toBe(realpathSync(process.execPath));
    expect(launcher(MAIN)).toEqual({ command: NODE, args: [MAIN] });
  });

  it('has the settings that were given as flags, and no others; files by their whole path', () => {
    const flags = { tools: 'get_job,list_jobs', readOnly: true, auditLog: 'audit.jsonl', maxInFlight: '3' };
    const explained = explainConfig(flags, { PAI_DLC_MCP_REGION: 'cn-beijing' });
    expect(argumentsOf(explained)).toEqual([
      '--read-only',
      '--tools',
      'get_job,list_jobs',
      '--audit-log',
      join(process.cwd(), 'audit.jsonl'),
      '--max-in-flight',
      '3',
    ]);
  });

  it('is written where each platform keeps it', () => {
    const first = (id: HostId, platform: NodeJS.Platform, environment = {}) =>
      hostOf(id).files.find(([scope]) => scope === 'user')?.[1](userPlaces(environment, platform, '/home/me'), '/p');
    const desktop = (platform: NodeJS.Platform, environment = {}) => first('claude-desktop', platform, environment);
    expect(desktop('darwin')).toBe('/home/me/Library/Application Support/Claude/claude_desktop_config.json');
    expect(desktop('linux')).toBe('/home/me/.config/Claude/claude_desktop_config.json');
    expect(desktop('win32', { APPDATA: '/roaming' })).toBe('/roaming/Claude/claude_desktop_config.json');
    expect(first('codex-cli', 'linux', { CODEX_HOME: '/codex' })).toBe('/codex/config.toml');
    expect(first('claude-code', 'linux')).toBe('/home/me/.claude.json');
    expect(first('claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/claude' })).toBe('/claude/.claude.json');
    expect(first('gemini-cli', 'linux', { GEMINI_CLI_HOME: '/gemini' })).toBe('/gemini/.gemini/settings.json');
    expect(first('kimi-code', 'linux', { KIMI_CODE_HOME: '/kimi' })).toBe('/kimi/mcp.json');
    expect(first('copilot-cli', 'linux', { COPILOT_HOME: '/copilot' })).toBe('/copilot/mcp-config.json');
    expect(first('opencode', 'darwin')).toBe('/home/me/.config/opencode/opencode.json');
  });
});
