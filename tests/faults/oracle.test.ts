import { describe, expect, it } from 'vitest';
import { judge, type Told } from './oracle.ts';
import { scenarioOf } from './scenario.ts';

const scenario = scenarioOf(1);
const ID = 'dlc25ussex6o9tqa';
const REQUEST = '94327159-6396-4431-b136-3e0e5376502f';
const made: Told = {
  round: 0,
  process: 'first',
  outcome: 'job',
  rule: undefined,
  jobId: ID,
  text: `Created ${ID}`,
  existing: [ID],
  requestIds: [REQUEST],
};
const again: Told = { ...made, round: 1, outcome: 'refused', rule: 'R29', jobId: undefined, text: `There is ${ID}.` };
const unknown: Told = {
  ...again,
  round: 0,
  outcome: 'unknown_outcome',
  text: `no job "${scenario.displayName}" with pai-dlc-mcp-request=${REQUEST} is found`,
};

const verdicts = (told: Told[], madeIn: string[][] = [[ID], []], jobs = [ID]) =>
  judge({ scenario, told, madeIn, jobs }).map(({ kind, what }) => `${kind}: ${what}`);

describe('the judge of a scenario', () => {
  it.each([
    ['a job, then a refusal that names it', [made, again]],
    ['an unknown outcome that says what to look for', [unknown, again]],
    ['a process that died', [{ ...made, outcome: 'died', text: 'Connection closed', jobId: undefined }, again]],
    [
      'one of two calls that made the job',
      [{ ...made, outcome: 'unavailable', text: '', jobId: undefined }, made, again],
    ],
  ])('accepts %s', (_, told) => expect(verdicts(told)).toEqual([]));

  it.each<[string, Told[], RegExp, string[][]?, string[]?]>([
    ['two jobs', [made, again], /^duplicate: 2 jobs/, [[ID], []], [ID, 'dlcanother0000']],
    ['a job that is none', [{ ...made, existing: [] }, again], /^misreported: .* claims the job dlc/],
    ['no id', [{ ...made, jobId: undefined, text: '' }, again], /claims the job undefined/],
    ['a failure that made a job', [{ ...unknown, outcome: 'unavailable', text: '' }, again], /round 0 made dlc/],
    ['a refusal that made a job', [made, again], /round 1 made dlc/, [[], [ID]]],
    ['a refusal that names no real job', [made, { ...again, existing: [] }, again], /refused .* which does not exist/],
    ['an unknown outcome without its tag', [{ ...unknown, text: 'not known' }, again], /what to look for/],
    ['an unknown outcome of another request', [{ ...unknown, requestIds: [] }, again], /of no create/],
    ['an end that is not known', [made, { ...unknown, round: 1 }], /in the end, with 1 jobs: unknown_outcome/],
    ['an end without a job', [{ ...again, text: '' }], /in the end, with 0 jobs/, [[]], []],
  ])('finds %s', (_, told, wrong, madeIn, jobs) =>
    expect(verdicts(told, madeIn, jobs)).toContainEqual(expect.stringMatching(wrong)),
  );
});
