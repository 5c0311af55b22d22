import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readlink, rename, rm } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { fileTrouble, folderTrouble, linkTrouble, type Trouble, type Trusted, UntrustedFile } from './guard.ts';

/**
 * The one way in which this server opens and makes files: no link is followed, a name is never taken over but made anew, owner
 * and permissions are checked on what was opened, and the folders on the way let nobody else put another file in its place.
 *
 * Windows has neither user ids nor these flags: there, links and what is no plain file are refused, by a look before the file is
 * opened; who may use it is left to the access rights of its folder.
 */

const OWNER_ONLY = 0o600;
/** As many links as systems follow themselves. */
const MOST_LINKS = 40;

const uid = process.getuid?.();

/** Neither through a link nor waiting for the other end of a pipe. */
const NO_TRAPS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const FLAGS = {
  read: constants.O_RDONLY | NO_TRAPS,
  append: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_TRAPS,
};
/** Fails where anything of that name is there, a link included. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_TRAPS;

const failure = (code: string): Error => Object.assign(new Error(code), { code });

function demand(trouble: Trouble | undefined): void {
  if (trouble !== undefined) throw new UntrustedFile(trouble);
}

/** The names on the way from the root to a folder. */
const namesOf = (folder: string): string[] => folder.slice(parse(folder).root.length).split(sep).filter(Boolean);

/**
 * Walks to the folder of a file as the system would, link by link, and looks at every folder on the way.
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
 * Makes the folder of a file, for its owner only, where it is missing; what is there of the way is inspected first.
 * @throws as `inspectFolders`
 */
export async function makeFolder(file: string): Promise<void> {
  await inspectFolders(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
}

/** What stands in for O_NOFOLLOW where there is none. */
async function refuseLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  demand(stats && fileTrouble(stats, undefined));
}

/**
 * Opens a file of this user's, for reading, or for appending and reading; the latter makes it where there is none.
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

/** Runs work with a new file of a name nobody could know, next to `path`; whatever is left of it afterwards is removed. */
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

/** Proves that the folder of a file takes that many bytes now. @throws the system's error where it does not */
export const proveRoom = (path: string, bytes: number): Promise<void> =>
  withNew(path, (handle) => handle.writeFile(Buffer.alloc(bytes, ' ')));

/**
 * Puts a file in the place of whatever has that name, whole and durably, for its owner only. A link there is replaced, not followed.
 * @throws the system's error; nothing is changed then
 */
export async function replaceOwn(path: string, text: string): Promise<void> {
  await withNew(path, async (handle, name) => {
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    await rename(name, path);
  });
  await syncFolder(dirname(path));
}

/** Makes a rename durable; where folders cannot be opened (Windows) there is no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (uid === undefined) return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
