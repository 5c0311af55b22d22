import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN, serverEnv } from '../e2e/harness.ts';
import { HAS_PTY, runInTerminal } from './pty.ts';
import { runHere } from './run-here.ts';

const [DOWN, ENTER, CTRL_C, CTRL_D] = ['\u001b[B', '\r', '\u0003', '\u0004'];
const SHOW_CURSOR = '\u001b[?25h';

if (!HAS_PTY)
  console.warn('Not tested: how the commands look in a terminal. It takes the script command of util-linux.');

let home: string;
let env: Record<string, string>;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'terminal-'));
  env = { ...serverEnv(undefined), HOME: home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' };
});
afterEach(() => rmSync(home, { recursive: true }));

const tooWide = (lines: readonly string[], columns: number): string[] =>
  lines.flatMap((line) => line.split('\r')).filter((line) => line.length > columns);

interface Process {
  id: string;
  parent: string;
  command: string;
}

/** Every process, as Linux shows them; one that ends meanwhile is left out. */
const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const [, parent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
        return [{ id, parent, command }];
      } catch {
        return [];
      }
    });

/** Servers that a demo has left behind. */
function orphans(): Process[] {
  const all = processes();
  const demos = new Set(all.filter(({ command }) => command.includes(`${MAIN} demo`)).map(({ id }) => id));
  return all.filter(
    ({ command, parent }) => command.includes(`${MAIN} --simulate --simulator-speed 60`) && !demos.has(parent),
  );
}

describe.skipIf(!HAS_PTY)('in a terminal (script of util-linux)', () => {
  it('doctor is coloured and keeps to 60 columns', async () => {
    const { code, raw, lines } = await runInTerminal(['doctor', '--simulate'], [], { env, columns: 60 });
    expect(code).toBe(0);
    expect(raw).toContain('\u001b[32mok');
    // A path stays whole, since somebody copies it, and so does a list of toolsets.
    expect(tooWide(lines, 60).filter((line) => !/^ *(?:\S*\/\S*|toolsets=\S+)$/.test(line))).toEqual([]);
    expect(lines.join('\n')).toContain('Nothing to do.');
  });

  it('NO_COLOR takes the colour out', async () => {
    const { raw } = await runInTerminal(['doctor', '--simulate'], [], { env: { ...env, NO_COLOR: '1' } });
    expect(raw).toContain('ok    Node.js');
    expect(raw).not.toContain('\u001b');
  });

  it('doctor says what takes its time, and Ctrl-C ends it', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' };
    const args = ['doctor', '--json', '--region', 'cn-hangzhou', '--endpoint', endpoint];
    const { code, lines } = await runInTerminal(args, [['(1 s)', CTRL_C]], { env: { ...env, ...keys } });
    for (const socket of sockets) socket.destroy();
    silent.close();
    expect(code).toBe(130);
    expect(lines.join('\n')).toMatch(/Clock \(1 s\)[\s\S]*\nInterrupted; nothing was changed\.\n/);
    expect(lines.join('\n')).not.toContain('"checks"');
  });

  it('the demo begins, and Ctrl-C ends it and its server', async () => {
    const { code, raw, lines } = await runInTerminal(['demo'], [['> list_workspaces', CTRL_C]], { env, columns: 60 });
    expect(code).toBe(130);
    expect(raw).toContain('\u001b[36m== 1.');
    expect(tooWide(lines, 60)).toEqual([]);
    expect(lines.join('\n')).toContain('\nInterrupted. ');
    expect(lines.join('\n')).not.toContain('The demo failed');
    expect(orphans()).toEqual([]);
  });

  it('init asks, shows the change and makes it', async () => {
    const typed = [
      ['Which host', DOWN + DOWN + ENTER],
      ['Change ', 'y'],
    ] as const;
    const { code, lines } = await runInTerminal(['init', '--simulate'], typed, { env, cwd: home, columns: 60 });
    expect(code, lines.join('\n')).toBe(0);
    expect(JSON.parse(readFileSync(join(home, '.cursor', 'mcp.json'), 'utf8')).mcpServers['pai-dlc'].args).toContain(
      '--simulate',
    );
  });

  it.each([
    ['stays with the simulator', ENTER, ['--read-only', '--simulate']],
    ['goes on to the real cloud', 'n', ['--read-only', '--region', 'cn-hangzhou', '--workspace-id', '123']],
  ])('init asks of an entry with the simulator whether it %s', async (_, key, options) => {
    const file = join(home, '.cursor', 'mcp.json');
    const real = ['--region', 'cn-hangzhou', '--workspace-id', '123'];
    const typed = [['Change ', 'y']] as const;
    await runHere(['init', 'cursor', '--simulate', '--read-only', '--yes'], { env, cwd: home });
    const given = options.includes('--simulate') ? [] : real;
    const again = [['Keep that?', key], ...(given.length > 0 ? typed : [])] as const;
    const { code, lines } = await runInTerminal(['init', 'cursor', ...given], again, { env, cwd: home });
    expect(code, lines.join('\n')).toBe(0);
    const { args } = JSON.parse(readFileSync(file, 'utf8')).mcpServers['pai-dlc'] as { args: string[] };
    expect([...args.slice(1)].sort()).toEqual([...options].sort());
    expect(lines.join('\n').includes('This drops: --simulate.')).toBe(given.length > 0);
  });

  it.each([
    ['at its first question', [], 'Which host'],
    ['at its last question', ['cursor', '--simulate'], 'Change '],
  ])('Ctrl-C ends init %s with nothing written', async (_, args, question) => {
    const typed = [[question, CTRL_C]] as const;
    const { code, raw } = await runInTerminal(['init', ...args], typed, { env, cwd: home });
    expect(code).toBe(130);
    expect(raw).toContain('Nothing was written.');
    expect(raw.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'));
    expect(existsSync(join(home, '.cursor'))).toBe(false);
  });

  it('a server tells whoever started it by hand what it waits for', async () => {
    const { code, lines } = await runInTerminal(['--simulate'], [['serving on stdio', CTRL_D]], { env });
    expect(code).toBe(0);
    expect(lines.slice(0, 5).join(' ')).toContain('main.js demo"');
    expect(tooWide(lines.slice(0, 4), 80)).toEqual([]);
  });
});
