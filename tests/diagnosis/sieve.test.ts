import { type AST, RegExpParser } from '@eslint-community/regexpp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/diagnosis/causes/all.ts';
import { neededBy } from '../../src/diagnosis/causes/needed.ts';
import { createSieve } from '../../src/diagnosis/causes/sieve.ts';

const passes = (pattern: RegExp, text: string): boolean => createSieve([pattern], neededBy)(text).length === 1;

/** A part of a pattern, and a text that it matches. */
interface Part {
  source: string;
  text: string;
}

const joined = (parts: readonly Part[]): Part => ({
  source: parts.map(({ source }) => source).join(''),
  text: parts.map(({ text }) => text).join(''),
});
const PLAIN: readonly Part[] = [
  ...'abcXYZ 09_-/:错误é'.split('').map((text) => ({ source: text, text })),
  { source: '\\.', text: '.' },
  { source: '\\u9519', text: '错' },
  { source: '[aA]', text: 'A' },
  { source: '[ab]', text: 'b' },
  { source: '[^\\]a]', text: 'c' },
  { source: '\\w', text: 'd' },
  { source: '.', text: '!' },
  { source: '(?!zq)', text: '' },
  { source: '(?<!zq)', text: '' },
];
const QUANTIFIERS = [
  ['?', 0],
  ['?', 1],
  ['*', 0],
  ['*?', 2],
  ['+', 1],
  ['+?', 2],
  ['{0,2}', 0],
  ['{0}', 0],
  ['{1,12}', 2],
  ['{2,}', 2],
] as const;
const { part } = fc.letrec<{ part: Part; sequence: Part }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: fc.constantFrom(...PLAIN), weight: 6 },
    {
      arbitrary: fc
        .tuple(fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }), fc.constantFrom('(', '(?:'), fc.nat())
        .map(([all, opening, at]) => ({
          source: `${opening}${all.map(({ source }) => source).join('|')})`,
          text: all[at % all.length]?.text ?? '',
        })),
      weight: 2,
    },
    {
      arbitrary: tie('sequence').map(({ source, text }) => ({ source: `(?=${source})(?:${source})`, text })),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(tie('part'), fc.constantFrom(...QUANTIFIERS)).map(([{ source, text }, [sign, times]]) => ({
        source: `(?:${source})${sign}`,
        text: text.repeat(times),
      })),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('a', 'b', ' '), fc.constantFrom(...QUANTIFIERS))
        .map(([text, [sign, times]]) => ({ source: `${text}${sign}`, text: text.repeat(times) })),
      weight: 2,
    },
  ),
  sequence: fc.array(tie('part'), { maxLength: 5 }).map(joined),
}));

/** Texts that an element matches, with each alternative of it in one; what stands beside it is not looked at. */
function samples(node: AST.Element): string[] {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.flatMap(samplesOf);
    case 'Quantifier':
      return [
        ...(node.min === 0 ? [''] : []),
        ...samples(node.element).map((text) => text.repeat(Math.max(1, node.min))),
      ];
    case 'Character':
      return [String.fromCodePoint(node.value)];
    case 'CharacterSet':
    case 'CharacterClass':
      return [[...'a0A_ -.:[{(=/!"'].find((one) => new RegExp(`^${node.raw}$`).test(one)) ?? ''];
    default:
      return [''];
  }
}
/** Texts that a sequence matches: each element takes its turn to be another one than its first. */
function samplesOf({ elements }: AST.Alternative): string[] {
  const all = elements.map(samples);
  const first = all.map(([text]) => text).join('');
  const others = all.flatMap((texts, at) =>
    texts.slice(1).map((text) => all.map(([own], place) => (place === at ? text : own)).join('')),
  );
  return [first, ...others];
}

describe('the sieve of the causes', () => {
  it('lets through what matches, whatever a pattern is made of', () => {
    const whole = fc.array(part, { minLength: 1, maxLength: 6 }).map(joined);
    // The patterns are not run: a text matches by the way it is made, and some patterns would take for ever to say so.
    fc.assert(
      fc.property(whole, fc.boolean(), ({ source, text }, upper) =>
        passes(new RegExp(source, 'i'), upper ? text.toUpperCase() : text),
      ),
      { numRuns: 500 },
    );
  });

  it('lets through each alternative of what knows a cause', { tags: 'sweep' }, () => {
    const parser = new RegExpParser();
    const patterns = CAUSES.flatMap(({ match, also }) => [match, also].filter((each) => each !== undefined));
    const seen = patterns.map((pattern) => {
      const texts = parser.parseLiteral(String(pattern)).pattern.alternatives.flatMap(samplesOf);
      return { pattern, texts: texts.filter((text) => pattern.test(text)) };
    });
    const kept = createSieve(seen, ({ pattern }) => neededBy(pattern));
    const lost = seen.flatMap((one) => one.texts.filter((text) => !kept(text).includes(one)));
    expect(lost).toEqual([]);
    expect(seen.flatMap(({ texts }) => texts).length).toBeGreaterThan(10_000);
    expect(seen.filter(({ texts }) => texts.length > 0).length).toBeGreaterThan(seen.length * 0.9);
  });

  it.each([
    [/^(?:out of memory|no space)$/, 'Out of Memory', 'some words'],
    [/\b(?:fail\w{0,3}|unable) .{0,30}\bto (?:open|read)/i, 'failed again to read', 'nothing to read'],
    [/(?<!no )error: (?:x|yz)/, 'error: yz', 'terror, xyz'],
    [/colou?r{2}s/, 'colorrs', 'colou'],
    [/\u78c1\u76d8(?:\u5df2)?\u6ee1/, '磁盘满', '磁带已满'],
  ])('spares %s a text without what it needs', (pattern, right, wrong) => {
    expect([passes(pattern, right), passes(pattern, wrong)]).toEqual([true, false]);
  });

  it.each([/(?<x>ab)\k<x>/, /\p{L}ab/u, /ab{x/, /a\cAbc/])('spares %s none, of which it cannot tell', (pattern) => {
    expect(passes(pattern, '')).toBe(true);
  });

  it('leaves few patterns to be run on a line', () => {
    const causes = CAUSES.filter((cause) => cause.in.includes('line'));
    const kept = createSieve(causes, ({ match }) => neededBy(match));
    for (const line of ['step 120/5000 loss 2.31 lr 3.0e-04 tokens/s 51234', 'Loading checkpoint shards: 67%'])
      expect(kept(line).length).toBeLessThan(causes.length / 20);
  });
});
