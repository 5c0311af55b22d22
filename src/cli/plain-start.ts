import { parseArgs } from 'node:util';
import type { Given } from '../config/config.ts';
import { type Setting, settings } from '../config/settings.ts';

/**
 * The settings on a command line that starts the server and does nothing else, as hosts start it: options and their
 * values, each known. `undefined` for any other (a command, a wish for help, a mistake), which is for the program to
 * read.
 * @param words without node and script
 */
export function plainStart(words: readonly string[]): Given | undefined {
  const all: readonly Setting[] = settings;
  const options = all.map(({ flag, kind }) => [flag, { type: kind === 'boolean' ? 'boolean' : 'string' }] as const);
  try {
    const { values } = parseArgs({ args: [...words], options: Object.fromEntries(options), allowPositionals: false });
    return Object.fromEntries(
      all.flatMap(({ flag, name }) => (values[flag] === undefined ? [] : [[name, values[flag]]])),
    );
  } catch {
    return undefined;
  }
}
