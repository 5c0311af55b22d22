// Runs the fault scenarios of tests/faults/ against the real server. Usage: npm run faults -- [--seed N] [--count N] [--lanes N]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './bundle.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-faults-'));
const outfile = join(scratch, 'faults.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['tests/faults/cli.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  // Some of what the tests use is CommonJS and calls require() for node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(outfile).href);
rmSync(scratch, { recursive: true });
process.exitCode = await main(process.argv.slice(2), join(root, 'dist', 'main.js'));
