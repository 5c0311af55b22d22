import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { maskLines } from '../../src/shaping/mask.ts';
import { MOST_LINE, SLICE, shapeSlices, sliceEnds } from '../../src/shaping/slices.ts';
import { benignLines } from './corpus/benign.ts';
import { plantedSecrets } from './corpus/secrets.ts';

const shape = (lines: readonly string[]) => maskLines(cleanText(lines.join('\n')).split('\n'));

describe('R34 text is worked on in slices', () => {
  it.each([
    ['one line', ['x'.repeat(10_000_000)]],
    ['short lines', Array.from({ length: 200_000 }, (_, at) => `line ${at} ${'x'.repeat(40)}`)],
    ['long lines', Array.from({ length: 300 }, () => 'y'.repeat(35_000))],
    ['empty lines', Array.from({ length: 300_000 }, () => '')],
  ])('never more than a slice and what is around it of 10 MB: %s', async (_, lines) => {
    let most = 0;
    let turns = 0;
    let slices = 0;
    const shaped = await shapeSlices(
      lines,
      (window) => {
        slices++;
        most = Math.max(most, window.join('\n').length);
        return window;
      },
      async () => void turns++,
    );
    expect(shaped).toHaveLength(lines.length);
    expect(most).toBeLessThanOrEqual(SLICE + MOST_LINE + 2 * 120 * 161 + 2);
    // Others get their turn between any two slices.
    expect(turns).toBe(slices - 1);
  });

  it('has slices that follow each other and cover everything', () => {
    for (const sizes of [[], [1], [SLICE + 5, 1], [1, SLICE, SLICE, 1], Array.from({ length: 999 }, () => 1000)]) {
      const ends = sliceEnds(sizes);
      expect(ends.at(-1) ?? 0).toBe(sizes.length);
      expect([...ends].sort((a, b) => a - b)).toEqual(ends);
      expect(new Set(ends).size).toBe(ends.length);
    }
  });

  it('shows the same as at once', async () => {
    const lines = benignLines(4000, 7).flatMap(({ raw }) => raw.split('\n'));
    expect(await shapeSlices(lines, shape)).toEqual(shape(lines));
  });

  it('leaves nothing of a secret that lies across two slices', async () => {
    const key =
      plantedSecrets(1, 5)
        .find(({ kind }) => kind === 'private key')
        ?.text.split('\n') ?? [];
    for (const before of [0, 1, 5, 20, 26]) {
      const filler = Array.from({ length: Math.floor(SLICE / 101) - before }, () => 'z'.repeat(100));
      const shown = (await shapeSlices([...filler, ...key, ...filler], shape)).filter((line) => line !== undefined);
      for (const line of key.slice(1, -1)) expect(shown.join('\n')).not.toContain(line);
    }
  });
});
