import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { UntrustedFile } from '../../src/files/guard.ts';
import { asRefusal } from '../../src/state/refusal.ts';

const failure = (code: unknown): Error => Object.assign(new Error('words of the system'), { code });

describe('R29 what is said of a state file that cannot be used', () => {
  it.each<[unknown, what: string, remedy: string]>([
    [
      failure('ELOCKED'),
      'another process holds its lock (ELOCKED)',
      'end the process that hangs, if there is one, and try again',
    ],
    [
      failure('ECOMPROMISED'),
      'another process holds its lock (ECOMPROMISED)',
      'end the process that hangs, if there is one, and try again',
    ],
    [failure('ENOSPC'), 'it cannot be read or written (ENOSPC)', 'check the file system and the permissions'],
    [new Error('odd'), 'it cannot be read or written (no code)', 'check the file system and the permissions'],
    ['odd', 'it cannot be read or written (no code)', 'check the file system and the permissions'],
    [undefined, 'it cannot be read or written (no code)', 'check the file system and the permissions'],
    [new UntrustedFile({ what: 'it is odd', remedy: 'mend it' }), 'it is odd', 'mend it'],
  ])('%s', (thrown, what, remedy) => {
    expect(asRefusal('/state/creates.json', thrown).details).toEqual({
      kind: 'refused',
      rule: 'R29',
      message: `The state file /state/creates.json, which keeps a create from happening twice, cannot be used: ${what}.`,
      fix: `Tell the operator of this server: ${remedy}, or set --state-file (PAI_DLC_MCP_STATE_FILE) to a file in a directory that only they can write to. Until then this server creates no job; everything else works.`,
    });
  });

  it('leaves a refusal as it is', () => {
    const fault = new Fault({ kind: 'refused', message: 'a', fix: 'b' });
    expect(asRefusal('/state/creates.json', fault)).toBe(fault);
  });
});
