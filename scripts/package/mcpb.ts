// Packs the .mcpb bundle for desktop hosts with the official packer, which checks the manifest first.
// Usage: npm run bundle:mcpb [-- FILE]; left out, the file is pai-dlc-mcp-VERSION.mcpb in the root of the repository.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packBundle, stage } from './stage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
const file = resolve(root, process.argv[2] ?? `${name}-${version}.mcpb`);

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-bundle-'));
try {
  stage(root, folder);
  packBundle(folder, file);
  console.log(`${file}: ${statSync(file).size} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
