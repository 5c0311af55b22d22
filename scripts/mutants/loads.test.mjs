import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { inject, it } from 'vitest';
import { PARTS } from './parts.mjs';

const { mutate = [] } = PARTS[process.env.MUTANTS_PART ?? ''] ?? {};
const folders = [...new Set(mutate.filter((pattern) => !pattern.startsWith('!')).map((pattern) => dirname(pattern)))];
const files = folders
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter(picomatch([...mutate]));

// Where a mutant keeps a module from loading, a file of tests that imports it has no test that could fail. In the first run,
// which finds out what each test covers, nothing is loaded here: it would be covered by this test alone.
it('loads', async () => {
  if (inject('mode') !== 'mutant') return;
  for (const file of files) await import(/* @vite-ignore */ resolve(file));
});
