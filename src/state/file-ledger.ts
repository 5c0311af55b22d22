import { constants } from 'node:fs';
import { access, mkdir, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import PQueue from 'p-queue';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import type { CreateLedger } from '../domain/create-ledger.ts';
import type { Book } from './book.ts';
import { asRefusal, directoryTrouble, fileTrouble, unusable } from './file-guard.ts';
import { createLedger } from './ledger.ts';

/** A killed process leaves its lock behind; it counts for nothing after this long. */
const STALE_MS = 10_000;
/** Long enough to outlive a lock that was left behind. */
const LOCK = {
  stale: STALE_MS,
  realpath: false,
  retries: { retries: 75, factor: 1, minTimeout: 200, maxTimeout: 200 },
};

const content = z.strictObject({
  version: z.literal(1),
  creates: z.array(
    z.strictObject({
      request_id: z.uuid(),
      region: z.string().min(1),
      workspace_id: z.string().min(1),
      display_name: z.string().min(1),
      at: z.iso.datetime(),
      job_id: z.string().min(1).optional(),
    }),
  ),
});

/** Far more than a book ever takes. */
const MOST_BYTES = 4 * 1024 * 1024;

const uid = process.getuid?.();

/** Neither through a link nor waiting for the other end of a pipe; systems without these flags have no such traps. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parse(path: string, text: string): Book {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = content.safeParse(json);
  if (parsed.success) return parsed.data.creates;
  throw unusable(path, {
    what: 'its content is not what this server writes',
    remedy: 'make sure in the PAI console that no create of the last hour is in doubt, then move the file away',
  });
}

/** Reads the file as it is, or an empty book where there is none yet. Needs no lock: it is only ever replaced whole. */
async function read(path: string): Promise<Book> {
  try {
    await inspectDirectory(path);
    const file = await open(path, READ_ONLY);
    try {
      const stats = await file.stat();
      const trouble = fileTrouble({ isFile: stats.isFile(), uid: stats.uid, mode: stats.mode }, uid);
      if (trouble !== undefined) throw unusable(path, trouble);
      return parse(path, stats.size > MOST_BYTES ? '' : await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Fails where the directory is there and the file could not be kept in it safely, before anybody is asked anything. */
async function inspectDirectory(path: string): Promise<void> {
  const directory = dirname(path);
  const trouble = directoryTrouble(await stat(directory), uid);
  if (trouble !== undefined) throw unusable(path, trouble);
  await access(directory, constants.W_OK);
}

/** Makes a rename durable; where directories cannot be opened (Windows) there is no such thing. */
async function syncDirectory(path: string): Promise<void> {
  if (uid === undefined) return;
  const directory = await open(dirname(path), constants.O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function write(path: string, creates: Book): Promise<void> {
  const text = `${JSON.stringify({ version: 1, creates }, null, 2)}\n`;
  await writeFileAtomic(path, text, { mode: 0o600 });
  await syncDirectory(path);
}

/** Runs work while no other process changes the file; fails where the lock was lost meanwhile. */
async function locked(path: string, work: (stillOurs: () => void) => Promise<void>): Promise<void> {
  let lost: Error | undefined;
  const stillOurs = (): void => {
    if (lost !== undefined) throw lost;
  };
  const release = await lockfile.lock(path, {
    ...LOCK,
    onCompromised: (error) => {
      lost = error;
    },
  });
  try {
    await work(stillOurs);
  } finally {
    await release().catch(() => {});
  }
  stillOurs();
}

/**
 * The ledger in a file that several processes may share: JSON, readable by its owner only, replaced whole and durably.
 * @param file where it is kept; made with its directory at the first create
 */
export function fileLedger(file: string): CreateLedger {
  const path = resolve(file);
  // The lock knows processes; within this one the changes wait here.
  const changes = new PQueue({ concurrency: 1 });
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw asRefusal(path, thrown);
    }
  };
  return createLedger({
    read: () => guarded(() => read(path)),
    change: (edit) =>
      guarded(() =>
        changes.add(async () => {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          await locked(path, async (stillOurs) => {
            const next = edit(await read(path));
            stillOurs();
            if (next !== undefined) await write(path, next);
          });
        }),
      ),
  });
}
