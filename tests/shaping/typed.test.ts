import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shaping/clean.ts';
import { maskSecrets } from '../../src/shaping/mask.ts';
import { inLog, TYPED, typedLookalikes, typedSecrets } from './corpus/typed.ts';

const shownOf = (text: string): string => maskSecrets(cleanText(text));

describe('R34 R46 secrets that scripts type and documents keep in maps', () => {
  it.each(Object.keys(TYPED))('%s', (kind) => {
    const left = typedSecrets(25, 17)
      .filter((planted) => planted.kind === kind)
      .flatMap(({ text, secrets }) =>
        [text, inLog(text)].flatMap((each) =>
          secrets.some((secret) => shownOf(each).includes(secret)) ? [`${each} -> ${shownOf(each)}`] : [],
        ),
      );
    expect(left.slice(0, 2)).toEqual([]);
  });

  it('leaves ordinary text alone', () => {
    const texts = typedLookalikes(15, 2026).flatMap((text) => [text, inLog(text)]);
    expect(new Set(texts).size).toBeGreaterThan(500);
    expect(texts.filter((text) => shownOf(text) !== text).map((text) => [text, shownOf(text)])).toEqual([]);
  });

  it('keeps what stands around', () => {
    expect(shownOf('expect "password:"; send "hunter2\\r"')).toBe('expect "password:"; send "***\\r"');
    expect(shownOf("get(u, cookies={'lang': 'en', 'session': 'hunter2'}, timeout=3)")).toBe(
      "get(u, cookies={'lang': 'en', 'session': '***'}, timeout=3)",
    );
    expect(shownOf('r:6379> AUTH bob hunter2')).toBe('r:6379> AUTH bob ***');
  });

  it('shows the public half of a DSN with two halves: only the second lets anybody read or write', () => {
    const dsn = 'https://a1b2c3d4e5f60718293a4b5c6d7e8f90:0f1e2d3c4b5a69788796a5b4c3d2e1f0@sentry.io/1';
    expect(shownOf(dsn)).toBe('https://a1b2c3d4e5f60718293a4b5c6d7e8f90:***@sentry.io/1');
  });

  it('is idempotent', () => {
    for (const { text } of typedSecrets(5, 4)) expect(shownOf(shownOf(text))).toBe(shownOf(text));
  });
});
