import { Fault } from '../../domain/fault.ts';
import type { ToolContext } from '../tool.ts';
import { watch } from './watch.ts';

/** What the answer of a write says of it. What the write did has to be read back. */
export type Sent = { kind: 'accepted' } | { kind: 'unknown'; fault: Fault };

/**
 * Sends an idempotent write. An unknown outcome is handed back so that it can be read back; every other failure is
 * thrown.
 */
export async function send(write: () => Promise<unknown>): Promise<Sent> {
  try {
    await write();
    return { kind: 'accepted' };
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.details.kind === 'unknown_outcome') return { kind: 'unknown', fault: thrown };
    throw thrown;
  }
}

/**
 * The fault of a write of which reading back did not tell the outcome either.
 *
 * @param seen what was read, as a sentence
 */
export const stillUnknown = ({ details }: Fault, seen: string): Fault =>
  new Fault({ ...details, message: `${details.message} ${seen}` });

/** What is made, once, and how it is known again where the answer got lost. */
export interface Making {
  /** Sends the create and returns the new id. */
  write(): Promise<string>;
  /** Ids of what is new since before the write and like what was asked for. */
  find(signal: AbortSignal): Promise<readonly string[]>;
  /** What is said where there is none, as a sentence. */
  none: string;
}

/**
 * Makes something, never twice: where the answer got lost it is looked for until the operator's time is up.
 *
 * @returns its id, and whether it had to be found
 * @throws Fault `unknown_outcome` where it is not found, as it can still come, and where several may be it
 */
export async function makeOnce(
  ctx: Pick<ToolContext, 'sleep' | 'signal' | 'operator'>,
  { write, find, none }: Making,
): Promise<{ id: string; found: boolean }> {
  let id = '';
  const sent = await send(async () => {
    id = await write();
  });
  if (sent.kind === 'accepted') return { id, found: false };
  const seen = await watch(ctx, find, (ids) => ids.length > 0);
  if (seen === undefined) throw stillUnknown(sent.fault, 'Looking for it failed too.');
  const [only, ...others] = seen;
  if (only === undefined) throw stillUnknown(sent.fault, none);
  if (others.length > 0) throw stillUnknown(sent.fault, `Each of these may be it: ${seen.slice(0, 10).join(', ')}.`);
  return { id: only, found: true };
}
