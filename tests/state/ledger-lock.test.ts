import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LockOptions } from 'proper-lockfile';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import { fileLedger } from '../../src/state/file-ledger.ts';
import { createLedger } from '../../src/state/ledger.ts';
import { handles } from './handles.ts';

const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-lock-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const compromised = Object.assign(new Error('gone'), { code: 'ECOMPROMISED' });
/** The lock of the file: how it was asked for, who holds it, and when it gets lost. */
const lock = { asked: [] as (LockOptions & { path: string })[], held: 0, most: 0, lost: 'never', release: 0 };
vi.mock('proper-lockfile', () => ({
  default: {
    lock: async (path: string, options: LockOptions) => {
      lock.asked.push({ path, ...options });
      lock.held += 1;
      lock.most = Math.max(lock.most, lock.held);
      if (lock.lost === 'before the change') options.onCompromised?.(compromised);
      return async () => {
        lock.held -= 1;
        lock.release += 1;
        if (lock.lost === 'during the change') options.onCompromised?.(compromised);
        if (lock.lost === 'at its release') throw compromised;
      };
    },
  },
}));
/** What another process writes when the new content is ready. */
const others = { write: () => {}, written: 0 };
vi.mock('../../src/files/own-file.ts', async (original) => {
  const real = await original<typeof import('../../src/files/own-file.ts')>();
  return {
    ...real,
    replaceOwn: (path: string, content: string, still: () => boolean) =>
      real.replaceOwn(path, content, () => {
        others.write();
        return still();
      }),
    openOwn: (...args: Parameters<typeof real.openOwn>) => handles.counted(real.openOwn(...args)),
  };
});

let files = 0;
let file: string;
beforeEach(() => {
  file = join(root, `creates-${files++}.json`);
  Object.assign(lock, { asked: [], held: 0, most: 0, lost: 'never', release: 0 });
  Object.assign(others, { write: () => {}, written: 0 });
});
const OWN_ID = '9d0b6f0e-4d5e-4c8e-8a44-6a5b6e0f7a22';
const entry = (display_name: string): CreateEntry => ({
  request_id: '3f1c4a52-7d53-4b0e-9d3a-0c6b1f9e2a11',
  region: 'cn-hangzhou',
  workspace_id: '1',
  display_name,
  at: new Date().toISOString(),
});
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.details.message,
  );
const names = (): string[] =>
  JSON.parse(readFileSync(file, 'utf8')).creates.map(({ display_name }: CreateEntry) => display_name);

describe('the lock of the state file', () => {
  it('is waited for until one that was left behind counts for nothing', async () => {
    await fileLedger(file).open(entry('a'), []);
    const [{ path, stale = 0, realpath, retries }] = lock.asked as [LockOptions & { path: string }];
    expect(path).toBe(file);
    // There is no file yet at the first create.
    expect(realpath).toBe(false);
    const { retries: times = 0, factor, minTimeout = 0, maxTimeout } = Object(retries);
    expect(times * minTimeout).toBeGreaterThan(stale);
    expect([factor, maxTimeout]).toEqual([1, minTimeout]);
  });

  it('is asked for by one change of this process at a time, and given back', async () => {
    const ledger = fileLedger(file);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => ledger.open(entry(name), [])));
    expect(lock).toMatchObject({ held: 0, most: 1, release: 4 });
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each(['before the change', 'during the change'])(
    'that is lost %s ends nothing while the file is as it was',
    async (lost) => {
      await fileLedger(file).open(entry('a'), []);
      lock.lost = lost;
      expect(await messageOf(fileLedger(file).open(entry('b'), []))).toBe('done');
      expect(names()).toEqual(['a', 'b']);
      expect(lock.held).toBe(0);
    },
  );

  it.each([
    [1, 'done', ['theirs-0', 'a']],
    [5, 'another process holds its lock (ECOMPROMISED)', ['theirs-4']],
  ])('did not keep another process out %i times', async (times, said, left) => {
    others.write = () => {
      if (others.written === times) return;
      const creates = [entry(`theirs-${others.written++}`)];
      writeFileSync(file, JSON.stringify({ version: 1, creates }), { mode: 0o600 });
    };
    expect(await messageOf(fileLedger(file).open({ ...entry('a'), request_id: OWN_ID }, []))).toContain(said);
    expect(names()).toEqual(left);
    expect(lock).toMatchObject({ held: 0, release: times === 1 ? 2 : 5 });
  });

  it('is no proof that an entry stands: it is read back', async () => {
    const ledger = createLedger({ read: async () => [], change: async (edit) => void edit([]) });
    expect(await ledger.open(entry('a'), [])).toBe(false);
  });

  it('that cannot be given back is no failure of the change', async () => {
    lock.lost = 'at its release';
    expect(await messageOf(fileLedger(file).open(entry('a'), []))).toBe('done');
    expect(names()).toEqual(['a']);
  });
});

describe('the state file', () => {
  const MOST = 4 * 1024 * 1024;
  const padded = (bytes: number): string => JSON.stringify({ version: 1, creates: [entry('a')] }).padEnd(bytes);

  it('is read up to 4 MiB, and refused above, whatever it holds', async () => {
    writeFileSync(file, padded(MOST), { mode: 0o600 });
    expect(await fileLedger(file).find(entry('a'))).toHaveLength(1);
    writeFileSync(file, padded(MOST + 1));
    const { details } = await fileLedger(file)
      .find(entry('a'))
      .catch((error) => error);
    expect(details.message).toContain('cannot be used: its content is not what this server writes.');
    expect(details.fix).toContain(
      'Tell the operator of this server: make sure in the PAI console that no create of the last hour is in doubt, then move the file away, or',
    );
  });

  it('is closed after it was read, whatever it holds', async () => {
    await fileLedger(file).open(entry('a'), []);
    await fileLedger(file).find(entry('a'));
    writeFileSync(file, 'something else');
    await messageOf(fileLedger(file).find(entry('a')));
    expect(handles.open).toBe(0);
  });
});
