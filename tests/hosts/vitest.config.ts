import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `npm run test:hosts`: real agent hosts of the npm registry, one after the other.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/hosts/*.full.ts'],
    testTimeout: 600_000,
    fileParallelism: false,
    // Says why a test was skipped.
    reporters: ['verbose'],
  },
});
