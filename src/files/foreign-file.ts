import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { folderTrouble, linkTrouble, type Trusted, UntrustedFile } from './guard.ts';

/**
 * How files of other programs are read and changed. They keep their owner, their permissions and the link that leads to
 * them. A link that another user can have made is not followed.
 */

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

const isMissing = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === 'ENOENT';

const untrusted = (what: string, remedy: string): UntrustedFile => new UntrustedFile({ what, remedy });

/**
 * The real path of a file. Links are followed, because people keep their configuration elsewhere and link to it.
 * @returns `undefined` where there is nothing
 * @throws UntrustedFile for a link that leads nowhere, and for one that another user can have made
 */
async function placeOf(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch((thrown: unknown) => {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  });
  if (found === undefined) return undefined;
  if (!found.isSymbolicLink()) return file;
  const uid = process.getuid?.();
  if (uid !== undefined) {
    const trusted: Trusted = { uid, system: (await lstat('/')).uid };
    const folder = await stat(dirname(file));
    const trouble = folderTrouble(folder, trusted) ?? linkTrouble(found, folder, trusted, file);
    if (trouble !== undefined) throw untrusted(`it is a link, and ${trouble.what}`, trouble.remedy);
  }
  return realpath(file).catch((thrown: unknown) => {
    throw isMissing(thrown)
      ? untrusted('it is a link that leads nowhere', 'remove the link, or make what it leads to')
      : thrown;
  });
}

/**
 * The bytes of a file; `undefined` where it does not exist. It is opened without waiting: to open a named pipe would
 * otherwise block until somebody writes to it.
 * @param most bytes that are read
 * @throws UntrustedFile for what is no plain file or larger than that; the system's error where it cannot be read
 */
export async function readForeign(file: string, most: number): Promise<Buffer | undefined> {
  const place = await placeOf(file);
  if (place === undefined) return undefined;
  const handle = await open(place, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw untrusted('it is not a regular file', 'put a file in its place, or remove it');
    if (found.size > most)
      throw untrusted(`it has more than ${most / 1024 / 1024} MiB`, 'enter the server by hand, as the README shows');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Gives a new file the owner and the permissions of the one that it replaces. */
async function takeOver(temporary: string, place: string): Promise<void> {
  const before = await stat(place);
  const handle = await open(temporary, O_RDONLY);
  try {
    const { uid, gid } = await handle.stat();
    // Only root can change the owner. For anyone else the new file is their own, which cannot be helped.
    if (uid !== before.uid || gid !== before.gid) await handle.chown(before.uid, before.gid).catch(() => undefined);
    await handle.chmod(before.mode & 0o7777);
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file whole or not at all: into a new file beside it, with a random name, which
 * then replaces it. Missing folders are made.
 * @throws UntrustedFile as for reading; the system's error where it cannot be written
 */
export async function replaceForeign(file: string, text: string): Promise<void> {
  const there = await placeOf(file);
  if (there === undefined) await mkdir(dirname(file), { recursive: true });
  else await access(there, constants.W_OK);
  const place = there ?? file;
  const temporary = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
  const handle = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, there === undefined ? 0o666 : 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    if (there !== undefined) await takeOver(temporary, there);
    await rename(temporary, place);
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw thrown;
  }
}
