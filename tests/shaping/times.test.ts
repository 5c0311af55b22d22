import { describe, expect, it } from 'vitest';
import { durationWords, eventTime, isoTime } from '../../src/shaping/times.ts';

describe('R37 times', () => {
  it.each([
    ['2022-09-05T10:03:38Z', '2022-09-05T10:03:38Z'],
    ['2021-01-21T17:12:35.232Z', '2021-01-21T17:12:35.232Z'],
    ['2023-11-30T16:47:30.343005+08:00', '2023-11-30T08:47:30.343Z'],
    ['2026-03-05 12:05:22', '2026-03-05T04:05:22Z'],
    ['2026-03-05T12:05:22+0800', '2026-03-05T04:05:22Z'],
    ['1772684043', '2026-03-05T04:14:03Z'],
    ['1616987726587', '2021-03-29T03:15:26.587Z'],
    ['', undefined],
    ['yesterday', undefined],
    ['2026-13-45 12:05:22', undefined],
    [undefined, undefined],
  ])('%s -> %s', (value, iso) => expect(isoTime(value)).toBe(iso));
  it('takes dates', () => {
    expect(isoTime(new Date('2026-03-05T04:14:03.000Z'))).toBe('2026-03-05T04:14:03Z');
    expect(isoTime(new Date('x'))).toBeUndefined();
  });
  it('splits the prefix off an event', () => {
    expect(eventTime('2021-01-28 14:07:45  My Job started.')).toEqual({
      time: '2021-01-28T06:07:45Z',
      text: 'My Job started.',
    });
    expect(eventTime('no prefix')).toEqual({ text: 'no prefix' });
  });
  it('words durations', () => {
    expect(durationWords(186)).toMatch(/3.*6/);
  });
});
