import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const tracked = (...paths: string[]): string[] =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...paths], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.(?:ts|mjs|md|json)$/.test(path) && !path.startsWith('contract/'));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const headings = [...read('docs/api-notes.md').matchAll(/^## (.+)$/gm)].map(([, name]) => (name ?? '').toLowerCase());

describe('notes on the API', () => {
  it('have the section that a comment names', () => {
    const named = tracked('src', 'tests', 'scripts', 'evals').flatMap((path) =>
      [...read(path).matchAll(/api-notes: ([A-Za-z -]+?)[,:)]/g)].map(([, name]) => ({ path, name: name ?? '' })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ name }) => !headings.includes(name.toLowerCase()))).toEqual([]);
  });

  it('say of every statement tag what it means', () => {
    const text = read('docs/api-notes.md');
    const tags = ['client', 'metadata', 'docs', 'skill', 'seen', 'inferred'];
    for (const tag of tags) expect(text).toContain(`| ${tag} |`);
    const used = [...text.matchAll(/\((client|metadata|docs|skill|seen|inferred)[),:]/g)];
    expect(used.length).toBeGreaterThan(40);
  });
});

describe('the repository', () => {
  it('refers to no document that its reader cannot open', () => {
    const outside =
      /\(facts[, ]|\bfacts, section|diagnosis facts|design, section|\.\.\/shared\/(?:facts|cases|hosts|design)/;
    expect(tracked().filter((path) => path !== 'tests/docs/api-notes.test.ts' && outside.test(read(path)))).toEqual([]);
  });
});
