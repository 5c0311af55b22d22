import { describe, expect, it } from 'vitest';
import { PAGES, read } from './markdown.ts';

const records = PAGES.filter((page) => /^docs\/decisions\/\d/.test(page));
const titleOf = (page: string): string => /^# \d+\. (.+)$/m.exec(read(page))?.[1] ?? '';

describe('records of decisions', () => {
  it('are all in the list, with their numbers and titles', () => {
    const rows = [...read('docs/decisions/README.md').matchAll(/^\| (\d+) \| \[(.+)\]\((.+)\) \|$/gm)];
    expect(rows.map(([, number, title, file]) => [Number(number), title, `docs/decisions/${file}`])).toEqual(
      records.map((page, at) => [at + 1, titleOf(page), page]),
    );
  });

  it.each(records)('%s has its four parts, on half a page', (page) => {
    const parts = [...read(page).matchAll(/^\*\*(.+?)\*\*/gm)].map(([, part]) => part?.replace('.', ''));
    expect(parts).toEqual(['Situation', 'Decision', 'What follows', 'Look again']);
    expect(read(page).split('\n').length).toBeLessThan(35);
  });
});
