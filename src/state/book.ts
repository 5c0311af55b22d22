import type { CreateEntry, CreateKey } from '../domain/create-ledger.ts';

/** Everything a ledger holds, oldest first. Never changed in place. */
export type Book = readonly CreateEntry[];

const MINUTE = 60_000;
/** How long a made job is remembered; a list that has not caught up by then is no mere lag. */
const MADE_MS = 30 * MINUTE;
/** Older than the window in which a create is searched for, an open entry can tell nothing more. */
const OPEN_MS = 90 * 24 * 60 * MINUTE;

const sameKey = (a: CreateKey, b: CreateKey): boolean =>
  a.region === b.region && a.workspace_id === b.workspace_id && a.display_name === b.display_name;

const sameState = (a: CreateEntry, b: CreateEntry): boolean => a.request_id === b.request_id && a.job_id === b.job_id;

const kept = (entry: CreateEntry, now: number): boolean =>
  now - Date.parse(entry.at) <= (entry.job_id === undefined ? OPEN_MS : MADE_MS);

export const entriesOf = (book: Book, key: CreateKey): Book => book.filter((entry) => sameKey(entry, key));

/** The book with the entry, or `undefined` where it holds something of the key that was not seen. */
export function opened(book: Book, entry: CreateEntry, seen: Book, now: number): Book | undefined {
  const known = (each: CreateEntry): boolean => seen.some((other) => sameState(each, other));
  if (!entriesOf(book, entry).every(known)) return undefined;
  const settled = (each: CreateEntry): boolean => sameKey(each, entry) && each.job_id === undefined;
  return [...book.filter((each) => !settled(each) && kept(each, now)), entry];
}

/** The book in which that create has ended; the same one where it does not know it. */
export function closed(book: Book, requestId: string, jobId: string | undefined): Book {
  if (!book.some((entry) => entry.request_id === requestId)) return book;
  return book.flatMap((entry) => {
    if (entry.request_id !== requestId) return [entry];
    return jobId === undefined ? [] : [{ ...entry, job_id: jobId }];
  });
}
