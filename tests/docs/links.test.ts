import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, proseOf, ROOT, read } from './markdown.ts';

/** Relative targets of links and images, Markdown's and HTML's. */
const targetsOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors of a page, as hosting platforms make them of headings, and those that are written out. */
function anchorsOf(text: string): string[] {
  const headings = [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}

/** Targets of a page that lead nowhere. */
function dead(page: string): string[] {
  return targetsOf(read(page)).filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(read(file)).includes(anchor);
  });
}

describe('links of the docs', () => {
  it('are found', () => expect(targetsOf(read('README.md')).length).toBeGreaterThan(5));
  it.each(PAGES)('of %s lead to files and headings that are there', (page) => expect(dead(page)).toEqual([]));
});
