// Writes what is generated from contract/: the modules of src/api/contract/ and src/domain/lists.ts. Takes out of not-offered.json the
// reasons of operations that are offered by now. `--check` says which files are stale and writes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aiworkspace } from '../../src/api/operations/aiworkspace.ts';
import { paiDlc } from '../../src/api/operations/pai-dlc.ts';
import { paistudio } from '../../src/api/operations/paistudio.ts';
import { listsText, moduleText, regionsText } from './generate.ts';
import { type NotOffered, PRODUCTS, readContract, readCorrections, readMetadata, readNotOffered } from './read.ts';

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

/** The reasons, without those of operations that have a row. */
function stillNotOffered(all: NotOffered): NotOffered {
  const rows: Readonly<Record<string, object>> = { aiworkspace, paistudio, 'pai-dlc': paiDlc };
  const left = Object.entries(all.operations).map(([product, reasons]) => [
    product,
    Object.fromEntries(Object.entries(reasons).filter(([action]) => !(action in (rows[product] ?? {})))),
  ]);
  return { ...all, operations: Object.fromEntries(left) as NotOffered['operations'] };
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
  ['contract/not-offered.json', JSON.stringify(stillNotOffered(readNotOffered(root)), null, 2)],
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
