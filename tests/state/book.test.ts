import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import { type Book, closed, entriesOf, opened } from '../../src/state/book.ts';
import { createLedger, memoryLedger } from '../../src/state/ledger.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-24T00:00:00Z');
const entry = (request_id: string, more: Partial<CreateEntry> = {}): CreateEntry => ({
  request_id,
  region: 'cn-hangzhou',
  workspace_id: '1',
  display_name: 'llm',
  at: new Date(NOW).toISOString(),
  ...more,
});
const other = (request_id: string, ms: number, more: Partial<CreateEntry> = {}): CreateEntry =>
  entry(request_id, { display_name: 'other', at: new Date(NOW - ms).toISOString(), ...more });
const ids = (book: Book | undefined) => book?.map(({ request_id }) => request_id);

afterEach(() => vi.useRealTimers());

describe('a book of creates', () => {
  it('has the entries of a key: region, workspace and name together', () => {
    const book = [
      entry('a'),
      entry('b', { region: 'cn-beijing' }),
      entry('c', { workspace_id: '2' }),
      entry('d', { display_name: 'x' }),
      entry('e', { job_id: 'dlc1' }),
    ];
    expect(ids(entriesOf(book, entry('?')))).toEqual(['a', 'e']);
  });

  it('remembers a made job for 30 minutes, and an open entry for 90 days', () => {
    const book = [
      other('made', 30 * 60_000, { job_id: 'dlc1' }),
      other('made before', 30 * 60_000 + 1, { job_id: 'dlc2' }),
      other('open', 90 * DAY),
      other('open before', 90 * DAY + 1),
    ];
    expect(ids(opened(book, entry('new'), [], NOW))).toEqual(['made', 'open', 'new']);
  });

  it('gives way to an entry of its key that was not seen, though another one was', () => {
    expect(opened([entry('a')], entry('new'), [entry('b')], NOW)).toBeUndefined();
    expect(opened([entry('a')], entry('new'), [entry('a', { job_id: 'dlc1' })], NOW)).toBeUndefined();
    expect(opened([entry('a'), entry('b')], entry('new'), [entry('a')], NOW)).toBeUndefined();
    expect(ids(opened([entry('a')], entry('new'), [entry('b'), entry('a')], NOW))).toEqual(['new']);
  });

  it('ends the one create that is named, with its job or without', () => {
    const book = [entry('a'), entry('b')];
    expect(closed(book, 'b', 'dlc1')).toEqual([entry('a'), entry('b', { job_id: 'dlc1' })]);
    expect(closed(book, 'a', undefined)).toEqual([entry('b')]);
    expect(closed(book, 'c', 'dlc1')).toBe(book);
    expect(closed([], 'c', undefined)).toEqual([]);
  });
});

describe('a ledger', () => {
  /** A ledger over a book, and what each change made of it. */
  function over(book: Book) {
    const changes: (Book | undefined)[] = [];
    const ledger = createLedger({
      read: async () => changes.at(-1) ?? book,
      change: async (edit) => {
        changes.push(edit(book));
      },
    });
    return { ledger, changes };
  }

  it('writes nothing where nothing changes', async () => {
    const { ledger, changes } = over([entry('a')]);
    await ledger.close('b', 'dlc1');
    expect(await ledger.open(entry('c'), [])).toBe(false);
    expect(changes).toEqual([undefined, undefined]);
  });

  it('writes what changes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const { ledger, changes } = over([entry('a')]);
    await ledger.close('a', 'dlc1');
    expect(await ledger.open(entry('b'), [entry('a')])).toBe(true);
    expect(changes).toEqual([[entry('a', { job_id: 'dlc1' })], [entry('b')]]);
  });

  it('keeps a book in memory from one call to the next', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const ledger = memoryLedger();
    expect(await ledger.find(entry('?'))).toEqual([]);
    expect(await ledger.open(entry('a'), [])).toBe(true);
    expect(await ledger.open(entry('b'), [])).toBe(false);
    await ledger.close('a', 'dlc1');
    expect(await ledger.find(entry('?'))).toEqual([entry('a', { job_id: 'dlc1' })]);
  });
});
