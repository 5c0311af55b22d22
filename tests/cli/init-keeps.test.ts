import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryOf, keepingOwn } from '../../src/cli/init/host.ts';
import { HOST_IDS, hostOf } from '../../src/cli/init/hosts.ts';
import { keepOptions } from '../../src/cli/init/keep.ts';
import { argumentsOf } from '../../src/cli/init/launch.ts';
import { presentOf } from '../../src/cli/init/present.ts';
import { nextStep } from '../../src/cli/init/words.ts';
import { explainConfig } from '../../src/config/config.ts';
import { type Setting, settings } from '../../src/config/settings.ts';
import { Fault } from '../../src/domain/fault.ts';
import { allTools } from '../../src/tools/all.ts';
import { MAIN } from '../e2e/harness.ts';
import type { Ended } from './run.ts';
import { runHere as run } from './run-here.ts';

const TABLE: readonly Setting[] = settings;

/** A value of a setting that is not its default. */
function sampleOf({ kind, choices, range, value }: Setting): string | true {
  if (kind === 'boolean') return true;
  if (kind === 'choice') return choices?.at(-1) ?? '';
  if (kind === 'integer' || kind === 'number') return String((range?.[0] ?? 0) + 1);
  if (kind === 'list') return choices?.slice(-2).join(',') ?? 'a,b';
  return value === 'FILE' ? '/var/log/a b.jsonl' : 'a=b c';
}
const ALL = Object.fromEntries(TABLE.map((setting) => [setting.name, sampleOf(setting)]));

const launch = (...options: string[]) => ({ command: '/usr/bin/node', args: [MAIN, ...options] });
/** The options of a second init, where the first one entered these. */
const again = (id: (typeof HOST_IDS)[number], options: string[], given = {}, drop?: string): string[] => {
  const present = presentOf(entryOf(hostOf(id), launch(...options), ['X']));
  return argumentsOf(explainConfig({ ...keepOptions(present, given, drop).flags, ...given }, {}));
};
const refusal = (doing: () => unknown): string => {
  try {
    doing();
  } catch (thrown) {
    if (thrown instanceof Fault) return [thrown.details.message, thrown.details.fix, thrown.details.valid].join(' ');
    throw thrown;
  }
  return 'no refusal';
};

describe.each(HOST_IDS)('a second init of %s', (id) => {
  const options = argumentsOf(explainConfig(ALL, {}));

  it('keeps every setting that it does not name', () => {
    expect(again(id, options)).toEqual(options);
  });
});

describe.each(TABLE.map((setting) => [setting.name, setting] as const))('the option of %s', (name, setting) => {
  const flag = `--${setting.flag}`;
  const own = argumentsOf(explainConfig({ [name]: sampleOf(setting) }, {}));
  const others = argumentsOf(explainConfig({ ...ALL, [name]: undefined }, {}));
  const options = argumentsOf(explainConfig(ALL, {}));

  it('stays with others that are named, in either form', () => {
    expect(own[0]).toBe(flag);
    const other = setting.flag === 'log-level' ? { profile: 'other' } : { logLevel: 'warn' };
    expect(again('cursor', own, other)).toEqual(expect.arrayContaining(own));
    const joined = own.length === 2 ? [own.join('=')] : own;
    expect(again('cursor', joined)).toEqual(own);
  });

  it('goes where it is dropped by name, and says so; the others stay', () => {
    expect(again('cursor', options, {}, setting.flag)).toEqual(others);
    const { dropped } = keepOptions(presentOf(launch(...options)), {}, flag);
    expect(dropped).toEqual([flag, ...(setting.kind === 'boolean' ? [] : [ALL[name]])]);
    expect(refusal(() => keepOptions(presentOf(launch()), {}, flag))).toContain('the entry has no options');
    expect(
      refusal(() => keepOptions(presentOf({ ...launch(), env: { [setting.env[0] ?? '']: '1' } }), {}, flag)),
    ).toContain(`${setting.env[0]} is set in the entry's environment`);
  });
});

describe('an entry, taken apart', () => {
  it.each([
    [['node', MAIN, '--read-only'], { readOnly: true }, []],
    [['node', '/old/clone/dist/main.js', 'serve', '--read-only'], { readOnly: true }, []],
    [['pai-dlc-mcp', '--region', 'a', '--region', 'b'], { region: 'b' }, []],
    [['npx', '-y', 'pai-dlc-mcp', '--simulate'], { simulate: true }, []],
    [['cmd', '/c', 'npx', '-y', 'pai-dlc-mcp'], {}, []],
    [['node', MAIN, '--new-lock', 'x', '--read-only'], { readOnly: true }, ['--new-lock', 'x']],
    [['node', MAIN, '--read-only=false', '--region'], {}, ['--read-only=false', '--region']],
    [['sudo', '-u', 'pai', '/bin/node', MAIN], {}, ['sudo', '-u', 'pai']],
    [['sudo', 'pai-dlc-mcp', '--simulate'], { simulate: true }, ['sudo']],
    [['docker', 'run', '-i', 'team/pai-dlc-mcp', '--read-only'], { readOnly: true }, ['docker', 'run', '-i']],
    [['node', '--max-old-space-size=99', MAIN], {}, ['--max-old-space-size=99']],
    [['old'], {}, []],
    [['uvx', 'another-server'], {}, ['another-server']],
  ])('%j', (words, flags, foreign) => {
    const [command, ...args] = words;
    expect(presentOf({ command, args })).toEqual({ flags, environment: {}, foreign });
    expect(presentOf({ command: words })).toEqual({ flags, environment: {}, foreign });
  });

  it('is nothing where there is none, and odd members are no settings', () => {
    const none = { flags: {}, environment: {}, foreign: [] };
    for (const odd of [undefined, null, 'text', 7, {}, { command: 7, args: 'x', env: null }, { args: [1, {}] }])
      expect(presentOf(odd).flags).toEqual({});
    expect(presentOf(undefined)).toEqual(none);
    const env = {
      PAI_DLC_MCP_REGION: 'a',
      PAI_DLC_MCP_PROFILE: '$PAI_DLC_MCP_PROFILE',
      LANG: 'C',
      PAI_DLC_MCP_TOOLS: 1,
    };
    for (const member of ['env', 'environment'])
      expect(presentOf({ ...launch(), [member]: env }).environment).toEqual({ PAI_DLC_MCP_REGION: 'a' });
  });
});

describe('members of an entry that its owner changed', () => {
  it.each([
    ['copilot-cli', { tools: ['get_job'] }],
    ['opencode', { enabled: false }],
    ['qwen-code', { alwaysLoadTools: false }],
    ['gemini-cli', { trust: false, env: { X: 'mine' } }],
    ['codex-cli', { env_vars: ['X', 'Y'], enabled_tools: ['get_job'] }],
  ] as const)('stay as they are: %s', (id, own) => {
    const host = hostOf(id);
    const present = { ...entryOf(host, { command: 'old', args: [] }, []), ...own };
    const entry = keepingOwn(host, entryOf(host, launch(), ['X']), present);
    expect({ ...present, ...entry }).toMatchObject(own);
    expect(JSON.stringify(entry)).toContain(MAIN);
  });
});

describe('what is to do next', () => {
  it('speaks of trust in a project only where it is about one', () => {
    for (const id of ['claude-code', 'codex-cli', 'codebuddy', 'amp'] as const) {
      expect(nextStep(hostOf(id), 'project').en).toMatch(/trust/);
      expect(nextStep(hostOf(id), 'project').zh).toMatch(/信任/);
      expect(nextStep(hostOf(id), 'user').en).not.toMatch(/trust/);
    }
  });
});

describe('init on an entry that is there', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'init-keeps-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const init = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
    run(['init', 'claude-code', ...args], { env: { PATH: process.env.PATH ?? '', HOME: home, ...env }, cwd: home });
  const flat = ({ out, err }: Ended): string => `${out} ${err}`.replace(/\s+/g, ' ');
  const file = (): string => join(home, '.mcp.json');
  const entry = () => JSON.parse(readFileSync(file(), 'utf8')).mcpServers['pai-dlc'];
  const place = (servers: object): void => {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), JSON.stringify({ mcpServers: { 'pai-dlc': servers } }));
  };

  const SAFE = ['--region', 'cn-hangzhou', '--workspace-id', '123', '--lock-scope', '--read-only'];

  it('keeps what restricts it, says so, and the server that starts is restricted', async () => {
    await init([...SAFE, '--confirm-create', 'always', '--audit-log', 'audit.jsonl', '--yes']);
    const before = entry();
    const same = await init(['--yes']);
    expect(flat(same)).toContain(`Kept of the entry: ${SAFE.join(' ')} --confirm-create always --audit-log`);
    expect([same.code, entry()]).toEqual([0, before]);
    expect(flat(same)).toContain('nothing to do');
    const changed = await init(['--confirm', 'chat', '--simulate', '--yes']);
    expect(changed.code, changed.err).toBe(0);
    expect(flat(changed)).not.toContain('This drops');
    expect(entry().args).toEqual([
      ...[MAIN, ...SAFE, '--confirm', 'chat', '--confirm-create', 'always'],
      ...['--audit-log', join(home, 'audit.jsonl'), '--simulate'],
    ]);
    const client = new Client({ name: 'host', version: '1' });
    const env = { PATH: process.env.PATH ?? '', HOME: home };
    await client.connect(new StdioClientTransport({ ...entry(), env, cwd: tmpdir(), stderr: 'ignore' }));
    const { tools } = await client.listTools();
    await client.close();
    const writing = allTools.filter(({ effect }) => effect !== 'read').map(({ name }) => name);
    expect(tools.filter(({ name }) => writing.includes(name))).toEqual([]);
  });

  it('drops what is named, and says what', async () => {
    await init([...SAFE, '--yes']);
    const dropping = await init(['--drop', 'read-only,lock-scope', '--yes']);
    expect(flat(dropping)).toContain('This drops: --lock-scope --read-only.');
    expect(entry().args).toEqual([MAIN, ...SAFE.slice(0, 4)]);
    const wrong = await init(['--drop', 'read-only', '--yes']);
    expect([wrong.code, flat(wrong)]).toEqual([2, expect.stringContaining('Valid: region, workspace-id')]);
    // What goes may be what another option needs.
    await init(['--lock-scope', '--yes']);
    const needed = await init(['--drop', 'region', '--yes']);
    expect([needed.code, flat(needed)]).toEqual([2, expect.stringContaining('--lock-scope cannot hold')]);
    expect(entry().args).toContain('cn-hangzhou');
  });

  it('takes no option out of an entry that is not there', async () => {
    const { code, err } = await init(['--name', 'other', '--drop', 'foo', '--yes']);
    expect(code).toBe(2);
    expect(err).toMatch(/--drop names "foo", but \S+ has no entry "other"\.\nFix: Leave --drop out/);
  });

  it('drops no word that it does not know unless somebody is asked', async () => {
    place({ command: 'sudo', args: ['-u', 'pai', 'node', MAIN, '--new-lock', '--read-only'] });
    const before = readFileSync(file(), 'utf8');
    const tried = await init(['--yes']);
    expect([tried.code, readFileSync(file(), 'utf8')]).toEqual([2, before]);
    expect(flat(tried)).toContain('This drops: sudo -u pai --new-lock.');
    expect(flat(tried)).toContain(`init claude-code --scope project --remove`);
    const shown = await init([]);
    expect([shown.code, readFileSync(file(), 'utf8')]).toEqual([2, before]);
    expect(flat(shown)).toContain('nobody can be asked');
  });

  it('keeps the settings of its environment, which count for what the options need', async () => {
    const env = { PAI_DLC_MCP_REGION: 'cn-hangzhou', PAI_DLC_MCP_WORKSPACE_ID: '123', PAI_DLC_MCP_READ_ONLY: 'true' };
    place({ command: 'node', args: [MAIN, '--lock-scope'], env });
    const made = await init(['--tools', 'get_job', '--yes']);
    expect(made.code, made.err).toBe(0);
    expect(entry()).toMatchObject({ args: [MAIN, '--lock-scope', '--tools', 'get_job'], env });
  });

  it('enters a restriction that is given, though this shell has it too', async () => {
    const shell = { PAI_DLC_MCP_READ_ONLY: 'true', PAI_DLC_MCP_LOCK_SCOPE: 'true' };
    const made = await init([...SAFE, '--yes'], shell);
    expect(made.code, made.err).toBe(0);
    expect(entry().args).toEqual([MAIN, ...SAFE]);
    expect((await init(['--yes'], shell)).code).toBe(0);
    expect(entry().args).toEqual([MAIN, ...SAFE]);
  });

  it('names the file that it cannot change', async () => {
    writeFileSync(file(), '{ broken');
    for (const args of [['--simulate'], ['--remove']])
      expect(flat(await init([...args, '--yes']))).toContain(
        `${file()} cannot be changed safely: it is not valid JSON`,
      );
    expect(readFileSync(file(), 'utf8')).toBe('{ broken');
  });

  it('is taken out to the byte after it was changed', async () => {
    writeFileSync(file(), '{ "theme": 1 }');
    await init([...SAFE, '--yes']);
    await init(['--drop', 'lock-scope', '--tools', 'get_job', '--yes']);
    await init(['--remove', '--yes']);
    expect(readFileSync(file(), 'utf8')).toBe('{ "theme": 1 }');
  });
});
