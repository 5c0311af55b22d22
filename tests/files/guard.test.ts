import { describe, expect, it } from 'vitest';
import { fileTrouble, folderTrouble, linkTrouble } from '../../src/files/guard.ts';
import { asRefusal } from '../../src/state/refusal.ts';

const ME = { uid: 1000, system: 0 };
const file = (mode: number, { uid = 1000, plain = true, nlink = 1 } = {}) =>
  fileTrouble({ isFile: () => plain, uid, mode, nlink }, ME.uid);
const folder = (mode: number, { uid = 1000, gid = 100, above = false } = {}) =>
  folderTrouble({ uid, gid, mode }, ME, above ? { path: '/srv' } : undefined);

describe('a file of the server\u2019s', () => {
  it('is its owner\u2019s alone', () => {
    expect(file(0o100600)).toBeUndefined();
    expect(file(0o100400)).toBeUndefined();
    for (const mode of [0o100640, 0o100604, 0o100620, 0o100601]) expect(file(mode)?.remedy).toContain('0600');
    expect(file(0o100600, { uid: 0 })?.what).toContain('another user (uid 0)');
    expect(file(0o100600, { plain: false })?.what).toContain('plain file');
    expect(file(0o100600, { nlink: 2 })?.what).toContain('hard link');
  });

  it('lies where nobody else can put another in its place', () => {
    for (const [mode, uid] of [
      [0o700, 1000],
      [0o755, 0],
      [0o1777, 0],
    ] as const)
      expect(folder(mode, { uid })).toBeUndefined();
    expect(folder(0o777)?.what).toContain('0777');
    expect(folder(0o770)?.what).toContain('others may write');
    expect(folder(0o700, { uid: 1001 })?.what).toContain('uid 1001');
  });

  it('and where nobody else can put another folder in the place of one further up', () => {
    expect(folder(0o755, { above: true })).toBeUndefined();
    expect(folder(0o1777, { uid: 0, above: true })).toBeUndefined();
    expect(folder(0o777, { above: true })?.what).toBe(
      'others may write to the directory /srv above it (permissions 0777)',
    );
    expect(folder(0o777, { uid: 0, above: true })?.remedy).toContain('/srv');
    expect(folder(0o755, { uid: 1001, above: true })?.what).toContain('/srv above it belongs to another user');
  });

  it('takes a group of the user\u2019s own number for theirs, and further up a group that root lets in for the system\u2019s', () => {
    expect(folder(0o775, { gid: 1000 })).toBeUndefined();
    expect(folder(0o775, { gid: 1000, above: true })).toBeUndefined();
    expect(folder(0o775, { above: true })?.what).toContain('0775');
    // As /var/log on Debian and Ubuntu.
    expect(folder(0o775, { uid: 0, gid: 4, above: true })).toBeUndefined();
    expect(folder(0o775, { uid: 0, gid: 4 })?.what).toContain('0775');
  });

  it('trusts the owner of the root directory, who is another one in a user namespace', () => {
    const nobody = { uid: 65534, gid: 65534, mode: 0o755 };
    expect(folderTrouble(nobody, { uid: 1000, system: 65534 }, { path: '/home' })).toBeUndefined();
    expect(folderTrouble(nobody, ME, { path: '/home' })?.what).toContain('65534');
  });

  it('is not reached through a link that another user made where everybody may make one', () => {
    const shared = { uid: 0, gid: 0, mode: 0o1777 };
    const closed = { uid: 0, gid: 0, mode: 0o755 };
    expect(linkTrouble({ uid: 1001 }, shared, ME, '/tmp/x')?.what).toContain('/tmp/x belongs to another user');
    expect(linkTrouble({ uid: 1000 }, shared, ME, '/tmp/x')).toBeUndefined();
    expect(linkTrouble({ uid: 0 }, shared, ME, '/tmp/x')).toBeUndefined();
    expect(linkTrouble({ uid: 1001 }, closed, ME, '/x')).toBeUndefined();
  });

  it('is taken as it is where there are no user ids, if it is a plain file', () => {
    const stats = { uid: 0, mode: 0o666, nlink: 1 };
    expect(fileTrouble({ ...stats, isFile: () => true }, undefined)).toBeUndefined();
    expect(fileTrouble({ ...stats, isFile: () => false }, undefined)?.what).toContain('plain file');
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
