import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { maskLines, maskSecrets } from '../../src/shaping/mask.ts';
import { benignLines } from './corpus/benign.ts';
import { createRandom } from './corpus/random.ts';
import { plantedSecrets, SPLITTERS } from './corpus/secrets.ts';

const COUNT = 10_000;

describe('R34 a corpus of benign training logs', () => {
  const corpus = benignLines(COUNT, 20_260_305);

  it('has 10,000 lines of every kind', () => {
    expect(corpus).toHaveLength(COUNT);
    expect(new Set(corpus.map((line) => line.raw)).size).toBeGreaterThan(COUNT * 0.7);
    const text = corpus.map((line) => line.raw).join('\n');
    for (const word of [
      '训练',
      '👩‍💻',
      '█',
      'token_type_ids',
      'secretary',
      'api_key: None',
      'sha512-',
      'auth',
      '\r',
      '\u001b',
    ])
      expect(text).toContain(word);
  });

  it('is shown without a single false redaction or lost character', () => {
    const wrong = corpus.filter(({ raw, shown }) => maskSecrets(cleanText(raw)) !== shown);
    expect(wrong.slice(0, 20).map(({ raw, shown }) => [shown, maskSecrets(cleanText(raw))])).toEqual([]);
  });

  it('is shown so as one text too', () => {
    const shown = maskLines(cleanText(corpus.map((line) => line.raw).join('\n')).split('\n'));
    expect(shown).toEqual(corpus.map((line) => line.shown));
  });
});

describe('R34 R35 planted secrets', () => {
  const planted = plantedSecrets(8, 4711);
  const leaks = (text: string, secrets: readonly string[]): string[] => {
    const shown = maskSecrets(cleanText(text));
    return secrets.some((secret) => shown.includes(secret)) ? [shown] : [];
  };

  it('are all masked', () => {
    expect(planted.length).toBeGreaterThan(3000);
    const left = planted.flatMap(({ kind, text, secrets }) => leaks(text, secrets).map((shown) => [kind, shown]));
    expect(left.slice(0, 20)).toEqual([]);
  });

  it('are all masked within a log, line by line', () => {
    const noise = benignLines(planted.length, 99);
    const parts = planted.map((item, at) => cleanText(`${noise[at]?.shown}\n${item.text}`).split('\n'));
    const text = planted.map((item, at) => `${noise[at]?.shown}\n${item.text}`).join('\n');
    const lines = cleanText(text).split('\n');
    expect(lines).toEqual(parts.flat());
    // Lines keep their places: a secret is looked for where it stood.
    const shown = maskLines(lines);
    let from = 0;
    const left = planted.filter(({ secrets }, at) => {
      const to = from + (parts[at]?.length ?? 0);
      const own = shown.slice(from, to).join('\n');
      from = to;
      return secrets.some((secret) => secret.length > 15 && own.includes(secret));
    });
    expect(left).toEqual([]);
  });

  it('are all masked when invisible characters split them', () => {
    const random = createRandom(42);
    const left = planted.flatMap(({ kind, text, secrets }) => {
      const characters = [...text];
      for (let times = 0; times < 4; times++)
        characters.splice(random.int(1, characters.length - 1), 0, random.pick(SPLITTERS));
      return leaks(characters.join(''), secrets).map((shown) => [kind, shown]);
    });
    expect(left.slice(0, 20)).toEqual([]);
  });

  it('masking is idempotent and keeps the place of every line', () => {
    const wrong = planted.filter(({ text }) => {
      const cleaned = cleanText(text);
      const lines = cleaned.split('\n');
      const once = maskSecrets(cleaned);
      return maskLines(lines).length !== lines.length || maskSecrets(once) !== once;
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('masks what is left of a private key that a window cuts off', () => {
    const key = plantedSecrets(1, 5).find((item) => item.kind === 'private key');
    const lines = key?.text.split('\n') ?? [];
    for (const part of [lines.slice(0, 10), lines.slice(-10)])
      expect(
        maskLines(part)
          .map((line) => line ?? '')
          .join('\n'),
      ).toMatch(/^\[private key \*\*\*\]\n+$/);
  });
});
