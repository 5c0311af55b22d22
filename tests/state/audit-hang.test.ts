import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAuditFile } from '../../src/state/audit-file.ts';

/** A file system that takes what it is given and does not come back until it is told to. */
const written: { text: string; finish: () => void }[] = [];
vi.mock('../../src/files/own-file.ts', () => ({
  makeFolder: async () => {},
  openOwn: async () => ({
    stat: async () => ({ size: 0 }),
    appendFile: (text: string) => new Promise<void>((finish) => written.push({ text, finish })),
    datasync: async () => {},
    close: async () => {},
  }),
}));

// Only the deadline is not to be waited for.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const tick = () => new Promise((resolve) => setImmediate(resolve));
/** Until that many writes have begun. */
const begun = async (writes: number) => {
  while (written.length < writes) await tick();
};
const timeIsUp = async () => {
  await vi.advanceTimersByTimeAsync(4999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
};

it('a file system that hangs holds up no call, gets one write at a time, and each line once', async () => {
  const troubles: { why: string; kept: readonly string[] }[] = [];
  const file = createAuditFile({
    path: join(tmpdir(), 'pai-dlc-mcp-no-such-file.jsonl'),
    maxBytes: 1000,
    onTrouble: (why, kept) => troubles.push({ why, kept }),
  });
  const first = file.append('one', true);
  await begun(1);
  await timeIsUp();
  expect(await first).toBe(false);
  expect(troubles).toEqual([{ why: 'ETIMEDOUT', kept: ['one'] }]);

  const second = file.append('two', true);
  await timeIsUp();
  expect(await second).toBe(false);
  expect(written).toHaveLength(1);

  written[0]?.finish();
  await begun(2);
  written[1]?.finish();
  const third = file.append('three', true);
  await begun(3);
  written[2]?.finish();
  expect(await third).toBe(true);
  expect(written.map(({ text }) => text)).toEqual(['one\n', 'two\n', 'three\n']);

  // What waits for a deadline waits no longer than what it is for.
  expect(vi.getTimerCount()).toBe(0);
});
