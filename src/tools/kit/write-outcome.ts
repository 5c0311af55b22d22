import { Fault } from '../../domain/fault.ts';

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
