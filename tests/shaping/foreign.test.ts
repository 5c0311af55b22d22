import { describe, expect, it } from 'vitest';
import { Foreign } from '../../src/shaping/foreign.ts';
import { keepSecret, maskOwn } from '../../src/shaping/own-secrets.ts';

describe('R34 a foreign text', () => {
  const text = new Foreign('HF_TOKEN=hf_Abcdefghijklmnopqrstuvwxyz0123');

  it('gets into no string by itself', () => {
    expect(() => `${text}`).toThrow(TypeError);
    expect(() => String(text)).toThrow(TypeError);
    expect(() => JSON.stringify({ text })).toThrow(TypeError);
    expect(() => ['a', text].join()).toThrow(TypeError);
    expect(Object.keys(text)).toEqual([]);
  });

  it('is shown cleaned, cut and masked', () => {
    expect(text.line()).toBe('HF_TOKEN=***');
    expect(new Foreign('a\u202e\nb').line()).toBe('a b');
    expect(new Foreign('a\u202e\nb').text(100)).toBe('a\nb');
    expect(new Foreign('x'.repeat(10_000_000)).line(50)).toHaveLength(50);
    expect(new Foreign('\u200b').line()).toBeUndefined();
  });

  it('is plain only where an allow-list says so and no secret is in it', () => {
    expect(new Foreign('Forbidden.RAM').plain(/^[A-Za-z.]+$/)).toBe('Forbidden.RAM');
    expect(new Foreign('Forbidden RAM').plain(/^[A-Za-z.]+$/)).toBeUndefined();
    expect(new Foreign('LTAI5tAbCdEfGhIjKlMnOpQr').plain(/^\w+$/)).toBeUndefined();
  });
});

describe('R22 the secrets of this process', () => {
  it('are masked wherever they stand, in each form, and short ones are left alone', () => {
    keepSecret(['Own/Secret+Value=1', 'short']);
    for (const form of ['Own/Secret+Value=1', 'Own%2FSecret%2BValue%3D1', btoa('Own/Secret+Value=1')])
      expect(maskOwn(`bare ${form} in a log`)).toMatch(/^bare \*\*\*=* in a log$/);
    expect(maskOwn('a short walk')).toBe('a short walk');
  });
});
