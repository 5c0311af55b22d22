import type { Stats } from 'node:fs';
import { Fault } from '../domain/fault.ts';

/** What is wrong with a state file, and what its operator can do about it. */
export interface Trouble {
  what: string;
  remedy: string;
}

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

const octal = (mode: number): string => `0${(mode & 0o777).toString(8)}`;

/**
 * Whether others could read or change the file; on systems without user ids nothing of it can be seen.
 * @param uid of this process; `undefined` on such systems
 */
export function fileTrouble(
  { isFile, uid: owner, mode }: { isFile: boolean; uid: number; mode: number },
  uid: number | undefined,
): Trouble | undefined {
  if (!isFile) return { what: 'it is not a plain file', remedy: 'name a file' };
  if (uid === undefined) return undefined;
  if (owner !== uid) return { what: `it belongs to another user (uid ${owner})`, remedy: 'check who put it there' };
  if ((mode & OTHERS) !== 0)
    return { what: `others may use it (permissions ${octal(mode)})`, remedy: 'set its permissions to 0600' };
  return undefined;
}

/** Whether others could put another file in its place. A sticky directory of root, such as /tmp, keeps them from it. */
export function directoryTrouble(
  { uid: owner, mode }: Pick<Stats, 'uid' | 'mode'>,
  uid: number | undefined,
): Trouble | undefined {
  if (uid === undefined) return undefined;
  if (owner !== uid && owner !== 0)
    return { what: `its directory belongs to another user (uid ${owner})`, remedy: 'check who put it there' };
  if ((mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0)
    return {
      what: `others may write to its directory (permissions ${octal(mode)})`,
      remedy: 'set the permissions of the directory to 0700',
    };
  return undefined;
}

/** The refusal of everything that needs the file. */
export const unusable = (path: string, { what, remedy }: Trouble): Fault =>
  new Fault({
    kind: 'refused',
    rule: 'R29',
    message: `The state file ${path}, which keeps a create from happening twice, cannot be used: ${what}.`,
    fix: `Tell the operator of this server: ${remedy}, or set --state-file (PAI_DLC_MCP_STATE_FILE) to a file in a directory that only they can write to. Until then this server creates no job; everything else works.`,
  });

/** Any failure as a refusal. Of a system's error only its code is kept. */
export function asRefusal(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';
  if (code === 'ELOCKED' || code === 'ECOMPROMISED')
    return unusable(path, {
      what: `another process holds its lock (${code})`,
      remedy: 'end the process that hangs, if there is one, and try again',
    });
  return unusable(path, {
    what: `it cannot be read or written (${code})`,
    remedy: 'check the file system and the permissions',
  });
}
