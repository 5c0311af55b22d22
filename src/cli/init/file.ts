import { rm, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '../../domain/fault.ts';
import { readForeign, replaceForeign } from '../../files/foreign-file.ts';
import { UntrustedFile } from '../../files/guard.ts';

/**
 * Bytes of a configuration at most. Real ones are far smaller, and what is read is held in memory several times over.
 */
const MOST_BYTES = 16 * 1024 * 1024;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';

function unusable(file: string, doing: string, thrown: unknown): Fault {
  const trouble = thrown instanceof UntrustedFile ? thrown.trouble : undefined;
  return new Fault({
    kind: 'invalid_input',
    message: `${file} cannot be ${doing}: ${trouble?.what ?? codeOf(thrown)}.`,
    fix: `Nothing was changed. To go on, ${trouble?.remedy ?? 'make the file accessible'}; then run init again.`,
  });
}

/** A file's text; `undefined` where it does not exist. @throws Fault where it cannot be read, or must not be */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const bytes = await readForeign(file, MOST_BYTES);
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    throw unusable(file, 'read', thrown);
  }
}

/** Writes a file whole or not at all; a link stays a link. @throws Fault where it cannot be written */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await replaceForeign(file, text);
  } catch (thrown) {
    throw unusable(file, 'written', thrown);
  }
}

/** Removes a file. @throws Fault where it cannot be removed */
export async function removeFile(file: string): Promise<void> {
  try {
    await rm(file);
  } catch (thrown) {
    throw unusable(file, 'removed', thrown);
  }
}

/** Whether the folder of a file is there. */
export const hasFolder = (file: string): Promise<boolean> =>
  stat(dirname(file)).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Removes the folders above a file as long as nothing is in them. @param keep folders that stay in any case */
export async function removeEmptyFolders(file: string, keep: readonly string[]): Promise<void> {
  for (let folder = dirname(file); !keep.includes(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
