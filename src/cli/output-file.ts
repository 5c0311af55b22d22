import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Fault } from '../domain/fault.ts';

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'no code';

/** Why a file cannot be put there; nothing where it can. */
async function obstacle(path: string): Promise<string | undefined> {
  const found = await stat(path).catch((thrown: unknown) => codeOf(thrown));
  if (typeof found !== 'string') return found.isDirectory() ? 'it is a folder' : undefined;
  if (found !== 'ENOENT') return found;
  const folder = await stat(dirname(path)).catch(() => undefined);
  return folder?.isDirectory() ? undefined : 'its folder does not exist';
}

/**
 * Refuses a file that a command could not write at its end: before its work, and in the words of its option.
 * @throws Fault `invalid_input`
 */
export async function checkOutput(option: string, file: string): Promise<void> {
  const path = resolve(file);
  const why = file === '' ? 'it has no name' : await obstacle(path);
  const closed = why ?? (await access(dirname(path), constants.W_OK).then(() => undefined, codeOf));
  if (closed === undefined) return;
  throw new Fault({
    kind: 'invalid_input',
    message: `${option} "${file}" cannot be written: ${closed}.`,
    fix: `Give ${option} a file in a folder that exists and that this user may write to.`,
  });
}
