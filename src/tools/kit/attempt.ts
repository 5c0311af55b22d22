import { Fault, type FaultDetails } from '../../domain/fault.ts';

/** The answer of a read, or why there is none. */
export type Attempt<T> = { answer: T } | { cause: FaultDetails };

/**
 * Without credentials, or in a region that does not exist, every call fails the same way, so there is no use in going
 * on.
 */
const failsAlike = ({ kind, httpStatus }: FaultDetails): boolean =>
  kind === 'credentials' || (kind === 'invalid_input' && httpStatus === undefined);

/**
 * Runs a read whose failure is a finding and does not end the call.
 * @throws Fault where every other read would fail the same way; whatever is not a Fault
 */
export async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { answer: await read() };
  } catch (thrown) {
    if (!(thrown instanceof Fault) || failsAlike(thrown.details)) throw thrown;
    return { cause: thrown.details };
  }
}
