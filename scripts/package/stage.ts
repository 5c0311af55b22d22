// What goes into the .mcpb bundle: the files of the npm package, and the manifest.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifest } from './manifest.ts';
import { npm } from './npm.ts';
import type { Package } from './server-json.ts';

/** Paths that `npm pack` takes, as dist/ is now: nothing is built. */
export function packedFiles(root: string): string[] {
  const [packed] = JSON.parse(npm(['pack', '--dry-run', '--json', '--ignore-scripts'], root)) as [
    { files: { path: string }[] },
  ];
  return packed.files.map(({ path }) => path);
}

/**
 * Lays out the content of the bundle.
 * @param root of the repository, with dist/ built
 * @param folder that gets it
 */
export function stage(root: string, folder: string): void {
  for (const path of packedFiles(root)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest(JSON.parse(text) as Package), null, 2)}\n`);
}
