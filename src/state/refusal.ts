import { Fault } from '../domain/fault.ts';
import { type Trouble, UntrustedFile } from '../files/guard.ts';

/** The refusal of everything that needs the state file. */
export const unusable = (path: string, { what, remedy }: Trouble): Fault =>
  new Fault({
    kind: 'refused',
    rule: 'R29',
    message: `The state file ${path}, which keeps a create from happening twice, cannot be used: ${what}.`,
    fix: `Tell the operator of this server: ${remedy}, or set --state-file (PAI_DLC_MCP_STATE_FILE) to a file in a directory that only they can write to. Until then this server creates no job; everything else works.`,
  });

/** Any failure as a refusal. Of a system error only the code is shown: its message can hold paths of the user. */
export function asRefusal(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof UntrustedFile) return unusable(path, thrown.trouble);
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
