// Shows the release that the change files and the changelog make due; with --write it is written. docs/releasing.md has the steps.
import { fileURLToPath } from 'node:url';
import { dueRelease, writeRelease } from './release.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
try {
  const write = process.argv.includes('--write');
  const { version, notes } = write ? writeRelease(root, new Date().toISOString().slice(0, 10)) : dueRelease(root);
  console.log(`${version}\n\n${notes}`);
  if (write) console.error('Written. Run `npm run docs`, which takes the version into server.json, and read the diff.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
