import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { Foreign } from '../../src/shaping/foreign.ts';
import { maskSecrets } from '../../src/shaping/mask.ts';
import { keepSecret } from '../../src/shaping/own-secrets.ts';
import { BESIDE, besideLookalikes, besideSecrets } from './corpus/beside.ts';

describe('R34 R46 secrets beside their names, and those that nothing announces', () => {
  it.each(Object.keys(BESIDE))('%s', (kind) => {
    const left = besideSecrets(25, 11)
      .filter((planted) => planted.kind === kind)
      .flatMap(({ text, secrets }) => {
        const shown = maskSecrets(cleanText(text));
        return secrets.some((secret) => shown.includes(secret)) ? [`${text} -> ${shown}`] : [];
      });
    expect(left).toEqual([]);
  });

  it('leaves ordinary text alone', () => {
    const texts = besideLookalikes(20, 2026);
    expect(texts.filter((text) => maskSecrets(text) !== text).map((text) => [text, maskSecrets(text)])).toEqual([]);
  });

  it('is idempotent', () => {
    for (const { text } of besideSecrets(5, 4)) {
      const once = maskSecrets(text);
      expect(maskSecrets(once)).toBe(once);
    }
  });

  it('hands over a token, and never one that is a secret of this server', () => {
    keepSecret(['own-secret-of-the-server-17']);
    const form = /^[\w-]+$/;
    expect(new Foreign('a-token-of-a-job-17').handedOver(form)).toBe('a-token-of-a-job-17');
    expect(new Foreign('own-secret-of-the-server-17').handedOver(form)).toBeUndefined();
  });
});
