import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { maskLines, maskSecrets } from '../../src/shaping/mask.ts';
import { benignLines } from './corpus/benign.ts';

const COUNT = 10_000;

describe('R34 a corpus of benign training logs', () => {
  const corpus = benignLines(COUNT, 20_260_305);

  it('has 10,000 lines of every kind', () => {
    expect(corpus).toHaveLength(COUNT);
    expect(new Set(corpus.map((line) => line.raw)).size).toBeGreaterThan(COUNT * 0.7);
    const text = corpus.map((line) => line.raw).join('\n');
    for (const word of ['训练', '👩‍💻', '█', 'token_type_ids', 'secretary', 'api_key: None', 'sha512-', 'auth', '\r', '\u001b'])
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
