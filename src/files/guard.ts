import type { Stats } from 'node:fs';

/** Why a file is not to be trusted, and what its operator can do about it. */
export interface Trouble {
  what: string;
  remedy: string;
}

/** The file, or a folder on the way to it, is not safe to use. System errors are thrown as they are, not as this. */
export class UntrustedFile extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.what);
  }
}

/** The user id of root. */
const ROOT = 0;
const OTHERS = 0o077;
const GROUP_WRITES = 0o020;
const ANYONE_WRITES = 0o002;
const STICKY = 0o1000;

const octal = (mode: number): string => `0${(mode & 0o777).toString(8)}`;

/**
 * Whether others could read or change the file, or reach it by a second name.
 * @param uid user id of this process; `undefined` on Windows, which has none, so that nothing can be checked
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

/**
 * Users whose folders are trusted: this one, root, and the owner of `/`, who is not root inside of a user namespace.
 */
export interface Trusted {
  uid: number;
  system: number;
}

const isTrusted = (owner: number, { uid, system }: Trusted): boolean => [uid, ROOT, system].includes(owner);

/**
 * Whether users other than the owner may write. A group with the number of this user counts as
 * theirs alone: most systems make one per user.
 */
function writers({ gid, mode }: Folder, { uid }: Trusted): 'anyone' | 'a group' | undefined {
  if ((mode & ANYONE_WRITES) !== 0) return 'anyone';
  return (mode & GROUP_WRITES) !== 0 && gid !== uid ? 'a group' : undefined;
}

/**
 * Whether others could replace what is in this folder by a file or folder of their own. The
 * sticky bit, as on `/tmp`, prevents that.
 * @param above the folder lies further up than the file's own: there, a group that root lets write is accepted
 * @param path for the message, where it would not be clear which folder is meant
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

/** Whether a link on the way belongs to another user, in a folder where everybody may make links. */
export function linkTrouble(
  link: Pick<Stats, 'uid'>,
  within: Folder,
  trusted: Trusted,
  path: string,
): Trouble | undefined {
  if (isTrusted(link.uid, trusted) || writers(within, trusted) === undefined) return undefined;
  return { what: `the link ${path} belongs to another user (uid ${link.uid})`, remedy: 'check who put it there' };
}
