import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `npm run test:conformance`: the published suite for every revision it knows, which takes too long for each `npm test`.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    include: ['tests/conformance/full/*.full.ts'],
    testTimeout: 300_000,
    reporters: ['verbose'],
  },
});
