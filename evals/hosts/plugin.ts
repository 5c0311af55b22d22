import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLUGIN } from '../../scripts/plugin/files.ts';
import type { HostId } from '../../src/cli/init/hosts.ts';
import type { Step } from './model/script.ts';
import { type Place, type Ready, runHost, type Session } from './session.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How a host checks and installs the plugin: its own commands, in a folder like the clone. */
interface PluginHost {
  commands: readonly (readonly string[])[];
  /** Arguments before the prompt, where those for an entry of `init` do not do. */
  args?: readonly string[];
}

export const PLUGIN_HOSTS: Readonly<Partial<Record<HostId, PluginHost>>> = {
  'claude-code': {
    commands: [
      ['plugin', 'validate', '--strict', PLUGIN],
      ['plugin', 'validate', '--strict', '.'],
      ['plugin', 'marketplace', 'add', './'],
      ['plugin', 'install', 'pai-dlc@pai-dlc-mcp'],
    ],
    args: ['--allowedTools', 'mcp__plugin_pai-dlc_pai-dlc', '-p'],
  },
  'gemini-cli': {
    commands: [
      ['extensions', 'validate', PLUGIN],
      ['extensions', 'install', PLUGIN, '--consent'],
    ],
  },
  'qwen-code': { commands: [['extensions', 'install', PLUGIN]] },
};

/** Lays out a clone as far as a host sees it, with the plugin made whole. @returns its path */
function clone(folder: string): string {
  const made = spawnSync(process.execPath, ['scripts/run-ts.mjs', 'scripts/plugin/main.ts', join(folder, PLUGIN)], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`the plugin could not be made:\n${made.stderr}`);
  cpSync(join(ROOT, '.claude-plugin'), join(folder, '.claude-plugin'), { recursive: true });
  return folder;
}

/** What a host's own commands said of the plugin, and a session with it. */
export interface PluginTried {
  said: string;
  session: Session;
}

/** Installs the plugin into a host as its guide says, and runs the host once on the simulator. @throws Error where a command fails */
export async function tryPlugin(one: Ready, script: readonly Step[]): Promise<PluginTried> {
  const { commands, args } = PLUGIN_HOSTS[one.id] ?? { commands: [] };
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-host-plugin-'));
  let said = '';
  const install = ({ env }: Place): void => {
    const cwd = clone(folder);
    const [program = '', ...first] = one.command;
    for (const command of commands) {
      const options = { cwd, env: { ...env }, encoding: 'utf8', input: 'y\n', timeout: 120_000 } as const;
      const { status, stdout, stderr } = spawnSync(program, [...first, ...command], options);
      said += `${command.join(' ')}\n${stdout}${stderr}\n`;
      if (status !== 0) throw new Error(`${one.title} refused the plugin:\n${said}`);
    }
  };
  try {
    const env = { PAI_DLC_MCP_SIMULATE: '1' };
    const session = await runHost(one, { script, main: '', settings: [], env, install, ...(args ? { args } : {}) });
    return { said, session };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
