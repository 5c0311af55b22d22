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

/** A process that is killed leaves its lock behind; after this long others may take it. */
const STALE_MS = 10_000;
/** Waits up to 15 s for the lock, which is longer than one that was left behind holds. */
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

/** A book never comes near this size; a larger file is not ours, and is not read. */
const MOST_BYTES = 4 * 1024 * 1024;

/** No file is an empty book. */
function ifMissing(error: unknown): Book {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

function parse(text: string): Book | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // `undefined` fails the schema below, like any other wrong content.
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
 * Reads the file, or an empty book where there is none yet. It needs no lock, since the file is only ever replaced
 * whole. It also fails where the directory cannot be written to, so that this is known before a person is asked.
 */
async function read(path: string): Promise<Book> {
  const book = await load(path).catch(ifMissing);
  await access(dirname(path), constants.W_OK).catch(ifMissing);
  return book;
}

const write = (path: string, creates: Book): Promise<void> =>
  replaceOwn(path, `${JSON.stringify({ version: 1, creates }, null, 2)}\n`);

/**
 * Runs work under the lock of the file. Fails where the lock was lost meanwhile: another process may have written then.
 */
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
 * @param file path; the file and its directory are made at the first create
 */
export function fileLedger(file: string): CreateLedger {
  const path = resolve(file);
  // The lock is between processes. Changes within this one wait in this queue.
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
          // Before the lock is taken, because the lock is a directory beside the file.
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
