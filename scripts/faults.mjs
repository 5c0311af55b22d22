// Bundles tests/faults/cli.ts, which is TypeScript, next to the installed packages and runs it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './bundle.mjs';

// Two folders below the root, as the tests are, from where they find dist/.
const outfile = join(root, 'node_modules', '.pai-dlc-mcp-faults', 'cli.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['tests/faults/cli.ts'],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
