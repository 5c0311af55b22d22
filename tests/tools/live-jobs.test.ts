import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import type { Book } from '../../src/state/book.ts';
import { createLedger, memoryLedger, type Store } from '../../src/state/ledger.ts';
import { openWithin } from '../../src/tools/kit/create/live-jobs.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { contextOf, OPERATOR } from './read-fixtures.ts';

const entry = (display_name: string): CreateEntry => ({
  request_id: randomUUID(),
  region: 'cn-hangzhou',
  workspace_id: '1',
  display_name,
  at: new Date().toISOString(),
});

const noJobs = async () => ({ Jobs: [], TotalCount: 0 });

/** A store that several ledgers share, as several processes share the state file. */
function sharedStore(): Store {
  let book: Book = [];
  return {
    read: async () => book,
    change: async (edit) => {
      book = edit(book) ?? book;
    },
  };
}

/** A server that may have so many live jobs, with the ledger that it shares with others. */
const server = (liveJobs: number | undefined, creates = memoryLedger(), call: () => Promise<unknown> = noJobs) =>
  contextOf(call as ToolContext['call'], {
    creates,
    operator: { ...OPERATOR, ceilings: { ...NO_CEILINGS, liveJobs } },
  });

const begun = async (creates: ToolContext['creates']) =>
  (await creates.ofRegion('cn-hangzhou')).map(({ display_name }) => display_name);

describe('R42 the ceiling on live jobs', () => {
  it.each([
    [1, 1],
    [2, 2],
    [5, 3],
  ])(
    'of %i lets %i of three servers through that share a ledger and create at the same moment',
    async (most, through) => {
      const store = sharedStore();
      const names = ['a', 'b', 'c'];
      const each = names.map((name) => openWithin(server(most, createLedger(store)), entry(name), []));
      const outcomes = (await Promise.allSettled(each)).map(({ status }) => status === 'fulfilled');
      expect(outcomes).toEqual([through > 0, through > 1, through > 2]);
      expect(await begun(createLedger(store))).toEqual(names.slice(0, through));
    },
  );

  it('leaves nothing of a create in the ledger that could not be counted', async () => {
    const creates = memoryLedger();
    const broken = server(1, creates, () => Promise.reject(new Error('no matter')));
    await expect(openWithin(broken, entry('a'), [])).rejects.toThrow('no matter');
    expect(await begun(creates)).toEqual([]);
  });

  it('reads nothing where there is none, nor for a create that gives way', async () => {
    const [creates, first] = [memoryLedger(), entry('a')];
    const never = () => expect.unreachable('it read');
    expect(await openWithin(server(undefined, creates, never), first, [])).toBe(true);
    expect(await openWithin(server(1, creates, never), entry('a'), [])).toBe(false);
    expect(await begun(creates)).toEqual(['a']);
  });
});
