import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, root } from '../../scripts/bundle.mjs';
import type { Serve } from '../e2e/serve-in-process.ts';

export interface Breakage {
  /** The source that is changed, from the root of the repository: `src/server/confirm.ts`. */
  file: string;
  /** Text that occurs in it exactly once. */
  find: string;
  replace: string;
  /** What is bundled; left out, the program. Another module can be imported from the path that comes back. */
  entry?: string;
}

const folders: string[] = [];
const builds = new Map<string, Promise<string>>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The source with its one occurrence of `find` replaced; throws where there is none, or a second one. */
export function broken(source: string, { file, find, replace }: Breakage): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has the text ${parts.length - 1} times instead of once: ${find}`);
  return parts.join(replace);
}

/**
 * Bundles the product as `scripts/build.mjs` does, with one text of one source replaced, so that a check can be seen to
 * fail. It is built once per process of the tests, and goes away with it. What the build computes for a quick start is left out,
 * as is what makes files small: neither has a part in what is checked.
 *
 * @returns path of the entry, to be run by node (or given to `connect` as `main`), or imported
 */
export function brokenBuild(breakage: Breakage): Promise<string> {
  const key = JSON.stringify(breakage);
  const built = builds.get(key) ?? bundle(breakage);
  builds.set(key, built);
  return built;
}

/** The server of a broken build, to be served in this process. */
export const brokenServer = async (breakage: Omit<Breakage, 'entry'>): Promise<Serve> =>
  (await import(await brokenBuild({ ...breakage, entry: 'tests/e2e/serve-in-process.ts' }))).serveInProcess;

async function bundle(breakage: Breakage): Promise<string> {
  const changed = resolve(root, breakage.file);
  const contents = broken(await readFile(changed, 'utf8'), breakage);
  const { file, entry } = breakage;
  // A module is imported beside its packages, which are neither bundled nor loaded anew; the program has to stand alone.
  const packages = entry === undefined ? 'bundle' : 'external';
  const parent = entry === undefined ? tmpdir() : join(root, 'node_modules', '.cache');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'pai-dlc-mcp-broken-'));
  folders.push(folder);
  let replaced = false;
  const { plugins = [], ...options } = bundleOptions(folder, { main: entry ?? 'src/main.ts' }, [
    {
      name: 'broken',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.ts$/ }, ({ path }) => {
          if (path !== changed) return undefined;
          replaced = true;
          return { contents, loader: 'ts' };
        }),
    },
  ]);
  await build({ ...options, plugins: plugins.filter(({ name }) => name !== 'precompute'), minify: false, packages });
  if (!replaced) throw new Error(`${file} is no part of the bundle`);
  // The folder is outside of the package, whose package.json says that its files are modules.
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return join(folder, 'main.js');
}
