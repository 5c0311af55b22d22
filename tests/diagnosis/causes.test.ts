import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../src/diagnosis/category.ts';
import { CAUSES } from '../../src/diagnosis/causes/all.ts';
import { type Cause, firstMatch, MAX_LINE } from '../../src/diagnosis/causes/cause.ts';
import { LAST_RESORTS } from '../../src/diagnosis/causes/last-resorts.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { CAUSE_TEXTS } from './causes/all.ts';
import type { CauseText } from './causes/texts.ts';

const ALL: readonly Cause[] = [...CAUSES, ...Object.values(LAST_RESORTS)];
const patterns = ({ match, also, unless, where, thing }: Cause): RegExp[] =>
  [match, also, unless, where, thing].filter((pattern) => pattern !== undefined);

/** Character classes and escapes taken out, so that what is left are literals, groups and quantifiers. */
const skeleton = (source: string): string => source.replace(/\\./g, 'e').replace(/\[(?:[^\]\\]|\\.)*\]/g, 'c');

/** Forms whose time may grow faster than the line: unbounded gaps, repeated groups. */
const RISKY = [/\.[*+]/, /\.\{\d+,\}/, /\)[*+]/, /\)\{\d*,?\d*\}/];
const risky = (pattern: RegExp): boolean => RISKY.some((form) => form.test(skeleton(pattern.source)));

describe('the causes as data', () => {
  it('have an id of their own', () => {
    const ids = ALL.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('have patterns of bounded time', () => {
    const bad = ALL.flatMap((rule) =>
      patterns(rule)
        .filter(risky)
        .map(({ source }) => `${rule.id}: ${source}`),
    );
    expect(bad).toEqual([]);
    expect([/a.*b/, /(ab)+/, /(a|b){1,9}/, /a.{3,}b/].map(risky)).toEqual([true, true, true, true]);
    expect([/a.{0,9}b/, /(a|b)?c+/, /\.\*[)*]/].map(risky)).toEqual([false, false, false]);
  });
  it('have no state between matches', () => {
    expect(CAUSES.flatMap(patterns).filter(({ flags }) => /[gy]/.test(flags))).toEqual([]);
  });
  it('say what they mean in a sentence of ours', () => {
    for (const { says } of ALL) expect(says).toMatch(/^[\w(].{10,140}[^.]$/);
  });
  it('cover every cause', () => {
    const covered = new Set(CAUSES.map(({ category }) => category));
    expect(CATEGORIES.filter((category) => !covered.has(category))).toEqual(['healthy']);
  });

  const recognised = ({ in: kinds }: Cause, given: CauseText): (string | undefined)[] => {
    const [text, frames] = typeof given === 'string' ? [given, ''] : given;
    return kinds.map((kind) => firstMatch(CAUSES, kind, text, frames)?.id);
  };
  it('each have two real wordings, and a look-alike, as test data', () => {
    const bare = CAUSES.filter(({ id }) => {
      const texts = CAUSE_TEXTS[id];
      return new Set(texts?.says).size < 2 || (texts?.not ?? []).length === 0;
    });
    expect(bare.map(({ id }) => id)).toEqual([]);
    expect(Object.keys(CAUSE_TEXTS).filter((id) => !CAUSES.some((cause) => cause.id === id))).toEqual([]);
  });
  it.each(CAUSES.map((cause) => [cause.id, cause] as const))('%s is recognised by its wordings only', (id, cause) => {
    const { says = [], not = [] } = CAUSE_TEXTS[id] ?? {};
    for (const text of says) expect(recognised(cause, text), String(text)).toContain(id);
    for (const text of not) expect(recognised(cause, text), String(text)).not.toContain(id);
  });

  it('read no more than the beginning of an endless line', () => {
    const line = `${'x '.repeat(MAX_LINE)} CUDA out of memory`;
    expect(readLog([line], { pod: 'p', ended: true, timeOf: () => undefined }).findings).toEqual([]);
  });
});
