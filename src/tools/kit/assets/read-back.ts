import { Fault } from '../../../domain/fault.ts';
import type { ToolContext } from '../../tool.ts';
import { watch } from '../watch.ts';
import { makeOnce, type Sent, send, stillUnknown } from '../write-outcome.ts';

const isNotFound = (thrown: unknown): boolean => thrown instanceof Fault && thrown.details.kind === 'not_found';

/** Whether what a write asked for is seen, was accepted and does not show yet, or cannot be told. */
export type Settled<T> = { seen: T | undefined; settled: boolean };

/** A read of which "there is none" is an answer too. */
async function orNone<T>(read: () => Promise<T>): Promise<T | 'none'> {
  try {
    return await read();
  } catch (thrown) {
    if (isNotFound(thrown)) return 'none';
    throw thrown;
  }
}

function ensureKnown(sent: Sent, settled: boolean, seen: string | undefined): void {
  if (sent.kind === 'unknown' && !settled)
    throw stillUnknown(sent.fault, seen === undefined ? 'Reading it back failed too.' : `Read back, ${seen}.`);
}

/**
 * Deletes something and looks until it is gone (R45).
 *
 * @returns whether it was read back as gone
 * @throws Fault `unknown_outcome` where the answer got lost and it is still there
 */
export async function removeAndLook(
  ctx: ToolContext,
  id: string,
  write: () => Promise<unknown>,
  read: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const sent = await send(write);
  const there = await watch(
    ctx,
    async (signal) => (await orNone(() => read(signal))) !== 'none',
    (seen) => !seen,
  );
  ensureKnown(sent, there === false, there === undefined ? undefined : `${id} is still there`);
  return there === false;
}

/**
 * Changes something and looks until the change shows.
 *
 * @returns what was read last, and whether it shows all that was asked for
 * @throws Fault `unknown_outcome` where the answer got lost and the change does not show
 */
export async function changeAndLook<T>(
  ctx: ToolContext,
  id: string,
  write: () => Promise<unknown>,
  read: (signal: AbortSignal) => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<Settled<T>> {
  const sent = await send(write);
  const seen = await watch(ctx, read, holds);
  const settled = seen !== undefined && holds(seen);
  ensureKnown(sent, settled, seen === undefined ? undefined : `${id} does not show the change`);
  return { seen, settled };
}

/**
 * Makes something, once, and reads it back. Where the answer got lost it is looked for by its name, which nothing had
 * before (R50).
 *
 * @param write sends the create and returns the new id
 * @param find the id of what has the name now
 * @param isLike whether that is what was asked for: somebody else may have made it of that name in the meantime
 * @returns the new id, how it is known, and the thing, `undefined` where it does not show yet
 * @throws Fault `unknown_outcome` where the answer got lost and nothing has the name
 */
export async function makeAndLook<T>(
  ctx: ToolContext,
  write: () => Promise<string>,
  find: (signal: AbortSignal) => Promise<string | undefined>,
  read: (id: string, signal: AbortSignal) => Promise<T>,
  isLike: (seen: T) => boolean = () => true,
): Promise<{ id: string; found: boolean; seen: T | undefined }> {
  const { id, found } = await makeOnce(ctx, {
    write,
    find: async (signal) => {
      const named = await find(signal);
      if (named === undefined) return [];
      const there = await orNone(() => read(named, signal));
      return there !== 'none' && isLike(there) ? [named] : [];
    },
    none: 'Read back, nothing like it has its name so far.',
  });
  const seen = await watch(
    ctx,
    (signal) => orNone(() => read(id, signal)),
    (each) => each !== 'none',
  );
  return { id, found, seen: seen === 'none' ? undefined : seen };
}
