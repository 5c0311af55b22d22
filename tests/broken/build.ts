import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { context, type Plugin } from 'esbuild';
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

const PROGRAM = 'src/main.ts';
/** Plugins that make starts quick. */
const FOR_A_START = ['precompute', 'one-start'];

const folders: string[] = [];
const builds = new Map<string, Promise<string>>();
const bundlers = new Map<string, Bundler>();
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
  const built = builds.get(key) ?? build(breakage);
  builds.set(key, built);
  return built;
}

/** The server of a broken build, to be served in this process. */
export const brokenServer = async (breakage: Omit<Breakage, 'entry'>): Promise<Serve> =>
  (await import(await brokenBuild({ ...breakage, entry: 'tests/e2e/serve-in-process.ts' }))).serveInProcess;

async function build(breakage: Breakage): Promise<string> {
  const changed = resolve(root, breakage.file);
  const contents = broken(await readFile(changed, 'utf8'), breakage);
  const entry = breakage.entry ?? PROGRAM;
  const bundler = bundlers.get(entry) ?? createBundler(entry);
  bundlers.set(entry, bundler);
  const folder = await bundler.bundle(changed, contents);
  if (folder === undefined) throw new Error(`${breakage.file} is no part of the bundle`);
  return join(folder, 'main.js');
}

interface Bundler {
  /** Returns the folder of the bundle that has these contents in place of the file; none where the file is no part of it. */
  bundle(changed: string, contents: string): Promise<string | undefined>;
}

/** Bundles an entry again and again. What was parsed for one bundle is known to the next, which halves the work. */
function createBundler(entry: string): Bundler {
  let change: { changed: string; contents: string; met: boolean } | undefined;
  const breaks: Plugin = {
    name: 'broken',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path !== change?.changed) return undefined;
        change.met = true;
        return { contents: change.contents, loader: 'ts' };
      }),
  };
  // A module is imported beside its packages, which are neither bundled nor loaded anew; the program has to stand alone.
  const alone = entry === PROGRAM;
  const parent = alone ? tmpdir() : join(root, 'node_modules', '.cache');
  const outdir = join(parent, `pai-dlc-mcp-broken-${randomUUID()}`);
  const { plugins = [], ...options } = bundleOptions(outdir, { main: entry });
  const opened = context({
    ...options,
    plugins: [...(alone ? plugins.filter(({ name }) => !FOR_A_START.includes(name)) : []), breaks],
    minify: false,
    packages: alone ? 'bundle' : 'external',
  });
  const once = async (changed: string, contents: string): Promise<string | undefined> => {
    change = { changed, contents, met: false };
    await (await opened).rebuild();
    const folder = `${outdir}-${folders.length}`;
    await rename(outdir, folder);
    folders.push(folder);
    if (!change.met) return undefined;
    // The folder is outside of the package, whose package.json says that its files are modules.
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    return folder;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One after the other, as a change is for one bundle.
    bundle(changed, contents) {
      const bundled = last.then(() => once(changed, contents));
      last = bundled.catch(() => {});
      return bundled;
    },
  };
}
