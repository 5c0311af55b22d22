// Writes what is generated from contract/: the modules of src/api/contract/ and src/domain/lists.ts; `--check` says which are stale and writes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listsText, moduleText, regionsText } from './generate.ts';
import { PRODUCTS, readContract, readCorrections, readMetadata } from './read.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const check = process.argv.includes('--check');

function formatted(source: string, path: string): string {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const run = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: source,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`cannot format ${path}: ${run.stderr}`);
  return run.stdout;
}

const corrections = readCorrections(root);
const products = PRODUCTS.map((product) => ({
  product,
  contract: readContract(root, product),
  metadata: readMetadata(root, product),
}));
const modules: readonly (readonly [path: string, text: string])[] = [
  ...products.map(({ product, contract, metadata }): [string, string] => [
    `src/api/contract/${product}.ts`,
    moduleText(contract, metadata, corrections),
  ]),
  ['src/api/contract/regions.ts', regionsText(products.map(({ contract }) => contract))],
  ['src/domain/lists.ts', listsText(products, corrections)],
];

let stale = 0;
for (const [path, source] of modules) {
  const text = formatted(source, path);
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale += 1;
  if (!check) writeFileSync(file, text);
  console.log(`${check ? 'stale' : 'wrote'}: ${path}`);
}
if (check && stale > 0) {
  console.log('Run `npm run contract`.');
  process.exitCode = 1;
}
