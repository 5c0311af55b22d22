import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDocument, cleanLine, cleanText } from '../../src/shaping/clean.ts';
import { maskDocument } from '../../src/shaping/mask.ts';

const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u001b',
    '[',
    '3',
    '1',
    'm',
    ']',
    '\u0007',
    '\u202e',
    '\u200b',
    '\u200d',
    '👩',
    '💻',
    '\ud83d',
    '\udc69',
    '\u0000',
    '\u{e0041}',
    '\u009b',
  ),
});

describe('R34 cleanText', () => {
  it('removes ANSI sequences, and the text of an OSC', () => {
    expect(cleanText('\u001b[1;31mError\u001b[0m \u001b]0;title\u0007done')).toBe('Error done');
    expect(cleanText('\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\')).toBe('link');
    expect(cleanText('\u009b31mred')).toBe('red');
  });
  it('keeps a message that a progress bar was drawn over', () => {
    const bar = (done: number) => `  0%|          | ${done}/24128 [00:40<2:40:10,  2.50it/s]`;
    const over = `${bar(1)}\rOVERFLOW! Skipping step\r${bar(2)}`;
    expect(cleanText(over)).toBe(`OVERFLOW! Skipping step ${bar(2).trim()}`);
    expect(cleanText(cleanText(over))).toBe(cleanText(over));
    expect(cleanText(`${bar(1)}\r${bar(2)}`)).toBe(bar(2));
    expect(cleanText('loading\rsaving')).toBe('saving');
  });
  it('shows the last state of a progress bar, and plain lines of a CRLF file', () => {
    expect(cleanText(' 10%|#\r 50%|##\r100%|####\r\nnext')).toBe('100%|####\nnext');
    expect(cleanText('a\r\nb\r\r\nc')).toBe('a\nb\nc');
    const bar = '  3%|3         | 12/400 [00:40<2:40:10,  2.50it/s]';
    expect(cleanText(`12/400 [00:39]\rskipped step 7\r${bar}`)).toBe(`skipped step 7 ${bar.trim()}`);
    expect(cleanText('skipped step 7\rskipped step 8')).toBe('skipped step 8');
  });
  it('removes bidi, zero-width, tag characters and lone surrogates', () => {
    expect(cleanText('a\u202eb\u2066c\u200bd\ufeffe\ud800f\u{e0041}g')).toBe('abcdefg');
  });
  it('keeps emoji sequences, tabs, newlines and other scripts', () => {
    expect(cleanText('👩‍💻 ❤️ 你好\tnaïve\nfin')).toBe('👩‍💻 ❤️ 你好\tnaïve\nfin');
    expect(cleanText('a\u200db')).toBe('ab');
  });
  it('is idempotent and leaves nothing of what it removes', { tags: 'sweep' }, () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u200b\u{e0000}-\u{e007f}]/u);
      }),
    );
  });
});

describe('cleanLine', () => {
  it('is one line with a cap in characters', () => {
    expect(cleanLine(' a\n\tb ')).toBe('a b');
    expect(cleanLine('abcdef', 4)).toBe('abc…');
    expect(cleanLine('😀😀😀', 3)).toBe('😀😀😀');
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const line = cleanLine(text, max);
        expect([...line].length).toBeLessThanOrEqual(max);
        expect(line).not.toContain('\n');
      }),
    );
  });
});

it('a document is cleaned before it is masked, as JSON would escape what hides a secret', () => {
  const key = `sk\u0000-${'41pbNN0INjB4v0kR5LoG'}sRri2RRVunp`;
  const given = { 'na\u200bme': [key, { deep: key }], count: 3, none: null, on: true };
  expect(maskDocument(cleanDocument(given), [])).toEqual({
    name: ['sk-***', { deep: 'sk-***' }],
    count: 3,
    none: null,
    on: true,
  });
});

describe('R34 what looks like nothing, or different in each font', () => {
  it('is a space where a person sees one, a mark where fonts have signs of their own, and nothing where none has', () => {
    expect(cleanText('a\u2800b')).toBe('a b');
    expect(cleanText('main \ue0b0 git \u{f0001}')).toBe('main \ufffd git \ufffd');
    expect(cleanText('pass\ufffeword\ufdd0 \u{1ffff}x')).toBe('password x');
    expect(cleanText('⠋⠙ 50%')).toBe('⠋⠙ 50%');
  });
});
