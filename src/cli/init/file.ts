import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, lstat, mkdir, open, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../domain/fault.ts';

/** A configuration is smaller than this by far; what is read is held in memory several times over. */
const MOST_BYTES = 16 * 1024 * 1024;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';

const refused = (file: string, why: string, fix: string): Fault =>
  new Fault({ kind: 'invalid_input', message: `${file} ${why}.`, fix: `Nothing was changed. ${fix}` });

const unusable = (file: string, doing: string, thrown: unknown): Fault =>
  thrown instanceof Fault
    ? thrown
    : refused(file, `cannot be ${doing} (${codeOf(thrown)})`, 'Make the file accessible, then run init again.');

/** Whether users other than its owner can put things into a folder. @param folder of a POSIX system */
const othersWrite = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & 0o022) !== 0;

/** Whether a file is of the user who runs this process, or of root, who can do anything as it is. */
const isOurs = ({ uid }: Stats): boolean => process.platform === 'win32' || uid === 0 || uid === process.getuid?.();

/**
 * Where a configuration really lies: a link is followed to its end, for people keep configurations elsewhere and link them.
 * @returns `undefined` where there is nothing
 * @throws Fault for a link that leads nowhere, and for one that somebody else may have put there
 */
async function placeOf(file: string): Promise<string | undefined> {
  let found: Stats;
  try {
    found = await lstat(file);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
  if (!found.isSymbolicLink()) return file;
  if (!isOurs(found) || othersWrite(await stat(dirname(file))))
    throw refused(file, 'is a link that another user can have made', 'Replace the link by the file that it leads to.');
  try {
    return await realpath(file);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT')
      throw refused(file, 'is a link that leads nowhere', 'Remove the link, or its loss.');
    throw thrown;
  }
}

/** Opened without waiting: a named pipe that nobody writes to would hold the program for ever. */
async function readWhole(file: string, place: string): Promise<string> {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  const handle = await open(place, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw refused(file, 'is not a regular file', 'Put a file in its place, or remove it.');
    if (found.size > MOST_BYTES)
      throw refused(
        file,
        `has more than ${MOST_BYTES / 1024 / 1024} MiB`,
        'Enter the server by hand, as the README shows.',
      );
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/** A file's text; `undefined` where it does not exist. @throws Fault where it cannot be read, or must not be */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const place = await placeOf(file);
    return place === undefined ? undefined : await readWhole(file, place);
  } catch (thrown) {
    throw unusable(file, 'read', thrown);
  }
}

/** What the new file takes over from the one that it replaces. */
async function keepOwnerAndMode(temporary: string, place: string): Promise<void> {
  const before = await stat(place);
  const handle = await open(temporary, constants.O_RDONLY);
  try {
    const { uid, gid } = await handle.stat();
    // Only root can give a file away; whoever may write to another's file without being root leaves it as a file of their own.
    if (uid !== before.uid || gid !== before.gid) await handle.chown(before.uid, before.gid).catch(() => undefined);
    await handle.chmod(before.mode & 0o7777);
  } finally {
    await handle.close();
  }
}

/** Replaces a file in one step, by way of one beside it whose name nobody can foresee and which is not there. */
async function replace(place: string, text: string, isThere: boolean): Promise<void> {
  if (isThere) await access(place, constants.W_OK);
  const temporary = join(dirname(place), `.${basename(place)}.${randomBytes(9).toString('hex')}`);
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const handle = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, isThere ? 0o600 : 0o666);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    if (isThere) await keepOwnerAndMode(temporary, place);
    await rename(temporary, place);
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw thrown;
  }
}

/** Writes a file whole or not at all; a link stays a link. @throws Fault where it cannot be written */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    const place = await placeOf(file);
    if (place === undefined) await mkdir(dirname(file), { recursive: true });
    await replace(place ?? file, text, place !== undefined);
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

/** Removes the folders above a file as long as nothing is in them. @param within folders that stay in any case */
export async function removeEmptyFolders(file: string, within: readonly string[]): Promise<void> {
  for (let folder = dirname(file); !within.includes(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
