import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { npm } from '../../scripts/package/npm.ts';
import { freshFolder, offline, pack, type Tarball, tryPackage } from './tarball.ts';

const { folder, remove } = freshFolder();
afterAll(remove);

/** All that a user needs, and nothing of how it is made. */
const HOLDS = picomatch([
  'package.json',
  'README*.md',
  'LICENSE',
  'dist/*.js',
  'dist/chunks/*.js',
  'dist/pictures/*.{woff2,br}',
  'dist/page.html',
  'dist/**/*.d.ts',
  'dist/THIRD-PARTY-NOTICES.txt',
]);

let tarball: Tarball;
beforeAll(() => {
  tarball = pack(folder, { scripts: false });
});

describe('the package', () => {
  it('holds what runs, its types, the README and the licences, and nothing else', () => {
    const paths = tarball.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/main.js', 'dist/THIRD-PARTY-NOTICES.txt']),
    );
    expect(paths.filter((path) => !HOLDS(path))).toEqual([]);
    expect(paths.filter((path) => path.startsWith('dist/chunks/'))).toHaveLength(
      readdirSync(join(root, 'dist/chunks')).length,
    );
    for (const path of ['src/main.ts', 'dist/main.js.map', 'tests/x.test.ts', '.env', 'dist/notes.txt'])
      expect(HOLDS(path), path).toBe(false);
  });

  it('is smaller than 2 MB, and what pictures are drawn with is smaller than 1.6 MB', () => {
    // Both kinds are compressed already, so that they take in the package what they take on disk.
    const pictures = tarball.files.filter(({ path }) => path.startsWith('dist/pictures/'));
    const drawing = pictures.reduce((sum, { size }) => sum + size, 0);
    expect(drawing).toBeGreaterThan(1_000_000);
    expect(drawing).toBeLessThan(1_600_000);
    expect(tarball.size - drawing).toBeGreaterThan(100_000);
    expect(tarball.size - drawing).toBeLessThan(2_000_000);
  });

  it('brings no package with it and runs nothing when it is installed', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string> | undefined>;
    expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
    expect(Object.keys(scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  it('is tried without a network: npm gets nothing else there', () => {
    const home = join(folder, 'nothing');
    mkdirSync(home);
    expect(() => npm(['install', '--prefix', home, 'zod'], home, offline(home))).toThrow('ENOTCACHED');
  });

  it('works from an empty folder, without a network', async () => {
    expect(await tryPackage(tarball.file, folder)).toBe(process.version);
    expect(readdirSync(join(folder, 'project/node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'pai-dlc-mcp',
    ]);
    expect(existsSync(join(folder, 'project/node_modules/pai-dlc-mcp/LICENSE'))).toBe(true);
  });
});
