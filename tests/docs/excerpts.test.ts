import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { allBlocks, placeOf, read } from './markdown.ts';

const excerpts = allBlocks().filter(({ language }) => language === 'ts');
const sourceOf = (marker: string | undefined): string | undefined => /^from: (\S+)$/.exec(marker ?? '')?.[1];

describe('code in the docs', () => {
  it('is found', () => expect(excerpts.filter(({ marker }) => sourceOf(marker)).length).toBeGreaterThan(5));

  it.each(excerpts.map((block) => [placeOf(block), block] as const))('%s is real', async (_place, { marker, text }) => {
    const source = sourceOf(marker);
    // An excerpt is part of a file that is type-checked; code of the page's own has to be code at least.
    if (source === undefined) await transform(text, { loader: 'ts' });
    else expect(`\n${read(source)}`.includes(`\n${text}\n`), `${source} does not have it`).toBe(true);
  });
});
