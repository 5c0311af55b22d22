import { afterAll, vi } from 'vitest';

// The next file of the same process meets the real timers, environment and globals, whatever this one has put in place.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
