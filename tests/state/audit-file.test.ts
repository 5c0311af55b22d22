import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { type AuditFile, createAuditFile } from '../../src/state/audit-file.ts';

let dir: string;
let path: string;
const troubles: { why: string; kept: readonly string[] }[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'audit-file-'));
  path = join(dir, 'logs', 'audit.jsonl');
  troubles.splice(0);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (options: { path?: string; maxBytes?: number } = {}): AuditFile =>
  createAuditFile({
    path,
    maxBytes: 1_000_000,
    onTrouble: (why, kept) => troubles.push({ why, kept }),
    ...options,
  });
const text = (name = 'audit.jsonl') => readFile(join(dir, 'logs', name), 'utf8');
const refusal = (file: AuditFile): Promise<Fault['details'] | undefined> =>
  file.ready().then(
    () => undefined,
    (thrown: unknown) => (thrown as Fault).details,
  );

describe('an audit file', () => {
  it('is made with its directories, for its owner only, and its lines keep their order', async () => {
    const file = open();
    await file.ready();
    const lines = Array.from({ length: 50 }, (_, n) => `{"n":${n}}`);
    expect(await Promise.all(lines.map((line) => file.append(line, true)))).toEqual(lines.map(() => true));
    expect(await text()).toBe(`${lines.join('\n')}\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dir, 'logs'))).toEqual(['audit.jsonl']);
    expect(troubles).toEqual([]);
  });

  it('goes on after what is there', async () => {
    await open().append('one', true);
    await open().append('two', true);
    expect(await text()).toBe('one\ntwo\n');
  });

  it('begins a new line after one that was cut off', async () => {
    await mkdir(join(dir, 'logs'));
    await writeFile(path, 'whole\n{"cut', { mode: 0o600 });
    await open().append('next', true);
    expect(await text()).toBe('whole\n{"cut\nnext\n');
  });

  it('has the line of an intent when the promise is kept, and none where the room for more is missing', async () => {
    await open().intend('one');
    expect(await text()).toBe('one\n');
    expect(await readdir(join(dir, 'logs'))).toEqual(['audit.jsonl']);
    await rm(path);
    await mkdir(path);
    await expect(open().intend('two')).rejects.toBeInstanceOf(Fault);
  });

  it('touches nothing that lies where the old room or a rotated file could be', async () => {
    await mkdir(join(dir, 'logs'));
    await writeFile(join(dir, 'diary'), 'dear diary');
    for (const name of [`audit.jsonl.${process.pid}.room`, 'audit.jsonl.1'])
      await symlink(join(dir, 'diary'), join(dir, 'logs', name));
    const file = open({ maxBytes: 10 });
    await file.ready();
    for (const line of ['long enough', 'long enough', 'long enough']) await file.append(line, true);
    expect(await readFile(join(dir, 'diary'), 'utf8')).toBe('dear diary');
    expect(await text('audit.jsonl.1')).toBe('long enough\n');
  });

  it('is rotated once by several that write it at the same time, and no line is lost', async () => {
    const files = [open({ maxBytes: 400 }), open({ maxBytes: 400 }), open({ maxBytes: 400 })];
    const lines = Array.from({ length: 24 }, (_, n) => JSON.stringify({ n, pad: 'x'.repeat(40) }));
    await Promise.all(lines.map((line, n) => files[n % 3]?.append(line, true)));
    const names = await readdir(join(dir, 'logs'));
    const written = (await Promise.all(names.map((name) => text(name)))).join('').trimEnd().split('\n');
    expect(written.sort()).toEqual([...lines].sort());
  });

  it('is rotated by size, and the newest five files are kept, whole and for the owner only', async () => {
    const file = open({ maxBytes: 100 });
    const lines = Array.from({ length: 20 }, (_, n) => JSON.stringify({ n, pad: 'x'.repeat(40) }));
    for (const line of lines) await file.append(line, true);
    const names = (await readdir(join(dir, 'logs'))).sort();
    expect(names).toEqual(['audit.jsonl', ...[1, 2, 3, 4].map((n) => `audit.jsonl.${n}`)]);
    const oldestFirst = await Promise.all([...names].reverse().map((name) => text(name)));
    const kept = oldestFirst.join('').trimEnd().split('\n');
    expect(kept).toEqual(lines.slice(-kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(8);
    for (const name of names) expect((await stat(join(dir, 'logs', name))).mode & 0o777).toBe(0o600);
  });
});

describe('an audit file that cannot be written', () => {
  it.each<[string, () => Promise<string>, string]>([
    [
      'a directory',
      async () => {
        await mkdir(path, { recursive: true });
        return path;
      },
      'EISDIR',
    ],
    [
      'below a file',
      async () => {
        await writeFile(join(dir, 'plain'), '');
        return join(dir, 'plain', 'audit.jsonl');
      },
      'ENOTDIR',
    ],
    ['a full device', async () => '/dev/full', 'it is not a plain file'],
    [
      'a link to itself',
      async () => {
        const loop = join(dir, 'loop');
        await symlink(loop, loop);
        return loop;
      },
      'ELOOP',
    ],
    [
      'below a link to itself',
      async () => {
        const loop = join(dir, 'loop');
        await symlink(loop, loop);
        return join(loop, 'audit.jsonl');
      },
      'ELOOP',
    ],
    [
      'a link to a file of its own',
      async () => {
        await writeFile(join(dir, 'diary'), 'dear diary', { mode: 0o600 });
        await symlink(join(dir, 'diary'), join(dir, 'audit.jsonl'));
        return join(dir, 'audit.jsonl');
      },
      'ELOOP',
    ],
    [
      'a file that others may read',
      async () => {
        await writeFile(join(dir, 'audit.jsonl'), '');
        return join(dir, 'audit.jsonl');
      },
      'others may use it (permissions 0644)',
    ],
    [
      'below a directory that everybody may write to',
      async () => {
        await mkdir(join(dir, 'open', 'deep'), { recursive: true });
        await chmod(join(dir, 'open'), 0o777);
        return join(dir, 'open', 'deep', 'audit.jsonl');
      },
      'above it (permissions 0777)',
    ],
  ])('is told apart beforehand: %s', async (_what, make, code) => {
    const file = open({ path: await make() });
    expect(await refusal(file)).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(`${code})`),
      fix: expect.stringContaining('--audit-log'),
    });
    expect(await file.append('line', false)).toBe(false);
    expect(troubles.map((trouble) => trouble.why.endsWith(code))).toEqual([true, true]);
    expect(troubles.at(-1)?.kept).toEqual([]);
  });

  it('keeps the lines it is told to keep, is not ready before they are written, and writes them in order', async () => {
    const file = open();
    await file.ready();
    await rm(path);
    await mkdir(path);
    expect(await file.append('kept 1', true)).toBe(false);
    expect(await file.append('dropped', false)).toBe(false);
    expect(await file.append('kept 2', true)).toBe(false);
    expect(troubles.at(-1)).toEqual({ why: 'EISDIR', kept: ['kept 1', 'kept 2'] });
    expect(await refusal(file)).toMatchObject({ kind: 'unavailable' });
    await rm(path, { recursive: true });
    expect(await refusal(file)).toBeUndefined();
    expect(await file.append('later', true)).toBe(true);
    expect(await text()).toBe('kept 1\nkept 2\nlater\n');
  });

  it('writes what it kept when it is closed, if it can by then', async () => {
    await mkdir(path, { recursive: true });
    const file = open();
    await file.append('kept', true);
    await file.close();
    expect(troubles).toHaveLength(2);
    await rm(path, { recursive: true });
    await file.close();
    expect(await text()).toBe('kept\n');
  });

  it('throws nothing but a Fault', async () => {
    await mkdir(path, { recursive: true });
    await expect(open().ready()).rejects.toBeInstanceOf(Fault);
  });
});
