import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

/** A hand on the clock by which caches tell the age of what they keep, until the test has ended. */
export function movableClock(): { pass(ms: number): Promise<void> } {
  const real = performance.now.bind(performance);
  let ahead = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
  onTestFinished(() => now.mockRestore());
  return {
    async pass(ms) {
      ahead += ms;
      // A cache looks at the clock once in a millisecond.
      await sleep(3);
    },
  };
}
