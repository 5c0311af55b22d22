import { describe, expect, it } from 'vitest';
import { eachInSlices, SLICE } from '../../src/shaping/slices.ts';
import { compilePattern, MOST_PATTERN, matchingLines } from '../../src/tools/kit/pattern.ts';

const WORDS = Array.from({ length: 50 }, (_, at) => `word${at}s`);

describe('the patterns of callers', () => {
  it.each<[string, string]>([
    ['nan|inf, of any case', '(?i)nan|inf'],
    ['a number', '\\d{1,5}'],
    ['50 words', WORDS.join('|')],
    ['50 words of any case, in a group', `(?i)\\b(?:${WORDS.join('|')})\\b`],
    ['what stands near', '.{0,200}error'],
    ['a hash', '[0-9a-f]{64}'],
    ['a time', '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}.*(?:error|fail|exception).{0,100}'],
    ['counts within counts', '(?:\\d{1,3}\\.){3}\\d{1,3}:(?:\\w{1,8} ){0,9}'],
    ['letters of all scripts', '\\pL{1,100}[\\p{Han}\\d]{2,}'],
    ['braces that are text', '\\{1000\\}{2} [{1000}] \\Q.{1000}.{1000}.{1000}\\E'],
    ['the longest', 'a'.repeat(MOST_PATTERN)],
    ['the longest of optional parts', 'a?.*'.repeat(MOST_PATTERN / 4)],
  ])('%s are searched for', async (_, pattern) => {
    const matches = await compilePattern('pattern', pattern);
    expect(typeof matches('aB1 '.repeat(20))).toBe('boolean');
  });

  it.each<[string, string, string]>([
    ['one large count', '.{0,1000}[A-Z]{2}', '2,004'],
    ['many large counts', `${'.{0,1000}'.repeat(54)}[A-Z]{2}`, '54,0'],
    ['counts within counts', '(?:.{0,31}){0,31}x', '1,9'],
    ['a long text often', `(?:${'abcdefghij'.repeat(48)}){1000}`, '480,000'],
    ['groups often', `(?:${'(a|bc)'.repeat(80)}){1000}`, '320,000'],
    ['at least so often', '\\pL{900,}', '903'],
    ['escapes and classes', '(?:\\)[)\\]({2}]){900}', '1,802'],
    ['a mistake behind it', `${'.{0,1000}'.repeat(54)}(`, '54,0'],
  ])('%s would take too long, and is refused', async (_, pattern, steps) => {
    await expect(compilePattern('pattern', pattern)).rejects.toMatchObject({
      details: {
        kind: 'invalid_input',
        message: expect.stringMatching(new RegExp(`^pattern is too big: .* about ${steps}.* at most 600`)),
        fix: expect.stringContaining('.*error'),
      },
    });
  });

  it('compiles few beginnings to find the place of a mistake', async () => {
    const pattern = `(?P<n>a)${'n{20}'.repeat(20)}(?P<n>b)`;
    await expect(compilePattern('pattern', pattern)).rejects.toMatchObject({
      details: { message: expect.stringContaining('at offset') },
    });
  });
});

describe('a search that is given up', () => {
  const lines = Array.from({ length: 50 }, () => 'a'.repeat(SLICE / 2));

  it('ends at the next pause', async () => {
    const given = new AbortController();
    let looked = 0;
    const search = eachInSlices(
      lines,
      () => {
        looked++;
        setImmediate(() => given.abort(new Error('given up')));
      },
      given.signal,
    );
    await expect(search).rejects.toThrow('given up');
    expect(looked).toBeLessThan(6);
  });

  it('ends a wait for a line as well', async () => {
    const matches = await compilePattern('log_pattern', 'a$');
    await expect(matchingLines(lines, matches, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
  });
});
