import { describe, expect, it } from 'vitest';
import { PAGES, read } from './markdown.ts';

/** What stands between a marker that begins a part made by a program and the one that ends it, by the name of the part. */
const partsOf = (text: string): (readonly [string, string])[] =>
  [...text.matchAll(/<!-- (?:generated: (\S+)|(\w+): begin) -->([\s\S]*?)<!-- (?:end|\w+: end) -->/g)].map(
    ([, generated, measured, body = '']) => [generated ?? measured ?? '', body.trim()] as const,
  );

const parts = PAGES.flatMap((file) => partsOf(read(file)).map(([name, body]) => [file, name, body] as const));

describe('parts of the docs that a program writes', () => {
  it('are found, measured ones among them', () => {
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.map(([, name]) => name)).toContain('measured');
  });

  it.each(parts)('in %s, "%s" is there', (_file, _name, body) => {
    expect(body).not.toBe('');
  });
});
