import { mkdir, open, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createStream } from 'rotating-file-stream';
import { Fault } from '../domain/fault.ts';

/** Files kept, the one that is written included. */
const KEPT = 5;
const OWNER_ONLY = 0o600;
/** More than the lines of all calls that can be under way take. */
const ROOM = Buffer.alloc(64 * 1024, ' ');
/** A file system that hangs must not hang the calls. */
const DEADLINE_MS = 5000;

export interface AuditFileOptions {
  path: string;
  /** Size at which it is rotated. */
  maxBytes: number;
  /** Told the system's error code whenever the log could not be written, and the lines that are kept for later. */
  onTrouble(code: string, kept: readonly string[]): void;
}

export interface AuditFile {
  /**
   * Proves that a line could be written now: what was kept is written, the file opens for appending, and its directory takes
   * as much as the coming lines need.
   * @throws Fault `unavailable`
   */
  ready(): Promise<void>;
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
  return typeof code === 'string' ? code : 'not a regular file';
};

const unwritable = (code: string): Fault =>
  new Fault({
    kind: 'unavailable',
    message: `The audit log cannot be written (${code}), and nothing is changed and no access granted without it. Nothing was sent.`,
    fix: 'Tell the user: the operator of this server has to make the file of --audit-log writable (a regular file, permissions, free space). Tools that only read go on working.',
  });

/** Facts of the file; `undefined` where there is none yet. Devices and pipes are refused before they are opened. */
async function factsOf(path: string) {
  const facts = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (facts && !facts.isFile()) throw new Error('not a regular file');
  return facts;
}

async function prove(path: string): Promise<void> {
  if ((await factsOf(path)) === undefined) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await (await open(path, 'a', OWNER_ONLY)).close();
  const room = `${path}.${process.pid}.room`;
  try {
    await writeFile(room, ROOM, { mode: OWNER_ONLY });
  } finally {
    await rm(room, { force: true });
  }
}

/** Whether the last line lacks its end: a write that was cut off must not swallow the next line. */
async function isTorn(path: string): Promise<boolean> {
  const size = (await factsOf(path))?.size ?? 0;
  if (size === 0) return false;
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() !== '\n';
  } finally {
    await file.close();
  }
}

/** Opened for each append, so that a file that was moved away or came back is noticed; writes are as rare as people. */
async function appendTo({ path, maxBytes }: AuditFileOptions, text: string): Promise<void> {
  const torn = await isTorn(path);
  const stream = createStream(path, { size: `${maxBytes}B`, rotate: KEPT - 1, mode: OWNER_ONLY });
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject).once('close', resolve);
    stream.end(torn ? `\n${text}` : text);
  });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  const late = new AbortController();
  const deadline = delay(DEADLINE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
    throw Object.assign(new Error('late'), { code: 'ETIMEDOUT' });
  });
  deadline.catch(() => {});
  return Promise.race([work, deadline]).finally(() => late.abort());
}

/** A file of lines that rotates by size, readable by its owner only. */
export function createAuditFile(options: AuditFileOptions): AuditFile {
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

  const trouble = (error: unknown): string => {
    const code = codeOf(error);
    options.onTrouble(
      code,
      kept.map(({ line }) => line),
    );
    return code;
  };

  return {
    async ready() {
      try {
        await inTurn(async () => {
          await drain();
          await prove(options.path);
        });
      } catch (error) {
        throw unwritable(trouble(error));
      }
    },

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
