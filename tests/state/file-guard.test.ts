import { describe, expect, it } from 'vitest';
import { asRefusal, directoryTrouble, fileTrouble } from '../../src/state/file-guard.ts';

const file = (mode: number, uid = 1000, isFile = true) => fileTrouble({ isFile, uid, mode }, 1000);
const directory = (mode: number, uid = 1000) => directoryTrouble({ uid, mode }, 1000);

describe('a state file', () => {
  it('is its owner\u2019s alone', () => {
    expect(file(0o100600)).toBeUndefined();
    expect(file(0o100400)).toBeUndefined();
    for (const mode of [0o100640, 0o100604, 0o100620, 0o100601]) expect(file(mode)?.remedy).toContain('0600');
    expect(file(0o100600, 0)?.what).toContain('another user (uid 0)');
    expect(file(0o100600, 1000, false)?.what).toContain('plain file');
  });

  it('lies where nobody else can put another in its place', () => {
    for (const [mode, uid] of [
      [0o700, 1000],
      [0o755, 0],
      [0o1777, 0],
    ] as const)
      expect(directory(mode, uid)).toBeUndefined();
    expect(directory(0o777)?.what).toContain('0777');
    expect(directory(0o770)?.what).toContain('others may write');
    expect(directory(0o700, 1001)?.what).toContain('uid 1001');
  });

  it('is taken as it is where there are no user ids', () => {
    expect(fileTrouble({ isFile: true, uid: 0, mode: 0o666 }, undefined)).toBeUndefined();
    expect(directoryTrouble({ uid: 0, mode: 0o777 }, undefined)).toBeUndefined();
  });
});

describe('a failure', () => {
  const coded = (code: string) => asRefusal('/x/creates.json', Object.assign(new Error('secret path'), { code }));

  it('is a refusal that names the setting, whatever it was', () => {
    for (const fault of [coded('EACCES'), coded('ENOSPC'), coded('ELOCKED'), asRefusal('/x/creates.json', 'odd')]) {
      expect(fault.details).toMatchObject({ kind: 'refused', rule: 'R29' });
      expect(fault.details.fix).toContain('--state-file');
      expect(JSON.stringify(fault.details)).not.toContain('secret path');
    }
    expect(coded('ELOCKED').details.message).toContain('lock');
    expect(coded('ENOSPC').details.message).toContain('ENOSPC');
  });
});
