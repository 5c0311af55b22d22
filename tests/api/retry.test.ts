import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FailedCall } from '../../src/api/errors.ts';
import { CallFailed, retryRead } from '../../src/api/retry.ts';
import { Fault } from '../../src/domain/fault.ts';

const naps: unknown[] = [];
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void naps.push(ms) }));
beforeEach(() => void naps.splice(0));

const failed = (failure: Partial<FailedCall>) =>
  new CallFailed({
    fault: new Fault({ kind: 'unavailable', message: 'no', fix: 'wait' }),
    transient: true,
    retryAfterMs: undefined,
    ...failure,
  });

/** Number of tries of a read that always fails like this. */
async function triesOf(failure: Partial<FailedCall>): Promise<number> {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    throw failed(failure);
  };
  await expect(retryRead(attempt, undefined)).rejects.toThrow('no');
  return tries;
}

describe('R21 a read that fails', () => {
  it('is tried twice more, and waits as long as the cloud asks each time', async () => {
    expect(await triesOf({ retryAfterMs: 3000 })).toBe(3);
    expect(naps).toEqual([3000, 3000]);
  });

  it('is not kept waiting for more than 10 s', async () => {
    expect(await triesOf({ retryAfterMs: 10_001 })).toBe(1);
    expect(naps).toEqual([]);
  });

  it('is tried once where trying again cannot help', async () => {
    expect(await triesOf({ transient: false })).toBe(1);
  });
});
