import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, proseOf, read, TRANSLATIONS } from './markdown.ts';

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

/** Targets of links and images, as the English page has them, without those to a page of the other language and to headings. */
const links = (text: string, between: readonly string[]): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .map((target) => target.replace('.zh-CN.md', '.md').replace(/#.*$/, ''))
    .filter((target) => !between.includes(target) && target !== '')
    .sort();

/** A block of commands without what its comments say; that they are there stays. */
const uncommented = (text: string): string => text.replace(/(^|[ \t]+)#.*$/gm, '#');

describe.each(TRANSLATIONS)('%s and %s', (one, other) => {
  const [text, translated] = [read(one), read(other)];
  const [english, chinese] = [basename(one), basename(other)];

  it('have the same headings', () => expect(headings(translated)).toEqual(headings(text)));
  it('have the same blocks, word for word but for comments', () => {
    const bodies = (page: string) =>
      blocksOf('', page).map(({ language, info, text: body }) => ({ language, info, body: uncommented(body) }));
    expect(bodies(translated)).toEqual(bodies(text));
  });
  it('have tables of the same size', () => expect(tables(translated)).toEqual(tables(text)));
  it('name the same commands, options and tools', () => expect(names(translated)).toEqual(names(text)));
  it('lead to the same places', () => expect(links(translated, [english])).toEqual(links(text, [english])));
  it('point to each other', () => {
    expect(text).toContain(`](${chinese})`);
    expect(translated).toContain(`](${english})`);
  });
});
