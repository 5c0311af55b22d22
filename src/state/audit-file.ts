import type { FileHandle } from 'node:fs/promises';
import { rename, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../domain/fault.ts';
import { type Trouble, UntrustedFile } from '../files/guard.ts';
import { makeFolder, openOwn, proveRoom } from '../files/own-file.ts';

/** Files kept, the one that is written included. */
const KEPT = 5;
/** More than the lines of all calls that can be under way take. */
const ROOM_BYTES = 64 * 1024;
/** A file system that hangs must not hang the calls. */
const DEADLINE_MS = 5000;
/** How old the lock of a rotation is when its process must be dead. */
const STALE_MS = 10_000;

export interface AuditFileOptions {
  path: string;
  /** Size at which it is rotated. */
  maxBytes: number;
  /** Told why the log could not be written (a system's error code, or what is wrong with the file), and the lines that are kept for later. */
  onTrouble(why: string, kept: readonly string[]): void;
}

export interface AuditFile {
  /**
   * Proves that a line could be written now: what was kept is written, the file opens for appending, and its directory takes
   * as much as the coming lines need.
   * @throws Fault `unavailable`
   */
  ready(): Promise<void>;
  /**
   * Appends a line that has to be in the file, and on the disk, before something happens.
   * @throws Fault `unavailable` where it is not there, for the same reasons as `ready`
   */
  intend(line: string): Promise<void>;
  /**
   * Appends a line.
   * @param keep where it cannot be written: keep it until it can (true), or do without it (false)
   * @returns whether it is in the file now
   */
  append(line: string, keep: boolean): Promise<boolean>;
  /** Tries once more to write what was kept. */
  close(): Promise<void>;
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'no code';
};

const troubleOf = (error: unknown): Trouble =>
  error instanceof UntrustedFile
    ? error.trouble
    : { what: codeOf(error), remedy: 'check its permissions, its file system and the free space' };

const unwritable = ({ what, remedy }: Trouble): Fault =>
  new Fault({
    kind: 'unavailable',
    message: `The audit log cannot be written (${what}), and nothing is changed and no access granted without it. Nothing was sent.`,
    fix: `Tell the user: the operator of this server has to make the file of --audit-log writable, for this server alone (${remedy}). Tools that only read go on working.`,
  });

/** Whether the last line lacks its end: a write that was cut off must not swallow the next line. */
async function isTorn(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** Moves each file one number up; the oldest goes. */
async function shift(path: string): Promise<void> {
  const numbered = (n: number): string => (n === 0 ? path : `${path}.${n}`);
  for (let n = KEPT - 2; n >= 0; n--) await rename(numbered(n), numbered(n + 1)).catch(ifMissing);
}

/** Rotates the file, unless another server of the same log has done so meanwhile, or is at it: then the line goes where it goes. */
async function rotate(path: string, file: FileHandle): Promise<void> {
  // Loaded when it is needed: its hook on signals of the system is none that every server should have.
  const { default: lockfile } = await import('proper-lockfile');
  const release = await lockfile.lock(path, { stale: STALE_MS, realpath: false }).catch((error: unknown) => {
    if (codeOf(error) === 'ELOCKED') return undefined;
    throw error;
  });
  if (release === undefined) return;
  try {
    const [here, ours] = await Promise.all([stat(path).catch(ifMissing), file.stat()]);
    if (here?.ino === ours.ino) await shift(path);
  } finally {
    await release().catch(() => {});
  }
}

/** Runs work with the file; its directories are made where there are none. */
async function withFile<T>(path: string, work: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  await makeFolder(path);
  const file = await openOwn(path, 'append');
  try {
    return await work(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/** Opened for each append, so that a file that was moved away or came back is noticed; writes are as rare as people. */
async function appendTo({ path, maxBytes }: AuditFileOptions, text: string): Promise<void> {
  await withFile(path, async (file, size) => {
    if (size >= maxBytes) await rotate(path, file);
  });
  await withFile(path, async (file, size) => {
    await file.appendFile((await isTorn(file, size)) ? `\n${text}` : text);
    await file.datasync();
  });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  const late = new AbortController();
  const deadline = delay(DEADLINE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
    throw Object.assign(new Error(), { code: 'ETIMEDOUT' });
  });
  deadline.catch(() => {});
  return Promise.race([work, deadline]).finally(() => late.abort());
}

/**
 * A file of lines that rotates by size, for its owner only. Every change is one line or some whole ones, so that a process that
 * is killed leaves whole lines, but for the one it was writing.
 */
export function createAuditFile(given: AuditFileOptions): AuditFile {
  const options = { ...given, path: resolve(given.path) };
  let kept: { line: string }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  /** One operation at a time: lines keep their order, and a file system that hangs holds one thread of the pool. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    turn.catch(() => {});
    return inTime(turn);
  };

  const drain = async (): Promise<void> => {
    const batch = kept;
    if (batch.length === 0) return;
    await appendTo(options, batch.map(({ line }) => `${line}\n`).join(''));
    kept = kept.filter((entry) => !batch.includes(entry));
  };

  const prove = async (): Promise<void> => {
    await drain();
    await withFile(options.path, () => proveRoom(options.path, ROOM_BYTES));
  };

  const trouble = (error: unknown): Trouble => {
    const found = troubleOf(error);
    options.onTrouble(
      found.what,
      kept.map(({ line }) => line),
    );
    return found;
  };

  const orRefused = (work: () => Promise<void>): Promise<void> =>
    inTurn(work).catch((error: unknown) => {
      throw unwritable(trouble(error));
    });

  return {
    ready: () => orRefused(prove),

    intend: (line) =>
      orRefused(async () => {
        await prove();
        await appendTo(options, `${line}\n`);
      }),

    async append(line, keep) {
      const entry = { line };
      kept = [...kept, entry];
      try {
        await inTurn(drain);
        return true;
      } catch (error) {
        if (!keep) kept = kept.filter((other) => other !== entry);
        trouble(error);
        return false;
      }
    },

    async close() {
      await inTurn(drain).catch(trouble);
    },
  };
}
