import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/cli/init/documents.ts';
import { entryOf, letsThrough } from '../../src/cli/init/host.ts';
import { HOST_IDS, hostOf } from '../../src/cli/init/hosts.ts';
import { CREDENTIAL_VARIABLES, dropUnresolved } from '../../src/config/variables.ts';
import { ROOT } from '../docs/markdown.ts';
import { MAIN } from '../e2e/harness.ts';
import type { Ended } from './run.ts';
import { runHere as run } from './run-here.ts';

const KEYS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tZyXwVuTsRqPo',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-the-shell',
};
const NAMES = Object.keys(KEYS);

let home: string;
let project: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'init-home-')));
  project = join(home, 'my project');
  mkdirSync(project);
});
afterEach(() => rmSync(home, { recursive: true }));

const init = (args: readonly string[], env: Record<string, string> = {}, cwd = project): Promise<Ended> =>
  run(['init', ...args], { env: { PATH: process.env.PATH ?? '', HOME: home, ...env }, cwd });
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('variables that a host is to pass on', () => {
  it.each(HOST_IDS)('are named to %s, and reach the server as far as that is known', (id) => {
    const host = hostOf(id);
    const { inherits, named } = host.passing;
    const entry = entryOf(host, { command: 'node', args: [] }, NAMES);
    expect(JSON.stringify(entry)).not.toMatch(/LTAI5t|a-secret/);
    const without = [...letsThrough(host, entryOf(host, { command: 'node', args: [] }, []), NAMES).values()];
    const withThem = [...letsThrough(host, entry, NAMES).values()];
    if (named !== undefined) expect(withThem).toEqual(['passed', 'passed']);
    if (inherits === 'all') expect(without).toEqual(['passed', 'passed']);
    else expect(without).not.toContain('passed');
  });

  it('are the ones that are set, in the form of the host; the simulator needs none', async () => {
    expect((await init(['gemini-cli', '--yes'], KEYS)).code).toBe(0);
    const settings = JSON.parse(readFileSync(join(home, '.gemini', 'settings.json'), 'utf8'));
    expect(settings.mcpServers['pai-dlc'].env).toEqual(Object.fromEntries(NAMES.map((name) => [name, `$${name}`])));
    await init(['qwen-code', '--yes'], KEYS);
    expect(readFileSync(join(home, '.qwen', 'settings.json'), 'utf8')).not.toContain('ALIBABA');
    await init(['gemini-cli', '--name', 'sim', '--simulate', '--yes'], KEYS);
    const both = JSON.parse(readFileSync(join(home, '.gemini', 'settings.json'), 'utf8'));
    expect(both.mcpServers.sim).not.toHaveProperty('env');
    expect((await init(['cursor', '--simulate', '--yes'], KEYS)).out).not.toContain('credentials');
  });

  it('are all that the credentials are read from where a list may name what is not set, and settings of this shell', async () => {
    const made = await init(['codex-cli', '--yes'], { PAI_DLC_MCP_READ_ONLY: 'true' });
    expect(made.code).toBe(0);
    const text = readFileSync(join(home, '.codex', 'config.toml'), 'utf8');
    const entry = documentOf(hostOf('codex-cli')).entries(text)['pai-dlc'] as { env_vars: string[] };
    expect(entry.env_vars).toEqual(['PAI_DLC_MCP_READ_ONLY', ...CREDENTIAL_VARIABLES]);
  });

  it('are said, by name, and where none can be, what to do', async () => {
    const named = await init(['cursor', '--yes'], KEYS);
    expect(flat(named.out)).toContain(`Cursor is to pass on: ${NAMES.join(', ')}`);
    expect(named.out).not.toMatch(/LTAI5t|a-secret/);
    expect(flat((await init(['claude-desktop', '--yes'], KEYS)).out)).toContain('aliyun configure');
    expect(flat((await init(['claude-code', '--yes'], KEYS)).out)).toContain('passes on the variables of the shell');
  });

  it('are those that the credentials library reads', () => {
    const folder = join(ROOT, 'node_modules', '@alicloud', 'credentials', 'dist');
    const found = execFileSync('grep', ['-rhoE', 'ALIBABA_CLOUD_[A-Z0-9_]+', folder, '--include=*.js'], {
      encoding: 'utf8',
    });
    const read = new Set(found.split('\n').filter((name) => name !== '' && name !== 'ALIBABA_CLOUD_PROFILE'));
    expect([...CREDENTIAL_VARIABLES].sort()).toEqual([...read].sort());
  });
});

describe('a reference that a host did not fill in', () => {
  it.each(['$NAME', `\${NAME}`, `\${env:NAME}`, '{env:NAME}', `\${{ secrets.NAME }}`, ''])(
    'is no credential: %j',
    (form) => {
      const [name = ''] = NAMES;
      const environment: NodeJS.ProcessEnv = {
        [name]: form.replace('NAME', name),
        ALIBABA_CLOUD_SECURITY_TOKEN: 'CAIS$x',
      };
      dropUnresolved(environment);
      expect(environment).toEqual({ ALIBABA_CLOUD_SECURITY_TOKEN: 'CAIS$x' });
    },
  );

  it('stays where it is a setting: one that restricts the server must not get lost', async () => {
    const environment: NodeJS.ProcessEnv = { PAI_DLC_MCP_READ_ONLY: '$PAI_DLC_MCP_READ_ONLY' };
    dropUnresolved(environment);
    expect(environment).toHaveProperty('PAI_DLC_MCP_READ_ONLY');
    const tried = await run(['tools'], {
      env: { PATH: process.env.PATH ?? '', HOME: home, PAI_DLC_MCP_READ_ONLY: `\${PAI_DLC_MCP_READ_ONLY}` },
    });
    expect(tried.code).toBe(2);
  });
});

/** The command that init printed for taking its entry out. */
const undo = (out: string): string => /^ {2}(\S.* --remove)$/m.exec(out)?.[1] ?? 'false';

describe.skipIf(process.platform === 'win32')('the command that takes the entry out', () => {
  it.each([
    ['cursor', '--scope', 'user', '--name', 'pai-test'],
    ['cursor'],
    ['codex-cli', '--scope', 'project'],
    ['continue', '--name', 'other'],
  ])('works as it is printed: %j', async (...args) => {
    const made = await init([...args, '--simulate', '--yes']);
    const before = execFileSync('find', [home, '-type', 'f'], { encoding: 'utf8' });
    expect(before.trim()).not.toBe('');
    execFileSync('sh', ['-c', `${undo(made.out)} --yes`], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: home },
    });
    expect(execFileSync('find', [home, '-type', 'f'], { encoding: 'utf8' })).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('init in the folder of the server itself', () => {
  /** A clone, as far as init looks at one; its node modules are those of this one. */
  function clone(): string {
    const root = join(home, 'pai-dlc-mcp');
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    execFileSync('cp', ['-r', `${dirname(MAIN)}/.`, join(root, 'dist')]);
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    return root;
  }
  const inside = (root: string, ...args: string[]): string =>
    execFileSync(process.execPath, [join(root, 'dist', 'main.js'), 'init', ...args, '--simulate', '--yes'], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: home },
      encoding: 'utf8',
      stdio: 'pipe',
    });

  it("changes the user's file and says so, unless a project's is asked for", () => {
    const root = clone();
    expect(flat(inside(root, 'claude-code'))).toContain("This folder is the server's own");
    expect([existsSync(join(root, '.mcp.json')), existsSync(join(home, '.claude.json'))]).toEqual([false, true]);
    inside(root, 'claude-code', '--scope', 'project');
    expect(existsSync(join(root, '.mcp.json'))).toBe(true);
    expect(() => inside(root, 'trae')).toThrow(/has a file for\s+projects only/);
    expect(existsSync(join(root, '.trae'))).toBe(false);
  });
});

describe('a host that keeps its servers in its settings', () => {
  it.each(['lingma', 'cherry-studio'])('gets an entry to paste: %s', async (id) => {
    const made = await init([id, '--region', 'cn-hangzhou']);
    expect(made.code).toBe(0);
    const entry = JSON.parse(made.out.slice(0, made.out.indexOf('\n}\n') + 2)).mcpServers['pai-dlc'];
    expect(entry.args).toEqual([MAIN, '--region', 'cn-hangzhou']);
    expect(made.out).toContain('Paste it into');
    expect((await init([id, '--remove'])).code).toBe(2);
  });
});
