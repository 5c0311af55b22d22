import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `npm run test:app`: the pages in a real browser, which has to be there already.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    include: ['tests/app/browser/*.full.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
