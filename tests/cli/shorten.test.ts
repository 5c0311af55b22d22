import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief, isFenced, layout, withBars } from '../../src/cli/demo/shorten.ts';
import { cut, elide } from '../../src/cli/terminal/text.ts';
import { fence } from '../../src/shaping/fence.ts';
import { table } from '../../src/shaping/table.ts';

describe('the demo shortens', () => {
  it('texts to what is asked for, and leaves short ones alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 8, max: 60 }), (text, most) => {
        for (const short of [elide, cut]) {
          expect(short(text, most).length).toBeLessThanOrEqual(most);
          if (text.length <= most) expect(short(text, most)).toBe(text);
        }
      }),
    );
  });

  it('arguments to what a reader needs', () => {
    const image = `registry.example.com/${'x'.repeat(60)}/pytorch:2.1`;
    expect(brief([{ type: 'Worker', pod_count: 2, image }])).toMatch(
      /^\[\{type: Worker, pod_count: 2, image: registry\.e.*\.\.\..*pytorch:2\.1\}\]$/,
    );
  });

  it('tables by their cells and columns, so that every row stays one line', () => {
    const wide = table(
      ['id', 'name', 'uri'],
      [
        ['a', 'n'.repeat(50), `oss://${'b'.repeat(80)}`],
        ['b', 'short', 'oss://c'],
      ],
    );
    const shown = layout(`2 of 2 things\n${wide}\nNext: nothing.`, 50);
    expect(shown.map(({ prose }) => prose)).toEqual([true, false, false, false, true]);
    expect(shown[1]?.line).toMatch(/^id {2}name +\.\.\.$/);
  });

  it('fences as src/shaping writes them to bars, and keeps every line of theirs', () => {
    const text = `head\n${fence('log of p', ['one', '  two', ''])}\nNext: go.`;
    expect(isFenced(text)).toBe(true);
    expect(withBars(text)).toBe('head\n| one\n|   two\n| \nNext: go.');
    expect(isFenced('head')).toBe(false);
  });
});
