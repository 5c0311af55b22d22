import { afterEach, describe, expect, it, vi } from 'vitest';
import { pauses, watch } from '../../src/tools/kit/watch.ts';
import { OPERATOR } from './read-fixtures.ts';

const operator = { ...OPERATOR, readBackMs: 60_000 };
const sleep = async () => {};
/** A read that ends only with its signal, as one does on a cloud that does not answer. */
const hanging = (signal: AbortSignal) =>
  new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

afterEach(() => void vi.restoreAllMocks());

describe('watch', () => {
  it('pauses longer and longer, and no longer than it may in all', () => {
    expect(pauses(25_000)).toEqual([1000, 2000, 3000, 4000, 5000, 5000, 5000]);
    expect(pauses(1500)).toEqual([1000, 500]);
    expect(pauses(0)).toEqual([]);
  });

  it('ends with the reason of the call when it is cancelled during a read', async () => {
    const stop = new AbortController();
    const watching = watch({ operator, sleep, signal: stop.signal }, hanging, () => true);
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(watching).rejects.toBe(reason);
  });

  it('gives up a read that hangs when the time is up, and keeps what was seen before', async () => {
    const time = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal);
    let reads = 0;
    const read = async (signal: AbortSignal) => {
      reads += 1;
      if (reads === 1) return 'first';
      time.abort(new Error('late'));
      signal.throwIfAborted();
      return hanging(signal);
    };
    const { signal } = new AbortController();
    expect(await watch({ operator, sleep, signal }, read, () => false)).toBe('first');
    expect(reads).toBe(2);
    expect(timeout).toHaveBeenCalledWith(65_000);
  });

  it('does not hide a bug', async () => {
    const { signal } = new AbortController();
    const broken = async () => Promise.reject(new TypeError('a bug'));
    await expect(watch({ operator, sleep, signal }, broken, () => true)).rejects.toThrow('a bug');
  });
});
