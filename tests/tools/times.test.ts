import { describe, expect, it } from 'vitest';
import { cloudTime, cloudWindow } from '../../src/tools/kit/fields.ts';

const invalid = (says: string) => ({ details: { kind: 'invalid_input', message: expect.stringContaining(says) } });
const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
};

describe('a time from a model', () => {
  it.each([
    ['2026-03-05T04:14:03Z', '2026-03-05T04:14:03Z'],
    ['2026-03-05T12:14+08:00', '2026-03-05T04:14:00Z'],
    // The day and the month are those of UTC.
    ['2026-03-01T07:59:59.999+08:00', '2026-02-28T23:59:59Z'],
    ['2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00Z'],
    ['2026-12-31T20:00:00-08:00', '2027-01-01T04:00:00Z'],
  ])('%s is sent as %s', (value, sent) => {
    expect(cloudTime('start_time', value)).toBe(sent);
  });

  it.each([
    ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-04-31T00:00:00+08:00', '2026-00-10T00:00:00Z'],
    ...['2026-03-05', '2026-03-05T04:14:03', '2026-03-05T04:14:03+0800', '1772684043', 'yesterday'],
  ])('%s is refused, and not taken for another one', (value) => {
    expect(thrownBy(() => cloudTime('end_time', value))).toMatchObject(invalid(`end_time "${value}" `));
  });

  it.each([
    ['2026-11-30 08:00', 'names no zone', '2026-11-30T08:00Z (UTC) or 2026-11-30T08:00+08:00'],
    ['2026-11-30T08:00:01.5', 'names no zone', '2026-11-30T08:00:01.5Z (UTC)'],
    ['2026-11-27', 'is a day and not a time', '2026-11-27T00:00:00Z (UTC) or 2026-11-27T00:00:00+08:00'],
    ['1772684043', 'is a number', '2026-03-05T04:14:03Z'],
    ['1772684043123', 'is a number', '2026-03-05T04:14:03Z'],
    ['2026-02-30T00:00:00Z', 'is of a day that there is not', '2026-03-05T04:14:03Z'],
    ['2026-03-05T25:00:00Z', 'is of a time of day that there is not', '2026-03-05T04:14:03Z'],
    ['yesterday', 'is not an ISO 8601 time with a zone', '2026-03-05T04:14:03Z'],
    ['20260305\u200b', 'with the invisible character U+200B at position 9 is not', '2026-03-05T04:14:03Z'],
  ])('%s is told what is wrong with it and how it is written', (value, says, right) => {
    expect(thrownBy(() => cloudTime('start_time', value))).toMatchObject({
      details: { message: expect.stringContaining(says), fix: expect.stringContaining(`Write start_time as ${right}`) },
    });
  });

  it('is one of its kind in each form that the words of another one show', () => {
    for (const right of ['2026-11-30T08:00Z', '2026-11-30T08:00+08:00', '2026-11-30T08:00:01.5Z'])
      expect(cloudTime('start_time', right)).toMatch(/Z$/);
  });

  it('is absent where none was given', () => {
    expect(cloudTime('start_time', undefined)).toBeUndefined();
  });
});

describe('a window', () => {
  it('is open where a bound is absent', () => {
    expect(cloudWindow({ end_time: '2026-03-05T04:14:03Z' })).toEqual({ from: undefined, to: '2026-03-05T04:14:03Z' });
  });

  it.each([
    ['2026-03-05T04:14:03Z', '2026-03-05T04:14:03Z'],
    // Later by its digits, and earlier in fact.
    ['2026-03-05T09:00:00Z', '2026-03-05T12:00:00+08:00'],
  ])('that begins at %s and ends at %s is refused', (start_time, end_time) => {
    expect(thrownBy(() => cloudWindow({ start_time, end_time }))).toMatchObject(invalid('is not before end_time'));
  });
});
