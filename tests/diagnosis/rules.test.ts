import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../src/diagnosis/category.ts';
import { readCloudText } from '../../src/diagnosis/events.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { RULES } from '../../src/diagnosis/rules/all.ts';
import { LAST_RESORTS } from '../../src/diagnosis/rules/code.ts';
import { MAX_LINE, type Rule } from '../../src/diagnosis/rules/rule.ts';
import { CLOUD_TEXTS } from './cloud-texts.ts';
import { SAMPLES } from './logs.ts';
import { EXCEPTIONS, LINES } from './texts.ts';

const patterns = ({ match, also, unless, where }: Rule): RegExp[] =>
  [match, also, unless, where].filter((pattern) => pattern !== undefined);

/** Character classes and escapes taken out, so that what is left are literals, groups and quantifiers. */
const skeleton = (source: string): string => source.replace(/\\./g, 'e').replace(/\[(?:[^\]\\]|\\.)*\]/g, 'c');

/** Forms whose time may grow faster than the line: unbounded gaps, repeated groups. */
const RISKY = [/\.[*+]/, /\.\{\d+,\}/, /\)[*+]/, /\)\{\d*,?\d*\}/];
const risky = (pattern: RegExp): boolean => RISKY.some((form) => form.test(skeleton(pattern.source)));

describe('the rules as data', () => {
  it('have an id of their own', () => {
    const ids = [...RULES, ...LAST_RESORTS].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('have patterns of bounded time', () => {
    const bad = [...RULES, ...LAST_RESORTS].flatMap((rule) =>
      patterns(rule)
        .filter(risky)
        .map(({ source }) => `${rule.id}: ${source}`),
    );
    expect(bad).toEqual([]);
    expect([/a.*b/, /(ab)+/, /(a|b){1,9}/, /a.{3,}b/].map(risky)).toEqual([true, true, true, true]);
    expect([/a.{0,9}b/, /(a|b)?c+/, /\.\*[)*]/].map(risky)).toEqual([false, false, false]);
  });
  it('have no state between matches', () => {
    expect(RULES.flatMap(patterns).filter(({ flags }) => /[gy]/.test(flags))).toEqual([]);
  });
  it('say what they mean in a sentence of ours', () => {
    for (const { says } of [...RULES, ...LAST_RESORTS]) expect(says).toMatch(/^[\w(].{10,140}[^.]$/);
  });
  it('cover every cause', () => {
    const covered = new Set(RULES.map(({ category }) => category));
    expect(CATEGORIES.filter((category) => !covered.has(category))).toEqual(['healthy']);
  });

  it('are each used by a sample', () => {
    const logs = [
      ...SAMPLES.map(({ log }) => log),
      ...LINES.map(([text]) => text),
      ...EXCEPTIONS.map(
        ([text]) => `Traceback (most recent call last):\n  File "/a.py", line 7, in main\n    run()\n${text}`,
      ),
    ];
    const used = new Set([
      ...CLOUD_TEXTS.map(([text]) => readCloudText(text)?.rule),
      ...logs.flatMap((log) =>
        readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined }).findings.map(({ rule }) => rule),
      ),
    ]);
    expect([...RULES, ...LAST_RESORTS].map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('read no more than the beginning of an endless line', () => {
    const line = `${'x '.repeat(MAX_LINE)} CUDA out of memory`;
    expect(readLog([line], { pod: 'p', ended: true, timeOf: () => undefined }).findings).toEqual([]);
  });
});
