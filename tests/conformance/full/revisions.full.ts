import { expect, it } from 'vitest';
import { NEWEST, NONE, OTHERS, type Run, surprises } from '../verdict.ts';

it.each([NEWEST, ...OTHERS].map((run): [string, Run] => [run.join(' '), run]))(
  'the published suite finds what it is known to find, and nothing else: %s',
  async (_, run) => {
    expect(await surprises(run)).toEqual(NONE);
  },
);
