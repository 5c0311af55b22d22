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

  const VALUE = 'Xy7+tack/SecretValue=0123456789';
  const each = (form: (code: number) => string): string => [...VALUE].map((c) => form(c.charCodeAt(0))).join('');
  const hex = (code: number, width = 2): string => code.toString(16).padStart(width, '0');
  it.each([
    ['hex', Buffer.from(VALUE).toString('hex')],
    ['hex in capitals', Buffer.from(VALUE).toString('hex').toUpperCase()],
    ['an address', encodeURIComponent(VALUE)],
    ['an address with small digits', encodeURIComponent(VALUE).replace(/%../g, (one) => one.toLowerCase())],
    ['an address, encoded twice', encodeURIComponent(encodeURIComponent(VALUE))],
    ['JSON', VALUE.replaceAll('/', '\\/')],
    ['JSON in JSON', VALUE.replaceAll('/', '\\\\/')],
    ['JSON with code units', each((code) => `\\u${hex(code, 4)}`)],
    ['a program', each((code) => `\\x${hex(code).toUpperCase()}`)],
    ['HTML', each((code) => `&#${code};`)],
    ['HTML in hex', each((code) => `&#x${hex(code)};`)],
    ['HTML of some', VALUE.replace('+', '&#043;').replace('/', '&sol;').replace('=', '&#x3D;')],
  ])('are masked in %s', (_name, form) => {
    keepSecret([VALUE]);
    expect(maskOwn(`before ${form} behind`)).toBe('before *** behind');
  });

  it('are masked in base64 wherever they stand in what was encoded, so that no part of it can be read', () => {
    keepSecret([VALUE]);
    for (const alphabet of ['base64', 'base64url'] as const)
      for (const [before, behind] of ['', 'a', 'ab', 'LTAI5tAbCdEf:'].flatMap((a) =>
        ['', 'x', 'xy'].map((b) => [a, b]),
      )) {
        const masked = maskOwn(Buffer.from(`${before}${VALUE}${behind}`).toString(alphabet));
        expect(masked).toContain('***');
        // Whoever decodes the rest may have to shift it.
        const read = masked
          .split('***')
          .flatMap((part) => ['', 'A', 'AA', 'AAA'].map((shift) => Buffer.from(shift + part, alphabet).toString()));
        for (let at = 0; at + 3 <= VALUE.length; at++)
          for (const part of read) expect(part).not.toContain(VALUE.slice(at, at + 3));
      }
  });

  it('are not seen in other texts with escapes, and only the last ones are remembered', () => {
    for (const text of ['a && b', 'C:\\temp\\x', '100%25', '&#43;&amp;', VALUE.slice(1), VALUE.toLowerCase()])
      expect(maskOwn(text)).toBe(text);
    keepSecret(['an-old-secret-value']);
    keepSecret(Array.from({ length: 16 }, (_, at) => `refreshed-value-${at}-of-16`));
    expect(maskOwn('an-old-secret-value refreshed-value-15-of-16')).toBe('an-old-secret-value ***');
  });
});
