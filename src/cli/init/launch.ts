import { resolve, sep } from 'node:path';
import type { Provenance } from '../../config/config.ts';
import type { Entry, Host } from './hosts.ts';

const PACKAGE = 'pai-dlc-mcp';

/**
 * What a host runs. An installed package is found by npx, wherever npm put it; a checkout is named by its path.
 * @param main real path of the program that runs now
 */
export function launcher(main: string, platform: NodeJS.Platform): { command: string; args: string[] } {
  if (!main.split(sep).join('/').includes(`/node_modules/${PACKAGE}/`)) return { command: 'node', args: [main] };
  // On Windows npx is a script, which only a shell starts.
  return platform === 'win32'
    ? { command: 'cmd', args: ['/c', 'npx', '-y', PACKAGE] }
    : { command: 'npx', args: ['-y', PACKAGE] };
}

/** The settings that were given as flags, as arguments again. Files are made absolute: a host starts elsewhere. */
export const argumentsOf = (explained: readonly Provenance[]): string[] =>
  explained
    .filter(({ source, setting }) => source === 'flag' && !setting.secret)
    .flatMap(({ setting, value }) => {
      const flag = `--${setting.flag}`;
      if (setting.kind === 'boolean') return value === true ? [flag] : [];
      const text = Array.isArray(value) ? value.join(',') : String(value);
      return [flag, setting.value === 'FILE' ? resolve(text) : text];
    });

/** The entry of a host. */
export const entryFor = (
  { typed }: Pick<Host, 'typed'>,
  launch: ReturnType<typeof launcher>,
  settings: string[],
): Entry => ({
  ...(typed ? { type: 'stdio' as const } : {}),
  command: launch.command,
  args: [...launch.args, ...settings],
});
