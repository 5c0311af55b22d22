import { realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Provenance } from '../../config/config.ts';
import { searchPath } from '../../config/home.ts';
import { en, type Said, say, zh } from '../../domain/said.ts';
import type { Launch } from './host.ts';

const realpath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/**
 * Folders that do not last: that of one shell session, where fnm links its node, that of one login, the cache of npx.
 */
const PASSING_FOLDER = /[\\/](?:fnm_multishells|_npx)[\\/]|^\/run\//;
const goesAway = (path: string): boolean => PASSING_FOLDER.test(path);

/**
 * The whole path of node: hosts that are started from a desktop do not have this shell's `PATH`. A link on `PATH` to
 * the node that runs now is preferred (`/opt/homebrew/bin/node`), as it stays when node is updated; the file itself may
 * lie in a folder of its version, which the next update removes.
 */
export function nodePath(execPath: string, folders: readonly string[] = searchPath()): string {
  const real = realpath(execPath) ?? execPath;
  const links = folders.map((folder) => join(resolve(folder), basename(execPath)));
  return links.find((link) => !goesAway(link) && realpath(link) === real) ?? real;
}

/** The whole path of a script, links followed. */
export const scriptPath = (main: string): string => realpath(main) ?? resolve(main);

/**
 * What a host runs: this node with this script, each by its whole path.
 *
 * @param main path of the program that runs now
 */
export const launcher = (main: string, execPath: string = process.execPath): Launch => ({
  command: nodePath(execPath),
  args: [scriptPath(main)],
});

/** A warning where a path will not last: the folder of one version of a version manager, or the cache of npx. */
export function lastingWarning({ command, args: [script = ''] }: Launch): Said | undefined {
  if (goesAway(script))
    return say(
      en`The server runs from ${script}, which is not kept. Install it, or clone it, and run init from there.`,
      zh`服务器从 ${script} 运行，该路径不会长期保留。请安装或克隆后，从那里运行 init。`,
    );
  if (/[\\/]v?\d+\.\d+\.\d+[\\/]/.test(command))
    return say(
      en`The entry names ${command}. When that version of Node.js is removed, run init again.`,
      zh`该条目使用 ${command}。移除这一版本的 Node.js 之后，请重新运行 init。`,
    );
  return undefined;
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
