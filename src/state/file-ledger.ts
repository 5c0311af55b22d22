import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import PQueue from 'p-queue';
import lockfile from 'proper-lockfile';
import * as z from 'zod';
import type { CreateLedger } from '../domain/create-ledger.ts';
import { inspectFolders, makeFolder, openOwn, replaceOwn } from '../files/own-file.ts';
import type { Book } from './book.ts';
import { createLedger } from './ledger.ts';
import { asRefusal, unusable } from './refusal.ts';

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

/** Nothing is remembered where there is nothing. */
function ifMissing(error: unknown): Book {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

function parse(text: string): Book | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Left undefined, which is no content either.
  }
  return content.safeParse(json).data?.creates;
}

async function load(path: string): Promise<Book> {
  const file = await openOwn(path, 'read');
  try {
    const { size } = await file.stat();
    const creates = size > MOST_BYTES ? undefined : parse(String(await file.readFile()));
    if (creates !== undefined) return creates;
  } finally {
    await file.close();
  }
  throw unusable(path, {
    what: 'its content is not what this server writes',
    remedy: 'make sure in the PAI console that no create of the last hour is in doubt, then move the file away',
  });
}

/**
 * Reads the file as it is, or an empty book where there is none yet. Needs no lock: it is only ever replaced whole. Fails also
 * where its directory takes no file, before anybody is asked anything.
 */
async function read(path: string): Promise<Book> {
  const book = await load(path).catch(ifMissing);
  await access(dirname(path), constants.W_OK).catch(ifMissing);
  return book;
}

const write = (path: string, creates: Book): Promise<void> =>
  replaceOwn(path, `${JSON.stringify({ version: 1, creates }, null, 2)}\n`);

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
          await makeFolder(path);
          // Before the lock, which is a directory next to the file.
          await inspectFolders(path);
          await locked(path, async (stillOurs) => {
            const next = edit(await read(path));
            stillOurs();
            if (next !== undefined) await write(path, next);
          });
        }),
      ),
  });
}
