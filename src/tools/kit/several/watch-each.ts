import { Fault } from '../../../domain/fault.ts';
import type { ToolContext } from '../../tool.ts';
import { fanOut } from '../fan-out.ts';
import { watch } from '../watch.ts';

type Watching = Pick<ToolContext, 'sleep' | 'signal' | 'operator'>;

/**
 * `watch` for several: reads back what a write did to each, until all are settled or the operator's time is up. One
 * that is settled, or whose read fails for good, is not read again.
 *
 * @returns the last reading of each; without those of which none succeeded
 */
export async function watchEach<T>(
  ctx: Watching,
  ids: readonly string[],
  read: (id: string, signal: AbortSignal) => Promise<T>,
  settled: (seen: T) => boolean,
): Promise<ReadonlyMap<string, T>> {
  const last = new Map<string, T>();
  const closed = new Set<string>();
  const look = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      const seen = await read(id, signal);
      last.set(id, seen);
      if (settled(seen)) closed.add(id);
    } catch (thrown) {
      ctx.signal.throwIfAborted();
      if (!(thrown instanceof Fault)) throw thrown;
      if (!thrown.details.retryable) closed.add(id);
    }
  };
  const open = (): string[] => ids.filter((id) => !closed.has(id));
  await watch(
    ctx,
    async (signal) => {
      await fanOut(open(), (id) => look(id, signal));
      return open().length;
    },
    (left) => left === 0,
  );
  return last;
}

/**
 * Whether what was deleted is gone: a read of it that ends with `not_found`. Deleting takes effect with a delay, so
 * what is still there is looked for until the operator's time is up.
 *
 * @param read of the thing itself, which throws a Fault `not_found` where there is none
 * @returns `gone` or `there` for each; without those that could not be read
 */
export const watchGone = (
  ctx: Watching,
  ids: readonly string[],
  read: (id: string, signal: AbortSignal) => Promise<unknown>,
): Promise<ReadonlyMap<string, 'gone' | 'there'>> =>
  watchEach(
    ctx,
    ids,
    async (id, signal) => {
      try {
        await read(id, signal);
        return 'there' as const;
      } catch (thrown) {
        if (thrown instanceof Fault && thrown.details.kind === 'not_found') return 'gone' as const;
        throw thrown;
      }
    },
    (seen) => seen === 'gone',
  );
