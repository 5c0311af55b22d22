import { randomUUID } from 'node:crypto';
import { constants, renameSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readlink, rm } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { fileTrouble, folderTrouble, linkTrouble, type Trouble, type Trusted, UntrustedFile } from './guard.ts';

/**
 * The one way in which this server opens and makes its own files. No link is followed; a new file never takes over an
 * existing name; owner and permissions are checked on the open file; and no folder on the way lets others replace it.
 *
 * Windows has neither user ids nor these flags. There, links and anything but plain files are refused by a look before
 * opening, and the access rights of the folder decide who can use the file.
 */

const OWNER_ONLY = 0o600;
/** Linux follows no more links in one path either. */
const MOST_LINKS = 40;

const uid = process.getuid?.();

/** O_NOFOLLOW: not through a link. O_NONBLOCK: without waiting for the other end of a named pipe. */
const NO_TRAPS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const FLAGS = {
  read: constants.O_RDONLY | NO_TRAPS,
  append: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_TRAPS,
};
/** O_EXCL: fails where the name exists, even as a link. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_TRAPS;

const failure = (code: string): Error => Object.assign(new Error(code), { code });

function demand(trouble: Trouble | undefined): void {
  if (trouble !== undefined) throw new UntrustedFile(trouble);
}

/** The names of the folders from the root to this one. */
const namesOf = (folder: string): string[] => folder.slice(parse(folder).root.length).split(sep).filter(Boolean);

/**
 * Walks to the folder of a file as the system would, link by link, and checks every folder on the way.
 * @throws UntrustedFile where others could change where the path leads; the system's error where it leads nowhere
 */
export async function inspectFolders(file: string): Promise<void> {
  if (uid === undefined) return;
  const { root } = parse(resolve(file));
  const top = await lstat(root);
  const trusted: Trusted = { uid, system: top.uid };
  let [at, within, left] = [root, top, namesOf(dirname(resolve(file)))];
  demand(folderTrouble(top, trusted, left.length === 0 ? undefined : { path: root }));
  for (let links = 0; left.length > 0; ) {
    const [name = '', ...rest] = left;
    const path = join(at, name);
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) {
      demand(linkTrouble(stats, within, trusted, path));
      links += 1;
      if (links > MOST_LINKS) throw failure('ELOOP');
      [left, at, within] = [[...namesOf(resolve(at, await readlink(path))), ...rest], root, top];
      continue;
    }
    if (!stats.isDirectory()) throw failure('ENOTDIR');
    demand(folderTrouble(stats, trusted, rest.length === 0 ? undefined : { path }));
    [at, within, left] = [path, stats, rest];
  }
}

/**
 * Makes the folder of a file where it is missing, for its owner only. The folders that exist already are checked first.
 * @throws as `inspectFolders`
 */
export async function makeFolder(file: string): Promise<void> {
  await inspectFolders(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
}

/** The look before opening that replaces O_NOFOLLOW on Windows. */
async function refuseLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  demand(stats && fileTrouble(stats, undefined));
}

/**
 * Opens a file of this user for reading, or for appending and reading, which makes it where it is missing.
 * @returns the handle, to be closed by the caller
 * @throws UntrustedFile, or the system's error: ENOENT where there is nothing to read, ELOOP for a link
 */
export async function openOwn(path: string, purpose: keyof typeof FLAGS): Promise<FileHandle> {
  await inspectFolders(path);
  if (uid === undefined) await refuseLink(path);
  const handle = await open(path, FLAGS[purpose], OWNER_ONLY);
  try {
    demand(fileTrouble(await handle.stat(), uid));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Runs work with a new file beside `path` that has a random name. It is removed afterwards, unless it was renamed. */
async function withNew<T>(path: string, work: (handle: FileHandle, name: string) => Promise<T>): Promise<T> {
  const name = `${path}.${randomUUID()}`;
  const handle = await open(name, NEW, OWNER_ONLY);
  try {
    return await work(handle, name);
  } finally {
    await handle.close();
    await rm(name, { force: true });
  }
}

/**
 * Writes that many bytes into the folder of a file and removes them.
 * @throws the system's error where there is no room
 */
export const proveRoom = (path: string, bytes: number): Promise<void> =>
  withNew(path, (handle) => handle.writeFile(Buffer.alloc(bytes, ' ')));

/**
 * Writes a file whole and durably, for its owner only, in place of whatever has that
 * name. A link there is replaced, not followed.
 * @param still asked when the content is written, right before it takes the name; where false, nothing is changed
 * @returns whether it was replaced
 * @throws the system's error; nothing is changed then
 */
export async function replaceOwn(path: string, content: string | Uint8Array, still = () => true): Promise<boolean> {
  const replaced = await withNew(path, async (handle, name) => {
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    if (!still()) return false;
    // Not a promise: nothing of this process comes between the answer and the rename.
    renameSync(name, path);
    return true;
  });
  if (replaced) await syncFolder(dirname(path));
  return replaced;
}

/** Makes a rename durable by syncing the folder. Windows cannot open folders, and is left without. */
async function syncFolder(folder: string): Promise<void> {
  if (uid === undefined) return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
