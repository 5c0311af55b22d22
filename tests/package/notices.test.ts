import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { bundledModules, readModule } from '../../scripts/package/modules.mjs';
import { ALLOWED, notices } from '../../scripts/package/notices.mjs';
import { madeOf } from './made-of.ts';

const shipped = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-notices-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A package as npm installs it. */
function installed(files: Record<string, string>): string {
  const folder = mkdtempSync(join(scratch, 'module-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const described = (license: string): string =>
  JSON.stringify({ name: 'm', version: '1.0.0', license, author: 'Ada <a@b>' });

describe('the notices that are shipped', () => {
  let metafile: Metafile;
  beforeAll(() => {
    metafile = madeOf();
  });

  it('name every package with a file in the bundle', () => {
    const owners = new Set(
      Object.values(metafile.outputs)
        .flatMap(({ inputs }) => Object.entries(inputs))
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => file.split('node_modules/').slice(1).pop())
        .flatMap((rest) => (rest ? [/^(@[^/]+\/[^/]+|[^/]+)/.exec(rest)?.[0] ?? rest] : [])),
    );
    expect(owners.size).toBeGreaterThan(50);
    const named = new Set([...shipped.matchAll(/^={80}\n(\S+) \d\S*\nLicence: /gm)].map(([, name]) => name));
    expect([...owners].filter((name) => !named.has(name))).toEqual([]);
  });

  it('give what is inside of the files of another package', () => {
    expect(shipped).toMatch(/^content-type 1\.\S+\nLicence: MIT$/m);
    expect(shipped).toContain('Copyright (c) 2015 Douglas Christopher Wilson');
  });

  it('are those of this build, each with a licence text', () => {
    const modules = bundledModules(metafile);
    expect(shipped).toBe(notices(modules));
    const sections = shipped.split(/^={80}\n\S+ \S+\nLicence: .*\n={80}$/m).slice(1);
    expect(sections).toHaveLength(modules.length);
    expect(sections.filter((text) => text.length < 500)).toEqual([]);
  });

  it('are under licences that are allowed, each of them', () => {
    const licences = [...shipped.matchAll(/^Licence: (.+)$/gm)].flatMap(([, list = '']) => list.split(', '));
    expect(licences.filter((licence) => !ALLOWED.includes(licence))).toEqual([]);
  });
});

describe('a module', () => {
  it('shows its own licence and notice', () => {
    const folder = installed({
      'package.json': described('Apache-2.0'),
      LICENSE: 'the licence '.repeat(50),
      NOTICE: 'the notice',
    });
    const text = notices([readModule(folder)]);
    expect(text).toContain('m 1.0.0\nLicence: Apache-2.0');
    expect(text).toContain('the licence the licence');
    expect(text).toContain('the notice');
    expect(text).not.toContain('ships no licence text');
  });

  it('without a text gets the standard one of every licence that it names', () => {
    const folder = installed({
      'package.json': described('ISC'),
      'README.md': '# m\n\n## License\n\nThe MIT license\n\n## More\n\nApache',
    });
    const module = readModule(folder);
    expect(module.licences).toEqual(['ISC', 'MIT']);
    expect(module.text).toBe('The MIT license');
    const text = notices([module]);
    expect(text).toContain('m ships no licence text.');
    expect(text).toContain('ISC, Copyright (c) Ada <a@b>\n\nPermission to use');
    expect(text).toContain('MIT, Copyright (c) Ada <a@b>\n\nPermission is hereby granted');
  });

  it.each(['GPL-3.0-only', 'SEE LICENSE IN EULA', '(MIT OR GPL-2.0)'])(
    'under %s fails the build and is named',
    (license) => {
      const module = readModule(installed({ 'package.json': described(license), LICENSE: 'x' }));
      expect(() => notices([module])).toThrow(`m 1.0.0 (${license})`);
    },
  );

  it('that says nothing of a licence fails the build', () => {
    const folder = installed({ 'package.json': '{"name":"m","version":"1.0.0"}' });
    expect(() => notices([readModule(folder)])).toThrow('m 1.0.0 (none)');
  });
});
