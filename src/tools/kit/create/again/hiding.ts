import { Fault } from '../../../../domain/fault.ts';
import type { Hide } from '../preview.ts';

/** The same work, whose failures repeat nothing that is hidden. */
export async function hiding<T>(hide: Hide | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof Fault && hide ? new Fault(hide(thrown.details)) : thrown;
  }
}
