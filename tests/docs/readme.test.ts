import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOSTS } from '../../src/cli/init/hosts.ts';
import { settings } from '../../src/config/settings.ts';
import { SCENARIOS } from '../../src/simulator/jobs/scenario.ts';
import { allTools } from '../../src/tools/all.ts';
import { PAGES, proseOf, ROOT, read, TRANSLATIONS } from './markdown.ts';

const readme = read('README.md');
const program = read('src/cli/program.ts');

/** The text of a section, from its heading to the next one of the same level. */
const section = (title: string): string => readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Pages for users, which speak of this program's options alone. */
const FOR_USERS = PAGES.filter((file) => /^README|^docs\/guides\//.test(file));
const named = (pattern: RegExp, text: string): string[] =>
  sorted([...text.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined) ?? ''));

describe('names in the docs', () => {
  it.each(FOR_USERS)('%s names only options that exist', (file) => {
    const ofCommands = named(/\.option\(\s*'--([a-z-]+)/g, program);
    const exist = new Set<string>([...settings.map((setting) => setting.flag), ...ofCommands, 'help', 'version']);
    // Blocks are run: what they name exists.
    const options = named(/`(?:[^`\n]* )?--([a-z][a-z-]*)/g, proseOf(read(file)));
    expect(options.filter((flag) => !exist.has(flag))).toEqual([]);
  });

  it.each(PAGES)('%s names only npm scripts that exist', (file) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const used = named(/npm run ([a-z:]+)/g, read(file));
    expect(used.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(PAGES)('%s names only files that exist', (file) => {
    const paths = named(
      /(?<![\w/.-])((?:src|tests|scripts|bench|evals)\/[\w./-]*[\w/])(?![\w/]*[<*{])/g,
      proseOf(read(file)),
    );
    for (const path of paths) expect(existsSync(`${ROOT}${path}`), path).toBe(true);
  });

  it('of scenarios are all told somewhere', () => {
    const told = PAGES.map(read).join('\n');
    expect(SCENARIOS.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });

  it('of rules are rules of the policy', () => {
    const rules = read('docs/reference/rules.md');
    for (const file of PAGES.filter((name) => !name.startsWith('docs/reference/')))
      for (const id of named(/\b(R\d{1,2})\b/g, read(file))) expect(rules, `${file}: ${id}`).toContain(`</a>${id} |`);
  });
});

describe('README', () => {
  it('names every tool of the catalogue in its table, and nothing else', () => {
    const table = section('Tools')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    expect(named(/`([a-z]+(?:_[a-z]+)+)`/g, table)).toEqual(sorted(allTools.map((tool) => tool.name)));
  });

  it('names every host of init, and nothing else', () => {
    const [, list = ''] = /configuration of a host: ([^.]+)\./.exec(readme) ?? [];
    expect(named(/`([a-z-]+)`/g, list)).toEqual(sorted(Object.keys(HOSTS)));
  });

  it('leads to every guide and every page of the reference', () => {
    const translated = new Map(TRANSLATIONS);
    const pages = PAGES.filter((file) => /^docs\/(guides|reference)\//.test(file) && !file.endsWith('.zh-CN.md'));
    expect(pages.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
    const chinese = read('README.zh-CN.md');
    expect(pages.filter((file) => !chinese.includes(`](${translated.get(file) ?? file})`))).toEqual([]);
  });

  it('names the Node version that package.json asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    expect(engines.node).toBe('>=20.19.0');
    expect(readme).toContain('Node.js 20.19 or later');
  });

  it('fits on a few screens', () => expect(readme.split('\n').length).toBeLessThan(150));
});
