import type { CreateKey, CreateLedger } from '../domain/create-ledger.ts';
import { createTurns } from '../domain/turns.ts';
import { type Book, closed, entriesOf, opened } from './book.ts';

/**
 * Where a book is kept. `change` is atomic among all who share it; where the edit
 * returns `undefined`, nothing is changed.
 */
export interface Store {
  read(): Promise<Book>;
  change(edit: (book: Book) => Book | undefined): Promise<void>;
}

const nameOf = ({ region, workspace_id, display_name }: CreateKey): string =>
  JSON.stringify([region, workspace_id, display_name]);

/** The ledger of creates over a store. */
export function createLedger(store: Store): CreateLedger {
  const inTurn = createTurns();
  return {
    inTurn: (key, work) => inTurn(nameOf(key), work),
    ofRegion: async (region) => (await store.read()).filter((entry) => entry.region === region),
    find: async (key) => entriesOf(await store.read(), key),
    async open(entry, seen) {
      let next: Book | undefined;
      await store.change((book) => {
        next = opened(book, entry, seen, Date.now());
        return next;
      });
      // Read back: what another process has wiped out again must not be sent.
      return next !== undefined && (await store.read()).some(({ request_id }) => request_id === entry.request_id);
    },
    close: (requestId, jobId) =>
      store.change((book) => {
        const next = closed(book, requestId, jobId);
        return next === book ? undefined : next;
      }),
  };
}

/** A ledger in memory, for the embedded simulator, whose jobs end with the process as well. */
export function memoryLedger(): CreateLedger {
  let book: Book = [];
  return createLedger({
    read: async () => book,
    change: async (edit) => {
      book = edit(book) ?? book;
    },
  });
}
