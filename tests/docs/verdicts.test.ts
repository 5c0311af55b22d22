import { expect, it } from 'vitest';
import { CATEGORIES } from '../../src/diagnosis/category.ts';
import { read } from './markdown.ts';

it('the table of verdicts in the guide has every category, in the order of the code, and no other', () => {
  const [, section = ''] =
    /^## A job fails or waits\n([\s\S]*?)\n## /m.exec(read('docs/guides/troubleshooting.md')) ?? [];
  expect([...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual([...CATEGORIES]);
});
