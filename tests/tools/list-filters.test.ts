import { describe, expect, it } from 'vitest';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import { estimateCost } from '../../src/tools/metrics/estimate-cost/estimate-cost.ts';
import { use } from './read-fixtures.ts';

const takes = (filter: Record<string, unknown>): boolean => listJobs.input.safeParse(filter).success;

/** What is no id of any kind: paths, encodings, blanks, separators, hidden characters, expressions. */
const HOSTILE = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  'a%2fb',
  '%2e%2e',
  'a b',
  'a\n',
  'a&b=c',
  'a?b',
  'a#',
  '*',
  'a,b',
  '\u202ea',
  'a\u0000',
  '$(a)',
  '{}',
];

describe('the field of a numeric range', () => {
  const range = (numeric_range_field: string) => ({ numeric_range_field, numeric_range_min: 1 });
  const NONE = { ListJobs: { Jobs: [], TotalCount: 0 } };
  const NOTE = 'Note: whether the cloud filters by Duration is not documented';

  it.each(['DurationSeconds', 'duration', 'PodCount', 'nonsense', 'DisplayName', 'GmtCreateTime'])(
    'is no %s, which is no number of a job',
    (field) => {
      expect(takes(range(field))).toBe(false);
      expect(estimateCost.input.safeParse({ days: 7, ...range(field) }).success).toBe(false);
    },
  );

  it('is told apart from one of which the API says nothing', async () => {
    expect((await use(listJobs, range('Duration'), NONE)).text).toContain(NOTE);
    expect((await use(estimateCost, { days: 7, ...range('Duration') }, NONE)).text).toContain(NOTE);
    expect((await use(listJobs, range('RequestGPU'), NONE)).text).not.toContain('not documented');
  });
});

describe('the filters of list_jobs that name an object', () => {
  it.each(['quotajradxh4abcd', 'quota1', 'rg19d2oleg252kke'])('take the quota id %s', (resource_id) =>
    expect(takes({ resource_id })).toBe(true),
  );
  it.each(['1000000000000001', '200000000000000001', '20'])('take the user id %s', (user_id) =>
    expect(takes({ user_id })).toBe(true),
  );

  it.each(HOSTILE)('take no %j, alone or in an id', (text) => {
    for (const id of [text, `quota1${text}`, `${text}quota1`].filter((value) => value !== 'quota1' && value !== ''))
      expect(takes({ resource_id: id }), id).toBe(false);
    for (const id of [text, `20${text}`, `${text}20`].filter((value) => value !== '20' && value !== ''))
      expect(takes({ user_id: id }), id).toBe(false);
  });
});
