import type { FileHandle } from 'node:fs/promises';
import { rename, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import pTimeout from 'p-timeout';
import { Fault } from '../domain/fault.ts';
import { type Trouble, UntrustedFile } from '../files/guard.ts';
import { makeFolder, openOwn, proveRoom } from '../files/own-file.ts';

/** Files that are kept: the one that is written to, and four older ones. */
const KEPT = 5;
/** Free space that is proved before a call: more than the lines of all calls that can be under way. */
const ROOM_BYTES = 64 * 1024;
/** A file system that hangs must not hang the calls. */
const DEADLINE_MS = 5000;
/** A rotation takes milliseconds, so a lock this old was left by a process that died. */
const STALE_MS = 10_000;

export interface AuditFileOptions {
  path: string;
  /** The file is rotated before the first append at which it has this size. */
  maxBytes: number;
  /**
   * Called when the log could not be written, with the reason (a system error code, or what is
   * wrong with the file) and the kept lines.
   */
  onTrouble(why: string, kept: readonly string[]): void;
}

export interface AuditFile {
  /**
   * Proves that a line could be written now: kept lines are written, the file opens for appending, and its
   * directory has room for the coming lines.
   * @throws Fault `unavailable`
   */
  ready(): Promise<void>;
  /**
   * Appends a line that must be on disk before the call goes on.
   * @throws Fault `unavailable` where it is not, for the same reasons as `ready`
   */
  intend(line: string): Promise<void>;
  /**
   * Appends a line.
   * @param keep whether a line that cannot be written now is kept for later, or dropped
   * @returns whether it is in the file now
   */
  append(line: string, keep: boolean): Promise<boolean>;
  /** Tries once more to write the kept lines. */
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

/**
 * Whether the file does not end with a line break, after a write that was cut off.
 * The next line must not continue that one.
 */
async function isTorn(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** Renames each file to the next number; the oldest is overwritten. */
async function shift(path: string): Promise<void> {
  const numbered = (n: number): string => (n === 0 ? path : `${path}.${n}`);
  for (let n = KEPT - 2; n >= 0; n--) await rename(numbered(n), numbered(n + 1)).catch(ifMissing);
}

/**
 * Rotates the file, unless another server with the same log has just done so or is doing
 * so; either file is right for the line then.
 */
async function rotate(path: string, file: FileHandle): Promise<void> {
  // Loaded here and not at the start, because it installs handlers of signals.
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

/** Runs work with the open file. Missing directories and the file itself are made. */
async function withFile<T>(path: string, work: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  await makeFolder(path);
  const file = await openOwn(path, 'append');
  try {
    return await work(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/**
 * The file is opened for each append, so that one that was moved away or replaced is
 * noticed. Writes are rare enough for that.
 */
async function appendTo({ path, maxBytes }: AuditFileOptions, text: string): Promise<void> {
  await withFile(path, async (file, size) => {
    if (size >= maxBytes) await rotate(path, file);
  });
  await withFile(path, async (file, size) => {
    await file.appendFile((await isTorn(file, size)) ? `\n${text}` : text);
    await file.datasync();
  });
}

const inTime = <T>(work: Promise<T>): Promise<T> =>
  pTimeout(work, { milliseconds: DEADLINE_MS, message: Object.assign(new Error(), { code: 'ETIMEDOUT' }) });

/**
 * A file of lines that rotates by size and that only its owner can read. Whole lines are appended in one write each
 * time, so a process that is killed can leave only its last line incomplete.
 */
export function createAuditFile(given: AuditFileOptions): AuditFile {
  const options = { ...given, path: resolve(given.path) };
  let kept: { line: string }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  /**
   * One operation at a time: lines keep their order, and a file system that
   * hangs blocks only one thread of Node's pool.
   */
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
