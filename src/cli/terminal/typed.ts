import { basename, isAbsolute, relative, resolve } from 'node:path';

/** A word quoted for a shell of this platform. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word) && (process.platform === 'win32' || !word.includes('\\'))) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * How this program was started: by its name where that was typed, else as node with the script, seen from this folder.
 */
function program(): readonly string[] {
  const [, main = ''] = process.argv;
  if (basename(main) === 'pai-dlc-mcp') return ['pai-dlc-mcp'];
  const near = relative(process.cwd(), main);
  return [process.argv0, near.startsWith('..') || isAbsolute(near) ? main : near];
}

/** How this program is started from any folder; `undefined` where that is not known. */
export function programCommand(): string | undefined {
  const [node, main] = process.argv;
  return node === undefined || main === undefined ? undefined : [node, resolve(main)].map(quoted).join(' ');
}

/** A command line of this program that can be typed as it stands, in this folder: `node dist/main.js init cursor`. */
export const commandLine = (...words: readonly string[]): string => [...program(), ...words].map(quoted).join(' ');
