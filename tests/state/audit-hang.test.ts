import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
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
const deadlines: (() => void)[] = [];
const waits: { ms: number; options: { ref: boolean; signal: AbortSignal } }[] = [];
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, _value: undefined, options: { ref: boolean; signal: AbortSignal }) => {
    waits.push({ ms, options });
    return new Promise<void>((resolve) => deadlines.push(resolve));
  },
}));

const timeIsUp = async () => {
  await vi.waitFor(() => expect(deadlines).not.toEqual([]));
  for (const end of deadlines.splice(0)) end();
};

it('a file system that hangs holds up no call, gets one write at a time, and each line once', async () => {
  const troubles: { why: string; kept: readonly string[] }[] = [];
  const file = createAuditFile({
    path: join(tmpdir(), 'pai-dlc-mcp-no-such-file.jsonl'),
    maxBytes: 1000,
    onTrouble: (why, kept) => troubles.push({ why, kept }),
  });
  const first = file.append('one', true);
  await vi.waitFor(() => expect(written).toHaveLength(1));
  await timeIsUp();
  expect(await first).toBe(false);
  expect(troubles).toEqual([{ why: 'ETIMEDOUT', kept: ['one'] }]);

  const second = file.append('two', true);
  await timeIsUp();
  expect(await second).toBe(false);
  expect(written).toHaveLength(1);

  written[0]?.finish();
  await vi.waitFor(() => expect(written).toHaveLength(2));
  written[1]?.finish();
  const third = file.append('three', true);
  await vi.waitFor(() => expect(written).toHaveLength(3));
  written[2]?.finish();
  expect(await third).toBe(true);
  expect(written.map(({ text }) => text)).toEqual(['one\n', 'two\n', 'three\n']);

  // What waits for the deadline keeps no process alive, and waits no longer than what it is for.
  expect(waits).toHaveLength(3);
  for (const { ms, options } of waits) expect([ms, options.ref, options.signal.aborted]).toEqual([5000, false, true]);
});
