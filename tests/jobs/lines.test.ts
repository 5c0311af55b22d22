import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastLines } from '../../src/jobs/lines.ts';
import { textLines } from '../../src/jobs/wire.ts';

describe('R38 the last lines of a log', () => {
  it('are the end of all lines, whatever the texts are', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r', ' ') }),
      fc.constantFrom(1, null, undefined, {}),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(text), text), fc.integer({ min: 1, max: 12 }), (value, most) => {
        const all = textLines(value);
        expect(lastLines(value, most)).toEqual({ lines: all.slice(-most), more: all.length > most });
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('are found without looking at what is before them', () => {
    const untouched = new Proxy(['a', 'b\nc'], {
      get: (texts, key) => {
        if (key === '0') throw new Error('looked at the first text');
        return Reflect.get(texts, key);
      },
    });
    expect(lastLines(untouched, 1)).toEqual({ lines: ['c'], more: true });
  });
});
