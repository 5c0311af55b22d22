import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyedDigest } from '../../src/domain/keyed-digest.ts';

const digest = keyedDigest(new Uint8Array(32));

describe('a keyed digest', () => {
  it('does not depend on the order of members, nor on members that are undefined', () => {
    expect(digest({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(digest({ a: [{ c: 2, d: 1 }], b: 1, x: undefined }));
    expect(digest({ c: 1, a: 2, b: 3 })).toBe(digest({ b: 3, c: 1, a: 2 }));
  });

  it('depends on everything else', () => {
    const values = [
      {},
      [],
      null,
      '',
      'null',
      0,
      '0',
      [1, 2],
      [2, 1],
      [12],
      ['1,2'],
      { a: 1 },
      { a: '1' },
      { a: 1, b: 2 },
      { 'a":1,"b': 2 },
      { a: { b: 2 } },
      [{ a: 1, b: 2 }],
      [{ a: 1 }, { b: 2 }],
      { a: null },
    ];
    expect(new Set(values.map(digest)).size).toBe(values.length);
    expect(digest(undefined)).toBe(digest(null));
  });

  it('is another one under another key, and none of them is that of the value alone', () => {
    const value = { DB_PASSWORD: 'orange42' };
    const plain = createHash('sha256').update(JSON.stringify(value)).digest('base64url');
    expect(new Set([digest(value), keyedDigest(new Uint8Array(32).fill(1))(value), plain]).size).toBe(3);
  });
});
