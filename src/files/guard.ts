import type { Stats } from 'node:fs';

/** Why a file is not to be trusted, and what its operator can do about it. */
export interface Trouble {
  what: string;
  remedy: string;
}

/** A file, or the way to it, is not safe to use. Carries what to say; the system's own errors are left as they are. */
export class UntrustedFile extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.what);
  }
}

/** User id 0 owns the system. */
const ROOT = 0;
const OTHERS = 0o077;
const GROUP_WRITES = 0o020;
const ANYONE_WRITES = 0o002;
const STICKY = 0o1000;

const octal = (mode: number): string => `0${(mode & 0o777).toString(8)}`;

/**
 * Whether others could read or change the file, or reach it by a second name.
 * @param uid of this process; `undefined` on systems without user ids, where nothing of it can be seen
 */
export function fileTrouble(
  file: Pick<Stats, 'isFile' | 'uid' | 'mode' | 'nlink'>,
  uid: number | undefined,
): Trouble | undefined {
  const { uid: owner, mode, nlink } = file;
  if (!file.isFile()) return { what: 'it is not a plain file', remedy: 'name a file' };
  if (uid === undefined) return undefined;
  if (owner !== uid) return { what: `it belongs to another user (uid ${owner})`, remedy: 'check who put it there' };
  if ((mode & OTHERS) !== 0)
    return { what: `others may use it (permissions ${octal(mode)})`, remedy: 'set its permissions to 0600' };
  if (nlink > 1)
    return { what: 'it has a second name (a hard link)', remedy: 'check who made the link, and remove one of them' };
  return undefined;
}

type Folder = Pick<Stats, 'uid' | 'gid' | 'mode'>;

/** Whose folders are trusted: this user's, root's, and those of the owner of `/`, which is another one in user namespaces. */
export interface Trusted {
  uid: number;
  system: number;
}

const isTrusted = (owner: number, { uid, system }: Trusted): boolean => [uid, ROOT, system].includes(owner);

/** Whether users other than the owner may write. A group of this user's own number is theirs alone, as systems make them. */
function writers({ gid, mode }: Folder, { uid }: Trusted): 'anyone' | 'a group' | undefined {
  if ((mode & ANYONE_WRITES) !== 0) return 'anyone';
  return (mode & GROUP_WRITES) !== 0 && gid !== uid ? 'a group' : undefined;
}

/**
 * Whether others could put another file, or another folder, in the place of what is in this one. The sticky bit, as of
 * `/tmp`, keeps them from it.
 * @param above the folder is not the file's own but one further up: there, a group that the system's owner lets in is the system's
 * @param path named where it is not clear which folder is meant
 */
export function folderTrouble(folder: Folder, trusted: Trusted, above?: { path: string }): Trouble | undefined {
  const which = above === undefined ? 'its directory' : `the directory ${above.path} above it`;
  if (!isTrusted(folder.uid, trusted))
    return { what: `${which} belongs to another user (uid ${folder.uid})`, remedy: 'check who put it there' };
  const who = writers(folder, trusted);
  const ofSystem = above !== undefined && who === 'a group' && folder.uid !== trusted.uid;
  if (who === undefined || ofSystem || (folder.mode & STICKY) !== 0) return undefined;
  return {
    what: `others may write to ${which} (permissions ${octal(folder.mode)})`,
    remedy: `take that right from ${above === undefined ? 'the directory (0700)' : above.path}`,
  };
}

/** Whether a link on the way to the file is another user's, made in a folder where everybody may make one. */
export function linkTrouble(
  link: Pick<Stats, 'uid'>,
  within: Folder,
  trusted: Trusted,
  path: string,
): Trouble | undefined {
  if (isTrusted(link.uid, trusted) || writers(within, trusted) === undefined) return undefined;
  return { what: `the link ${path} belongs to another user (uid ${link.uid})`, remedy: 'check who put it there' };
}
