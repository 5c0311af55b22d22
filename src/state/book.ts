import type { CreateEntry, CreateKey } from '../domain/create-ledger.ts';

/** The entries of a ledger, oldest first. A book is never changed in place. */
export type Book = readonly CreateEntry[];

const MINUTE = 60_000;
/** How long a created job is remembered, in case the job list does not show it yet. No such lag lasts as long. */
const MADE_MS = 30 * MINUTE;
/**
 * How long a create without a known outcome is remembered. Its fate is settled within the hour, by a search of the next
 * create of that name; an entry this old belongs to a name that nobody uses any more.
 */
const OPEN_MS = 90 * 24 * 60 * MINUTE;

const sameKey = (a: CreateKey, b: CreateKey): boolean =>
  a.region === b.region && a.workspace_id === b.workspace_id && a.display_name === b.display_name;

const sameState = (a: CreateEntry, b: CreateEntry): boolean => a.request_id === b.request_id && a.job_id === b.job_id;

const kept = (entry: CreateEntry, now: number): boolean =>
  now - Date.parse(entry.at) <= (entry.job_id === undefined ? OPEN_MS : MADE_MS);

export const entriesOf = (book: Book, key: CreateKey): Book => book.filter((entry) => sameKey(entry, key));

/**
 * The book with a new entry. `undefined` where the book holds an entry of the same key that the caller has not seen:
 * another process has begun a create of that name meanwhile.
 */
export function opened(book: Book, entry: CreateEntry, seen: Book, now: number): Book | undefined {
  const known = (each: CreateEntry): boolean => seen.some((other) => sameState(each, other));
  if (!entriesOf(book, entry).every(known)) return undefined;
  const settled = (each: CreateEntry): boolean => sameKey(each, entry) && each.job_id === undefined;
  return [...book.filter((each) => !settled(each) && kept(each, now)), entry];
}

/**
 * The book after a create has ended: with its job, or without the entry where there
 * is none. The same book for an unknown id.
 */
export function closed(book: Book, requestId: string, jobId: string | undefined): Book {
  if (!book.some((entry) => entry.request_id === requestId)) return book;
  return book.flatMap((entry) => {
    if (entry.request_id !== requestId) return [entry];
    return jobId === undefined ? [] : [{ ...entry, job_id: jobId }];
  });
}
