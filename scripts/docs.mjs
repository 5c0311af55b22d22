// Writes the generated reference below docs/reference/ and the generated parts of the guides. With --check it writes nothing and fails where a page is stale.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-docs-'));
const bundle = join(scratch, 'pages.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['scripts/reference/pages.ts'],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const { pages } = await import(pathToFileURL(bundle).href);
rmSync(scratch, { recursive: true });

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const stale = pages(root).filter(([file, text]) => read(join(root, file)) !== text);
for (const [file, text] of check ? [] : stale) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
for (const [file] of stale) console.log(`${check ? 'stale' : 'wrote'}: ${file}`);
if (check && stale.length > 0) {
  console.error('Run `npm run docs` and commit what it wrote.');
  process.exitCode = 1;
}
