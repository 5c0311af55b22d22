import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { changeFiles, type Kind, parseChange, readChanges, SECTIONS } from '../../scripts/release/change.ts';
import { nextVersion, releaseNotes, withRelease } from '../../scripts/release/changelog.ts';
import { dueRelease, writeRelease } from '../../scripts/release/release.ts';

const changeFile = (kind: string, section: string, text: string): string =>
  `---\nkind: ${kind}\nsection: ${section}\n---\n${text}\n`;
const GOOD = changeFile('feature', 'Tools', 'One more tool.');
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');

describe('the change files of this repository', () => {
  it('are valid, and the changelog takes them in', () => {
    expect(() => releaseNotes(changelog, readChanges(root))).not.toThrow();
  });

  it('are told about with an example that is one', () => {
    const [, example = ''] = /```md\n([\s\S]*?)```/.exec(readFileSync(join(root, 'changes/README.md'), 'utf8')) ?? [];
    expect(parseChange('README.md', example).kind).toBe('feature');
  });
});

describe('a change file', () => {
  it('has kind, section and one paragraph', () => {
    expect(parseChange('a.md', changeFile('fix', 'Policy', 'A stop\nis read back.'))).toEqual({
      kind: 'fix',
      section: 'Policy',
      text: 'A stop\nis read back.',
    });
    expect(parseChange('a.md', GOOD.replaceAll('\n', '\r\n')).text).toBe('One more tool.');
  });

  it.each([
    ['no head', 'One more tool.', 'has to begin with'],
    ['an unknown kind', GOOD.replace('feature', 'major'), 'kind: '],
    ['an unknown section', GOOD.replace('Tools', 'Things'), 'section: '],
    ['a key besides', GOOD.replace('kind', 'who: me\nkind'), 'who'],
    ['no kind', GOOD.replace('kind: feature\n', ''), 'kind: '],
    ['no text', GOOD.replace('One more tool.', ' '), 'says nothing'],
    ['two paragraphs', `${GOOD}\nAnd another.`, 'one paragraph'],
    ['a list', GOOD.replace('One', '- One'), 'one paragraph'],
    ['a heading', GOOD.replace('One', '## One'), 'one paragraph'],
  ])('with %s is refused by its name', (_what, source, said) => {
    expect(() => parseChange('changes/a.md', source)).toThrow(`changes/a.md: `);
    expect(() => parseChange('changes/a.md', source)).toThrow(said);
  });
});

describe('the next version', () => {
  it.each<[string, Kind[], string]>([
    ['0.1.0', ['fix'], '0.1.1'],
    ['0.1.3', ['fix', 'feature'], '0.2.0'],
    ['0.1.3', ['breaking'], '0.2.0'],
    ['1.2.3', ['fix'], '1.2.4'],
    ['1.2.3', ['feature', 'fix'], '1.3.0'],
    ['1.2.3', ['fix', 'breaking'], '2.0.0'],
  ])('after %s with %j is %s', (version, kinds, next) => expect(nextVersion(version, kinds)).toBe(next));
});

describe('the changelog', () => {
  const changes = [parseChange('b.md', changeFile('breaking', 'Tools', 'Gone: `old`.\nUse `new`.'))];

  it('keeps every line that stands under Unreleased, and its sections in their order', () => {
    const written = withRelease(changelog, changes, '9.9.9', '2030-01-02');
    const lines = changelog.split('\n').filter((line) => line !== '' && line !== '## Unreleased');
    expect(written.split('\n').filter((line) => lines.includes(line))).toEqual(lines);
    expect(written).toContain('\n## 9.9.9 - 2030-01-02\n');
    expect(written).toContain('\n- **Breaking.** Gone: `old`.\n  Use `new`.\n');
    const titles = [...releaseNotes(changelog, changes).matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(SECTIONS.filter((title) => titles.includes(title)));
  });

  it('puts a release above the ones before it, which stay as they are', () => {
    const first = withRelease(
      '# Changelog\n\nWords.\n\n## Unreleased\n\n### Tools\n\n- A.\n',
      [],
      '0.1.0',
      '2030-01-01',
    );
    expect(first).toBe('# Changelog\n\nWords.\n\n## 0.1.0 - 2030-01-01\n\n### Tools\n\n- A.\n');
    const second = withRelease(first, changes, '0.2.0', '2030-01-02');
    expect(second.endsWith(first.slice(first.indexOf('## 0.1.0')))).toBe(true);
    expect(second).toContain('Words.\n\n## 0.2.0 - 2030-01-02\n\n### Tools\n\n- **Breaking.**');
  });

  it('refuses a section under Unreleased that has no place', () => {
    expect(() => releaseNotes('# C\n\n## Unreleased\n\n### Things\n\n- A.\n', [])).toThrow('"Things" is none of');
  });
});

describe('a release', () => {
  let at: string;
  beforeEach(() => {
    at = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-release-'));
    mkdirSync(join(at, 'changes'));
    const own = { name: 'released', version: '0.1.0' };
    writeFileSync(join(at, 'package.json'), JSON.stringify(own));
    writeFileSync(join(at, 'package-lock.json'), JSON.stringify({ ...own, lockfileVersion: 3, packages: { '': own } }));
    writeFileSync(join(at, 'changes', 'README.md'), 'How to write one.');
    writeFileSync(join(at, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n### Tools\n\n- A.\n');
  });
  afterEach(() => rmSync(at, { recursive: true, force: true }));

  const versions = () => {
    const lock = JSON.parse(readFileSync(join(at, 'package-lock.json'), 'utf8'));
    const { version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    return [version, lock.version, lock.packages[''].version];
  };

  it('is written everywhere: the first with the version that is there, the next by what changed', () => {
    expect(writeRelease(at, '2030-01-01')).toEqual({ version: '0.1.0', notes: '### Tools\n\n- A.' });
    expect(versions()).toEqual(['0.1.0', '0.1.0', '0.1.0']);
    expect(() => dueRelease(at)).toThrow('nothing to release');

    writeFileSync(join(at, 'changes', 'more.md'), GOOD);
    expect(writeRelease(at, '2030-01-02').version).toBe('0.2.0');
    expect(versions()).toEqual(['0.2.0', '0.2.0', '0.2.0']);
    expect(changeFiles(at)).toEqual([]);
    expect(readFileSync(join(at, 'CHANGELOG.md'), 'utf8')).toBe(
      '# Changelog\n\n## 0.2.0 - 2030-01-02\n\n### Tools\n\n- One more tool.\n\n## 0.1.0 - 2030-01-01\n\n### Tools\n\n- A.\n',
    );
  });

  it('leaves everything as it was where a change file is wrong', () => {
    writeFileSync(join(at, 'changes', 'more.md'), 'no head');
    expect(() => writeRelease(at, '2030-01-01')).toThrow('changes/more.md');
    expect(readFileSync(join(at, 'CHANGELOG.md'), 'utf8')).toContain('## Unreleased');
    expect(versions()).toEqual(['0.1.0', '0.1.0', '0.1.0']);
  });
});
