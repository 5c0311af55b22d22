import { resolve } from 'node:path';
import { type Config, settingSource } from '../config/config.ts';
import { Fault } from '../domain/fault.ts';
import type { ToolCard } from '../server/advertise.ts';
import { quotedValue } from '../shaping/clean.ts';
import { unwritable } from './unwritable.ts';

/** The files that the server writes where a setting says, and which tools need each. */
const NEEDED_BY = {
  stateFile: ({ effect }) => effect === 'costly',
  auditLog: ({ effect }) => effect !== 'read',
} as const satisfies Readonly<Record<string, (tool: Pick<ToolCard, 'effect'>) => boolean>>;

/** Whether one of the offered tools needs that file. */
export const needsFile = (name: keyof typeof NEEDED_BY, tools: readonly Pick<ToolCard, 'effect'>[]): boolean =>
  tools.some(NEEDED_BY[name]);

/**
 * Looks at the start whether the files that settings name can be written, as the first call that needs one may come
 * days later. Without a setting the state file is where the platform keeps such files, which nobody has chosen.
 * @param tools that are offered
 * @throws Fault `invalid_input` for a file that an offered tool needs and that the server could not write
 */
export async function checkFiles(config: Config, tools: readonly Pick<ToolCard, 'effect'>[]): Promise<void> {
  for (const name of ['auditLog', 'stateFile'] as const) {
    const { [name]: file } = config;
    if (file === undefined || !needsFile(name, tools)) continue;
    const found = await unwritable(resolve(file));
    if (found === undefined) continue;
    const source = settingSource(config, name);
    const { why, remedy = 'make it writable' } = found;
    throw new Fault({
      kind: 'invalid_input',
      message: `${source} is ${quotedValue(file, 1000)}, which cannot be written: ${why.en}.`,
      fix: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}, or set ${source} to another file; \`doctor\` checks it.`,
    });
  }
}
