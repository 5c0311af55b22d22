import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../domain/fault.ts';
import { cleanText } from '../../shaping/clean.ts';
import { maskSecrets } from '../../shaping/mask.ts';

/** A file before and after; `undefined` where there is none. */
export interface Change {
  file: string;
  before: string | undefined;
  after: string | undefined;
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';

const unusable = (file: string, doing: string, thrown: unknown): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `${file} cannot be ${doing} (${codeOf(thrown)}).`,
    fix: 'Nothing was changed. Make the file accessible, then run init again.',
  });

/** A file's text; `undefined` where it does not exist. @throws Fault where it cannot be read */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw unusable(file, 'read', thrown);
  }
}

/** The change as a unified diff, for showing: the lines around it may hold secrets of other servers, which are masked. */
export function diffOf({ file, before, after }: Change): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : file,
    after === undefined ? '/dev/null' : file,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 2 },
  );
  return maskSecrets(cleanText(patch.replace(/^(?:Index:.*\n)?=+\n/, ''))).trimEnd();
}

/**
 * Makes the change, whole or not at all; a link stays a link. No backup is kept: everything but the entry stays as it was.
 * @throws Fault where the file is not any more as it was shown, or cannot be written
 */
export async function apply({ file, before, after }: Change): Promise<void> {
  if ((await readText(file)) !== before)
    throw new Fault({
      kind: 'invalid_input',
      message: `${file} was changed by another program in the meantime.`,
      fix: 'Nothing was written. Run init again.',
    });
  try {
    if (after === undefined) return await rm(file);
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, after);
  } catch (thrown) {
    throw unusable(file, 'written', thrown);
  }
}
