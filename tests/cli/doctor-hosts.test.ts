import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aboutForms } from '../../src/cli/doctor/host-checks.ts';
import type { TextRow as Row } from '../../src/cli/doctor/report.ts';
import { HOST_IDS, hostOf } from '../../src/cli/init/hosts.ts';
import { MAIN } from '../e2e/harness.ts';
import { runHere as run } from './run-here.ts';

const KEYS = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tZyXwVuTsRqPo', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-mine' };

let home: string;
let project: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'doctor-hosts-'));
  project = join(home, 'project');
  mkdirSync(project);
});
afterEach(() => rmSync(home, { recursive: true }));

const start = (args: readonly string[], env: Record<string, string>) =>
  run(args, { env: { PATH: process.env.PATH ?? '', HOME: home, ...env }, cwd: project });

function place(text: string, ...path: string[]): void {
  mkdirSync(dirname(join(home, ...path)), { recursive: true });
  writeFileSync(join(home, ...path), text);
}

/** The rows on hosts, of a server that reaches nothing. */
async function hosts(env: Record<string, string> = {}, ...args: string[]): Promise<readonly Row[]> {
  const offline = { PAI_DLC_MCP_ENDPOINT: 'http://127.0.0.1:9', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' };
  const { out } = await start(['doctor', '--json', ...args], { ...offline, ...env });
  expect(out).not.toMatch(/LTAI5t|a-secret-of/);
  return (JSON.parse(out) as { checks: Row[] }).checks.filter(({ id }) => id.startsWith('host'));
}

describe('doctor on the hosts of this machine', () => {
  it('says so where none has the server', async () => {
    expect(await hosts()).toEqual([expect.objectContaining({ id: 'hosts', result: 'skipped' })]);
  });

  it('warns where a host keeps from the server what this shell has, and is content once init has named it', async () => {
    const simulated = await start(['init', 'codex-cli', '--simulate', '--yes'], {});
    expect(simulated.code).toBe(0);
    expect((await hosts(KEYS))[0]?.result).toBe('warning'); // PAI_DLC_MCP_ENDPOINT, which a simulator has a use for
    await start(['init', 'codex-cli', '--drop', 'simulate', '--yes'], {});
    const [kept] = await hosts({ PAI_DLC_MCP_READ_ONLY: 'true', ...KEYS });
    expect(kept).toMatchObject({ title: 'Codex CLI (user)', result: 'warning' });
    expect(kept?.detail).toContain('PAI_DLC_MCP_READ_ONLY');
    expect(kept?.detail).not.toContain('ALIBABA_CLOUD_ACCESS_KEY_ID');
    expect(kept?.fix).toBe(`Write it anew: ${process.execPath} ${MAIN} init codex-cli --scope user`);
    await start(['init', 'codex-cli', '--yes'], { PAI_DLC_MCP_READ_ONLY: 'true', PAI_DLC_MCP_ENDPOINT: 'x' });
    expect(await hosts({ PAI_DLC_MCP_READ_ONLY: 'true', ...KEYS })).toEqual([
      expect.objectContaining({ result: 'ok', detail: expect.stringContaining('shows questions') }),
    ]);
  });

  it('warns of a host that cannot be told to pass them on', async () => {
    await start(['init', 'claude-desktop', '--yes'], {});
    const [row] = await hosts(KEYS);
    expect(row).toMatchObject({ result: 'warning', fix: expect.stringContaining('aliyun configure') });
    expect(row?.detail).toContain('ALIBABA_CLOUD_ACCESS_KEY_SECRET');
  });

  it('warns of a program that is gone, and of a name that is not published', async () => {
    const entry = { command: '/opt/node-18/bin/node', args: [MAIN] };
    const npx = { command: 'npx', args: ['-y', 'pai-dlc-mcp'] };
    place(JSON.stringify({ mcpServers: { mine: entry } }), '.claude.json');
    place(
      JSON.stringify({ mcp: { 'pai-dlc': { type: 'local', command: [npx.command, ...npx.args] } } }),
      '.config',
      'opencode',
      'opencode.json',
    );
    const rows = await hosts();
    expect(rows.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('/opt/node-18/bin/node, which is not there'),
      expect.stringContaining('is not published'),
    ]);
    expect(rows[0]?.fix).toBe(`Write it anew: ${process.execPath} ${MAIN} init claude-code --scope user --name mine`);
  });

  it('leaves alone what is not ours', async () => {
    place('{"mcpServers": {"git": {"command": "uvx", "args": ["mcp-server-git"]}, "odd": 1}}', '.claude.json');
    expect((await hosts()).map(({ id }) => id)).toEqual(['hosts']);
  });

  it('names a file that it cannot read, and where it is broken', async () => {
    place('{ broken', '.qwen', 'settings.json');
    const file = join(home, '.qwen', 'settings.json');
    expect(await hosts()).toEqual([
      expect.objectContaining({
        id: 'host-qwen-code-user',
        result: 'warning',
        detail: expect.stringMatching(/cannot be read: it is not valid JSON at line 1.*is not known/),
        fix: `Correct ${file} by hand, then run doctor again.`,
      }),
    ]);
  });
});

describe('what an entry starts with', () => {
  const detail = async (entry: object, ...args: string[]): Promise<string> => {
    place(JSON.stringify({ mcpServers: { 'pai-dlc': entry } }), '.claude.json');
    return (await hosts({}, ...args))[0]?.detail ?? '';
  };

  it('is told, also where all is well', async () => {
    expect(await detail({ command: process.execPath, args: [MAIN] })).toContain('; starts without options;');
    expect(await detail({ command: process.execPath, args: [MAIN, '--simulate', '--tools', 'get_job'] })).toContain(
      '; starts with --tools get_job --simulate;',
    );
    const env = { PAI_DLC_MCP_READ_ONLY: 'true', LANG: 'C' };
    expect(await detail({ command: process.execPath, args: [MAIN], env })).toContain(
      '; starts with PAI_DLC_MCP_READ_ONLY=true;',
    );
  });

  it('is held against what doctor was given', async () => {
    const given = ['--read-only', '--region', 'cn-hangzhou'];
    const entry = { command: process.execPath, args: [MAIN, '--simulate', '--region=cn-beijing'] };
    expect(await detail(entry, ...given)).toContain('starts with --region cn-beijing --simulate, without --read-only;');
    const env = { PAI_DLC_MCP_READ_ONLY: 'on' };
    expect(await detail({ ...entry, env }, ...given)).not.toContain('without');
  });

  it('shows no secret that its owner put there', async () => {
    const words = ['--password', 'hunter2hunter2', '--user-agent', 'ghp_0123456789abcdefghij01'];
    const shown = await detail({ command: process.execPath, args: [MAIN, ...words] });
    expect(shown).not.toMatch(/hunter2|ghp_0123/);
  });

  it('stands in the command that writes it anew, which loses nothing', async () => {
    const options = ['--region', 'cn-hangzhou', '--workspace-id', '123', '--lock-scope', '--read-only'];
    const files = ['--audit-log', join(home, 'my audit.jsonl')];
    place(
      JSON.stringify({ mcpServers: { 'pai-dlc': { command: '/gone/bin/node', args: [MAIN, ...options, ...files] } } }),
      '.claude.json',
    );
    const [row] = await hosts();
    const command = row?.fix?.replace('Write it anew: ', '') ?? 'false';
    const env = { PATH: process.env.PATH ?? '', HOME: home };
    execFileSync('sh', ['-c', `${command} --yes`], { cwd: project, env, stdio: 'pipe' });
    const { args } = JSON.parse(readFileSync(join(home, '.claude.json'), 'utf8')).mcpServers['pai-dlc'];
    expect(args).toEqual([MAIN, ...options, ...files]);
    expect((await hosts())[0]?.result).toBe('ok');
  });
});

describe('what is known of hosts and questions', () => {
  it.each(HOST_IDS)('is said of %s, with the version that showed it', (id) => {
    const host = hostOf(id);
    const text = aboutForms(host).en;
    if (host.forms === undefined) expect(text).toContain('is not known');
    else expect(text).toContain(host.tried ?? 'from its documentation');
  });
});

describe('init, once more', () => {
  it('keeps what the owner lets through', async () => {
    const env = { LANG: 'C', ALIBABA_CLOUD_ACCESS_KEY_ID: 'mine' };
    place(JSON.stringify({ mcpServers: { 'pai-dlc': { command: 'old', args: [], env } } }), '.gemini', 'settings.json');
    await start(['init', 'gemini-cli', '--yes'], KEYS);
    const settings = JSON.parse(readFileSync(join(home, '.gemini', 'settings.json'), 'utf8'));
    expect(settings.mcpServers['pai-dlc'].env).toEqual({
      ...env,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '$ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    });
  });
});
