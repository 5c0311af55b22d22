import { writeFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { allBlocks, type Block, placeOf, ROOT, read } from './markdown.ts';

/** `UPDATE_SNAPSHOTS=1 npx vitest run tests/docs/excerpts.test.ts` cuts stale excerpts anew where their first and last lines are still there. */
const UPDATE = process.env.UPDATE_SNAPSHOTS === '1';

const excerpts = allBlocks().filter(({ language }) => language === 'ts');
const sourceOf = (marker: string | undefined): string | undefined => /^from: (\S+)$/.exec(marker ?? '')?.[1];

const has = (source: string, text: string): boolean => `\n${source}\n`.includes(`\n${text}\n`);

/**
 * The part of a source from the first line of an excerpt to its last one; the excerpt as it is where the source has it, or has
 * its first line more than once or never.
 */
function cutAnew(source: string, excerpt: string): string {
  const lines = source.split('\n');
  const [first = '', last = ''] = [excerpt.split('\n')[0], excerpt.split('\n').at(-1)];
  const from = lines.indexOf(first);
  const to = lines.indexOf(last, from);
  const isOne = from >= 0 && lines.indexOf(first, from + 1) < 0 && to >= from;
  return has(source, excerpt) || !isOne ? excerpt : lines.slice(from, to + 1).join('\n');
}

function rewrite({ file, text }: Block, cut: string): void {
  if (cut !== text)
    writeFileSync(
      `${ROOT}${file}`,
      read(file).replace(`\`\`\`ts\n${text}\n`, () => `\`\`\`ts\n${cut}\n`),
    );
}

describe('code in the docs', () => {
  it('is found', () => expect(excerpts.filter(({ marker }) => sourceOf(marker)).length).toBeGreaterThan(5));

  it.each(excerpts.map((block) => [placeOf(block), block] as const))('%s is real', async (_place, block) => {
    const source = sourceOf(block.marker);
    // An excerpt is part of a file that is type-checked; code of the page's own has to be code at least.
    if (source === undefined) {
      await transform(block.text, { loader: 'ts' });
      return;
    }
    const cut = UPDATE ? cutAnew(read(source), block.text) : block.text;
    rewrite(block, cut);
    expect(has(read(source), cut), `${source} does not have it`).toBe(true);
  });

  it('is cut anew between its first and its last line', () => {
    const source = 'a\nb {\n  new\n}\nc\n}';
    expect(cutAnew(source, 'b {\n  old\n  older\n}')).toBe('b {\n  new\n}');
    expect(cutAnew(source, 'b {\n  new\n}')).toBe('b {\n  new\n}');
    expect(cutAnew(source, 'gone {\n}')).toBe('gone {\n}');
    expect(cutAnew(`${source}\n${source}`, 'b {\n  old\n}')).toBe('b {\n  old\n}');
  });
});
