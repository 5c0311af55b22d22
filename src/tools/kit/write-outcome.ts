import { Fault } from '../../domain/fault.ts';

/** How a write ended as far as its own answer says; what it did is for a read to tell. */
export type Sent = { kind: 'accepted' } | { kind: 'unknown'; fault: Fault };

/**
 * Sends an idempotent write. An unknown outcome is handed back so that it can be read back; every other failure is thrown.
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

/** An unknown outcome that reading back did not settle, with what was seen. */
export const stillUnknown = ({ details }: Fault, seen: string): Fault =>
  new Fault({ ...details, message: `${details.message} ${seen}` });
