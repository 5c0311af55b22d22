import { describe, expect, it } from 'vitest';
import { blocksOf, proseOf, read } from './markdown.ts';

const PAIRS = [['README.md', 'README.zh-CN.md']] as const;

/** Levels of the headings, in order. */
const headings = (text: string): number[] =>
  [...proseOf(text).matchAll(/^(#+) \S/gm)].map(([, marks = '']) => marks.length);

/** Rows and columns of each table, in order. */
const tables = (text: string): string[] =>
  [...proseOf(text).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => {
    const rows = table.trim().split('\n');
    return `${rows.length} x ${rows.map((row) => row.replaceAll('\\|', '').split('|').length - 2).join(',')}`;
  });

/** Names in backquotes: commands, options, tools, settings. A translation has the same ones. */
const names = (text: string): string[] =>
  [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name).sort();

/** Targets of links and images without those between the languages. */
const links = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^README.*\.md$/.test(target))
    .sort();

/** A block of commands without what its comments say; that they are there stays. */
const uncommented = (text: string): string => text.replace(/(^|[ \t]+)#.*$/gm, '#');

describe.each(PAIRS)('%s and %s', (one, other) => {
  const [text, translated] = [read(one), read(other)];

  it('have the same headings', () => expect(headings(translated)).toEqual(headings(text)));
  it('have the same blocks, word for word but for comments', () => {
    const bodies = (page: string) =>
      blocksOf('', page).map(({ language, info, text: body }) => ({ language, info, body: uncommented(body) }));
    expect(bodies(translated)).toEqual(bodies(text));
  });
  it('have tables of the same size', () => expect(tables(translated)).toEqual(tables(text)));
  it('name the same commands, options and tools', () => expect(names(translated)).toEqual(names(text)));
  it('lead to the same places', () => expect(links(translated)).toEqual(links(text)));
  it('point to each other', () => {
    expect(text).toContain(`](${other})`);
    expect(translated).toContain(`](${one})`);
  });
});
