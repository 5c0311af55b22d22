import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BuildContext, context, type Plugin } from 'esbuild';
import { bundleOptions, root } from '../../scripts/bundle.mjs';
import { isAlive } from '../alive.ts';
import { type Breakage, broken } from './breakage.ts';

/** Plugins that make starts quick. */
const FOR_A_START = ['precompute', 'one-start'];
/** Packages that few calls and commands need, and that are half of what would be bundled: those find them where they are installed. */
const RARE = ['@clack/prompts', '@modelcontextprotocol/client', 'diff', 'echarts', 're2js', 'smol-toml', 'yaml'];

const CACHE = join(root, 'node_modules', '.cache', 'broken-builds');
/** The builds of this process. */
const OWN = join(CACHE, String(process.pid));

const builds = new Map<string, Promise<string>>();
let last: Promise<unknown> = Promise.resolve();
let bundler: Promise<BuildContext> | undefined;
let count = 0;
let change: { changed: string; contents: string; met: boolean } | undefined;

/**
 * Bundles the product as `scripts/build.mjs` does, with one text of one source replaced, so that a check can be seen to
 * fail. It is built once per process of the tests. What the build computes for a quick start is left out, as is what makes files
 * small: neither has a part in what is checked. A server that needs no process of its own is loaded in a tenth of the time:
 * `brokenServer`.
 *
 * @returns path of the entry, to be run by node (or given to `connect` as `main`)
 */
export function brokenBuild(breakage: Breakage): Promise<string> {
  const key = JSON.stringify(breakage);
  const built = builds.get(key) ?? build(breakage);
  builds.set(key, built);
  return built;
}

async function build(breakage: Breakage): Promise<string> {
  const changed = resolve(root, breakage.file);
  const contents = broken(await readFile(changed, 'utf8'), breakage);
  // One after the other, as a change is for one bundle.
  const bundled = last.then(() => bundle(changed, contents));
  last = bundled.catch(() => {});
  const folder = await bundled;
  if (folder === undefined) throw new Error(`${breakage.file} is no part of the bundle`);
  return join(folder, 'main.js');
}

const breaks: Plugin = {
  name: 'broken',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path !== change?.changed) return undefined;
      change.met = true;
      return { contents: change.contents, loader: 'ts' };
    }),
};

/** Removes what processes have built that have ended: those of the tests are ended from outside, and can remove nothing themselves. */
async function sweep(): Promise<void> {
  for (const pid of await readdir(CACHE).catch(() => []))
    if (pid === String(process.pid) || !isAlive(Number(pid)))
      await rm(join(CACHE, pid), { recursive: true, force: true });
}

/** One that bundles again and again. What was parsed for one bundle is known to the next, which halves the work. */
async function openBundler(): Promise<BuildContext> {
  await sweep();
  const { plugins = [], ...options } = bundleOptions(join(OWN, 'new'));
  const others = plugins.filter(({ name }) => !FOR_A_START.includes(name));
  return context({ ...options, plugins: [...others, breaks], external: RARE, minify: false });
}

/** Returns the folder of the bundle that has these contents in place of the file; none where the file is no part of it. */
async function bundle(changed: string, contents: string): Promise<string | undefined> {
  bundler ??= openBundler();
  change = { changed, contents, met: false };
  await (await bundler).rebuild();
  const folder = join(OWN, String(++count));
  await rename(join(OWN, 'new'), folder);
  return change.met ? folder : undefined;
}
