import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { maskSecrets } from '../../src/shaping/mask.ts';
import { HANDED, handedSecrets, lookalikes } from './corpus/handed.ts';

describe('R46 secrets are masked by the grammar of the tools they are handed to', () => {
  it.each(Object.keys(HANDED))('%s', (kind) => {
    const left = handedSecrets(25, 46)
      .filter((planted) => planted.kind === kind)
      .flatMap(({ text, secrets }) => {
        const shown = maskSecrets(cleanText(text));
        return secrets.some((secret) => shown.includes(secret)) ? [`${text} -> ${shown}`] : [];
      });
    expect(left).toEqual([]);
  });

  it('keeps the rest of the command', () => {
    expect(maskSecrets('mysql -h db -uroot -ptr0ub4dor train_db < a.sql')).toBe(
      'mysql -h db -uroot -p*** train_db < a.sql',
    );
    expect(maskSecrets('docker login -u bob -p hunter2 r.example.com && docker run -p 80:80 x')).toBe(
      'docker login -u bob -p *** r.example.com && docker run -p 80:80 x',
    );
    expect(maskSecrets(`oss2.Auth('abc', 'aB3dE5gH7jK9mN1pQ3sT5v')`)).toBe(`oss2.Auth('abc', '***')`);
  });

  it('leaves ordinary text alone', () => {
    const texts = lookalikes(10, 2026);
    expect(new Set(texts).size).toBeGreaterThan(300);
    expect(texts.filter((text) => maskSecrets(text) !== text).map((text) => [text, maskSecrets(text)])).toEqual([]);
  });

  it('is idempotent', () => {
    for (const { text } of handedSecrets(5, 4)) {
      const once = maskSecrets(text);
      expect(maskSecrets(once)).toBe(once);
    }
  });
});
