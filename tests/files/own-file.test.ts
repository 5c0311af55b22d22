import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inspectFolders, makeFolder, openOwn, proveRoom, replaceOwn } from '../../src/files/own-file.ts';

const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DIARY = 'dear diary';
let count = 0;
let folder: string;
let file: string;
let diary: string;
beforeEach(() => {
  folder = join(root, `${++count}`);
  mkdirSync(folder, { mode: 0o700 });
  file = join(folder, 'file');
  diary = join(folder, 'diary');
  writeFileSync(diary, DIARY, { mode: 0o600 });
});

const whyNot = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => expect.unreachable('it was allowed'),
    (error) => error.code ?? error.trouble.what,
  );

describe.each(['read', 'append'] as const)('opening a file to %s', (purpose) => {
  it('takes a plain file of this user alone', async () => {
    writeFileSync(file, 'text', { mode: 0o600 });
    const handle = await openOwn(file, purpose);
    expect(await handle.readFile('utf8')).toBe('text');
    await handle.close();
  });

  it.each<[string, () => void, string]>([
    ['a link', () => symlinkSync(diary, file), 'ELOOP'],
    ['a dangling link', () => symlinkSync(join(folder, 'nowhere'), file), 'ELOOP'],
    ['a second name', () => linkSync(diary, file), 'hard link'],
    ['a file that a group may read', () => writeMode(0o640), '0640'],
    ['a file that anybody may write', () => writeMode(0o602), '0602'],
    ['a directory', () => mkdirSync(file), purpose === 'read' ? 'plain file' : 'EISDIR'],
  ])('refuses %s', async (_what, plant, why) => {
    plant();
    expect(await whyNot(openOwn(file, purpose))).toContain(why);
    expect(readFileSync(diary, 'utf8')).toBe(DIARY);
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

const writeMode = (mode: number): void => {
  writeFileSync(file, '');
  chmodSync(file, mode);
};

describe('the way to a file', () => {
  it('may lead through links and a sticky folder', async () => {
    mkdirSync(join(folder, 'shared'));
    chmodSync(join(folder, 'shared'), 0o1777);
    mkdirSync(join(folder, 'shared', 'own'), { mode: 0o700 });
    symlinkSync('shared/own', join(folder, 'link'));
    symlinkSync(join(folder, 'link'), join(folder, 'link-to-link'));
    await inspectFolders(join(folder, 'link-to-link', 'file'));
  });

  it.each([0o777, 0o757, 0o775])(
    'may not lead through a folder of permissions %o, here or behind a link',
    async (mode) => {
      const open = join(folder, 'open');
      mkdirSync(join(open, 'own'), { recursive: true, mode: 0o700 });
      chmodSync(open, mode);
      symlinkSync(join(open, 'own'), join(folder, 'link'));
      const ways = [join(open, 'file'), join(open, 'own', 'file'), join(folder, 'link', 'file')];
      // A group with the number of this user is this user's alone.
      const safe = mode === 0o775 && lstatSync(open).gid === process.getuid?.();
      for (const way of ways) {
        if (safe) await inspectFolders(way);
        else expect(await whyNot(inspectFolders(way))).toContain(`0${mode.toString(8)}`);
        if (!safe) expect(await whyNot(makeFolder(join(way, 'deep', 'file')))).toContain(`0${mode.toString(8)}`);
      }
      if (!safe) expect(readdirSync(join(open, 'own'))).toEqual([]);
    },
  );

  it('does not go round in circles', async () => {
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    expect(await whyNot(inspectFolders(join(folder, 'a', 'file')))).toBe('ELOOP');
  });
});

describe('a new file', () => {
  it('takes the place of a link, not of what the link leads to', async () => {
    symlinkSync(diary, file);
    await replaceOwn(file, 'new');
    expect(lstatSync(file).isFile()).toBe(true);
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    expect([readFileSync(file, 'utf8'), readFileSync(diary, 'utf8')]).toEqual(['new', DIARY]);
    expect(readdirSync(folder).sort()).toEqual(['diary', 'file']);
  });

  it('leaves nothing behind where it cannot take its place', async () => {
    mkdirSync(file);
    expect(await whyNot(replaceOwn(file, 'new'))).toMatch(/EISDIR|EEXIST|ENOTEMPTY/);
    expect(readdirSync(folder).sort()).toEqual(['diary', 'file']);
  });

  it('proves that there is room, under another name each time, and goes away', async () => {
    await proveRoom(file, 1000);
    await proveRoom(file, 1000);
    expect(readdirSync(folder)).toEqual(['diary']);
  });
});
