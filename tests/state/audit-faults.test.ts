import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { createAuditFile } from '../../src/state/audit-file.ts';
import { handles } from './handles.ts';

/** What happens between a file being opened and its lock being asked for. */
let meanwhile: () => Promise<void> = async () => {};
vi.mock('proper-lockfile', async (original) => {
  const { default: real } = await original<{ default: typeof import('proper-lockfile') }>();
  return {
    default: {
      lock: async (...args: Parameters<typeof real.lock>) => {
        await meanwhile();
        return real.lock(...args);
      },
    },
  };
});
/** What opening a file fails of, and the room that was asked for. */
const files: { failure: unknown; rooms: unknown[] } = { failure: undefined, rooms: [] };
vi.mock('../../src/files/own-file.ts', async (original) => {
  const real = await original<typeof import('../../src/files/own-file.ts')>();
  return {
    ...real,
    openOwn: async (...args: Parameters<typeof real.openOwn>) => {
      if (files.failure !== undefined) throw files.failure;
      return handles.counted(real.openOwn(...args));
    },
    proveRoom: async (...args: Parameters<typeof real.proveRoom>) => {
      files.rooms.push(args);
      return real.proveRoom(...args);
    },
  };
});

let dir: string;
let path: string;
const troubles: string[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'audit-faults-'));
  path = join(dir, 'audit.jsonl');
  troubles.splice(0);
  meanwhile = async () => {};
  Object.assign(files, { failure: undefined, rooms: [] });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (maxBytes = 1_000_000) => createAuditFile({ path, maxBytes, onTrouble: (why) => troubles.push(why) });
const names = async () => (await readdir(dir)).sort();
const text = (name = 'audit.jsonl') => readFile(join(dir, name), 'utf8');
const put = (name: string, content: string) => writeFile(join(dir, name), content, { mode: 0o600 });

describe('a failure of the audit log', () => {
  it.each<[unknown, code: string]>([
    [Object.assign(new Error('words'), { code: 'EIO' }), 'EIO'],
    [Object.assign(new Error('words'), { code: 5 }), 'no code'],
    [new Error('words'), 'no code'],
    [{ code: 'words' }, 'no code'],
  ])('is told by its code alone: %j as %s', async (failure, code) => {
    files.failure = failure;
    const thrown = await open()
      .ready()
      .catch((error: unknown) => error);
    expect((thrown as Fault).details).toEqual({
      kind: 'unavailable',
      message: `The audit log cannot be written (${code}), and nothing is changed and no access granted without it. Nothing was sent.`,
      fix: 'Tell the user: the operator of this server has to make the file of --audit-log writable, for this server alone (check its permissions, its file system and the free space). Tools that only read go on working.',
    });
    expect(troubles).toEqual([code]);
  });

  it('is found before a promise: there is room for 64 KiB, and nothing is written', async () => {
    await put('audit.jsonl', 'cut');
    await open().ready();
    expect(files.rooms).toEqual([[path, 65_536]]);
    expect(await text()).toBe('cut');
  });

  it('leaves no file open', async () => {
    const file = open(10);
    await file.ready();
    await file.intend('long enough');
    await file.append('long enough', true);
    expect(handles.open).toBe(0);
  });
});

describe('a rotation of the audit log', () => {
  it('comes when the size is reached', async () => {
    await put('audit.jsonl', '123456789\n');
    await open(11).append('a', true);
    expect(await names()).toEqual(['audit.jsonl']);
    await open(12).append('b', true);
    expect(await names()).toEqual(['audit.jsonl', 'audit.jsonl.1']);
    expect([await text(), await text('audit.jsonl.1')]).toEqual(['b\n', '123456789\na\n']);
  });

  it('moves each file one number up, where one is missing too', async () => {
    await put('audit.jsonl', 'zero\n');
    await put('audit.jsonl.1', 'one\n');
    await put('audit.jsonl.3', 'three\n');
    await put('audit.jsonl.5', 'of somebody else\n');
    await open(1).append('new', true);
    expect(await names()).toEqual(['', '.1', '.2', '.4', '.5'].map((end) => `audit.jsonl${end}`));
    expect(await Promise.all(['', '.1', '.2', '.4', '.5'].map((end) => text(`audit.jsonl${end}`)))).toEqual([
      'new\n',
      'zero\n',
      'one\n',
      'three\n',
      'of somebody else\n',
    ]);
  });

  it('that cannot move a file writes nothing', async () => {
    await put('audit.jsonl', 'zero\n');
    await put('audit.jsonl.3', 'three\n');
    await mkdir(join(dir, 'audit.jsonl.4', 'full'), { recursive: true });
    expect(await open(1).append('new', true)).toBe(false);
    expect(troubles).toEqual(['EISDIR']);
    expect(await text()).toBe('zero\n');
  });

  it('is left to a server that is at it: the line goes into the file as it is', async () => {
    await put('audit.jsonl', 'zero\n');
    await mkdir(`${path}.lock`);
    expect(await open(1).append('one', true)).toBe(true);
    expect(await text()).toBe('zero\none\n');
    expect(await names()).toEqual(['audit.jsonl', 'audit.jsonl.lock']);
  });

  it('that fails of its lock writes nothing', async () => {
    await put('audit.jsonl', 'zero\n');
    meanwhile = async () => {
      throw Object.assign(new Error('words'), { code: 'EROFS' });
    };
    expect(await open(1).append('one', true)).toBe(false);
    expect(troubles).toEqual(['EROFS']);
  });

  it('is not made a second time where another server has just made it', async () => {
    await put('audit.jsonl', 'zero\n');
    meanwhile = async () => {
      await rename(path, `${path}.1`);
      await put('audit.jsonl', 'its line\n');
    };
    expect(await open(1).append('ours', true)).toBe(true);
    expect(await names()).toEqual(['audit.jsonl', 'audit.jsonl.1']);
    expect([await text(), await text('audit.jsonl.1')]).toEqual(['its line\nours\n', 'zero\n']);
  });

  it('nor where that one has not begun a new file yet', async () => {
    await put('audit.jsonl', 'zero\n');
    meanwhile = () => rename(path, `${path}.1`);
    expect(await open(1).append('ours', true)).toBe(true);
    expect([await text(), await text('audit.jsonl.1')]).toEqual(['ours\n', 'zero\n']);
    expect(troubles).toEqual([]);
  });
});

it('the fault of an intent is the same', async () => {
  files.failure = new Error('words');
  await expect(open().intend('line')).rejects.toBeInstanceOf(Fault);
});
