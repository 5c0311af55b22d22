import { constants, readFileSync } from 'node:fs';
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

/** Times that a change is made anew because another process was in between. Each takes a process that stood still. */
const MOST_TRIES = 5;

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

/** What is in the file, and the book that it says; no file is an empty book. */
interface Content {
  text: string | undefined;
  book: Book;
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
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

async function load(path: string): Promise<Content> {
  const file = await openOwn(path, 'read');
  try {
    const { size } = await file.stat();
    const text = size > MOST_BYTES ? '' : String(await file.readFile());
    const book = parse(text);
    if (book !== undefined) return { text, book };
  } finally {
    await file.close();
  }
  throw unusable(path, {
    what: 'its content is not what this server writes',
    remedy: 'make sure in the PAI console that no create of the last hour is in doubt, then move the file away',
  });
}

/**
 * Reads the file. It needs no lock, since the file is only ever replaced whole. It also fails where the directory
 * cannot be written to, so that this is known before a person is asked.
 */
async function read(path: string): Promise<Content> {
  const content = await load(path).catch(ifMissing);
  await access(dirname(path), constants.W_OK).catch(ifMissing);
  return content ?? { text: undefined, book: [] };
}

/** Whether the file still holds a text; `undefined`: whether there is still none. */
function holds(path: string, text: string | undefined): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch (error) {
    ifMissing(error);
    return text === undefined;
  }
}

/**
 * Makes a change, unless the file is no longer what the change was made of when it is about to be replaced. The lock
 * does not rule that out: a process that stands still (Ctrl-Z, a paused container) loses it without noticing, and would
 * then wipe out what others have entered.
 * @returns whether the file is as the edit wants it
 */
async function edited(path: string, edit: (book: Book) => Book | undefined): Promise<boolean> {
  const { text, book } = await read(path);
  const creates = edit(book);
  if (creates === undefined) return true;
  return replaceOwn(path, `${JSON.stringify({ version: 1, creates }, null, 2)}\n`, () => holds(path, text));
}

/** Runs work under the lock of the file, which keeps processes from getting in each other's way. */
async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  // A lock that gets lost ends nothing: what another process has written since is noticed by `edited`.
  const release = await lockfile.lock(path, { ...LOCK, onCompromised: () => {} });
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
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
    read: () => guarded(async () => (await read(path)).book),
    change: (edit) =>
      guarded(() =>
        changes.add(async () => {
          await makeFolder(path);
          // Before the lock is taken, because the lock is a directory beside the file.
          await inspectFolders(path);
          for (let tries = 0; tries < MOST_TRIES; tries++) if (await locked(path, () => edited(path, edit))) return;
          throw Object.assign(new Error(), { code: 'ECOMPROMISED' });
        }),
      ),
  });
}
