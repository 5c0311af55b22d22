// The .mcpb bundle: what goes into it, which is the files of the npm package and the manifest, and how it is packed.
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

/** The official packer. Not a dependency: 17 MB and 55 packages for something that is needed once a release. */
export const PACKER = '@anthropic-ai/mcpb@2.1.2';

/** Packs what lies in a folder into a file. @throws NpmError where the packer finds the manifest wrong */
export function packBundle(folder: string, file: string): void {
  npm(['--yes', `--package=${PACKER}`, '--', 'mcpb', 'pack', folder, file], folder, process.env, 'npx');
}
