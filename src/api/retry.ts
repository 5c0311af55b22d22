import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { FailedCall } from './errors.ts';

const MAX_RETRIES = 2;
const FIRST_DELAY_MS = 250;
/**
 * Where the cloud asks for a longer wait, the call fails and says how long: whether to wait is the caller's decision.
 */
const MAX_RETRY_AFTER_MS = 10_000;

/** Carries a failed call through the retry loop, which passes errors on. */
export class CallFailed extends Error {
  readonly failure: FailedCall;
  constructor(failure: FailedCall) {
    super(failure.fault.message);
    this.failure = failure;
  }
}

const worthWaiting = ({ transient, retryAfterMs = 0 }: FailedCall): boolean =>
  transient && retryAfterMs <= MAX_RETRY_AFTER_MS;

/**
 * R21: runs a read with at most two more tries, with exponential backoff and jitter,
 * and not before the time the cloud named.
 * @throws Fault of the last try; the signal's reason when it aborts
 */
export async function retryRead<T>(attempt: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return pRetry(attempt, {
    retries: MAX_RETRIES,
    minTimeout: FIRST_DELAY_MS,
    factor: 3,
    randomize: true,
    ...(signal ? { signal } : {}),
    shouldRetry: ({ error }) => error instanceof CallFailed && worthWaiting(error.failure),
    onFailedAttempt: async ({ error, retriesLeft }) => {
      if (!(error instanceof CallFailed) || retriesLeft === 0 || !worthWaiting(error.failure)) return;
      const { retryAfterMs } = error.failure;
      if (retryAfterMs !== undefined) await sleep(retryAfterMs, undefined, signal ? { signal } : {});
    },
  });
}
