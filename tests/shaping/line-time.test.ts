import { describe, expect, it } from 'vitest';
import { lineTime } from '../../src/shaping/line-time.ts';
import { benignLines } from './corpus/benign.ts';

const NEAR = Date.parse('2026-03-05T12:30:00Z');
const UTC = Date.parse('2026-03-05T12:00:00Z');

describe('lineTime', () => {
  it.each([
    ['2026-03-05T12:00:00Z text', 0, true],
    ['2026-03-05T20:00:00+08:00 text', 0, true],
    ['2026-03-05T20:00:00.250+0800 text', 250, true],
    ['2026-03-05 12:00:00  text', 0, false],
    ['2026-03-05 12:00:00,123 - trainer - INFO - text', 123, false],
    ['2026-03-05 12:00:00.123 | INFO     | trainer:run:12 - text', 123, false],
    ['[2026-03-05 12:00:00,123] [INFO] [logging.py:96:log_dist] text', 123, false],
    ['[2026-03-05 12:00:00] text', 0, false],
    ['INFO 2026-03-05 12:00:00 text', 0, false],
    ['[INFO] 2026-03-05 12:00:00 text', 0, false],
    ['2026/03/05 12:00:00 text', 0, false],
    ['26/03/05 12:00:00 WARN LeafScheduler: text', 0, false],
    ['03/05/2026 12:00:00 - INFO - __main__ - text', 0, false],
    ['26/03/05 12:00:00 WARN Client: text', 0, false],
    ['I0305 12:00:00.123456 140 run.py:675] text', 123, false],
    ['[rank3]:[W305 12:00:00.123456789 ProcessGroupNCCL.cpp:1] text', 123, false],
    ['INFO 03-05 12:00:00 [config.py:12] text', 0, false],
    ['[rank0]: 2026-03-05 12:00:00 text', 0, false],
    ['[default3]:2026-03-05 12:00:00 text', 0, false],
    ['[1,3]<stderr>:2026-03-05 12:00:00 text', 0, false],
    ['(TrainWorker pid=101, ip=10.0.0.1) 2026-03-05 12:00:00 text', 0, false],
    ['{"level":"info","ts":"2026-03-05T12:00:00.5Z","msg":"text"}', 500, true],
    ['2026-03-05 12:00:00.123456: I tensorflow/core/x.cc:1] text', 123, false],
  ])('reads %j', (line, millis, zoned) => {
    const time = lineTime(line, NEAR);
    expect(time).toMatchObject({ at: UTC + millis, zoned });
    expect(line.slice(0, time?.start)).not.toMatch(/\d{2}:\d{2}/);
    expect(line.slice(time?.end)).not.toMatch(/\d{2}:\d{2}:\d{2}|^[:. ]/);
  });

  it.each([
    'step 10 loss 2.3',
    '26/03/05 12:00:00 text',
    'at 2026-03-05 12:00:00 it began',
    '2026-13-05 12:00:00 x',
    '12:00:00 x',
    '',
    'E1399 12:00:00.1 x',
  ])('finds none in %j', (line) => expect(lineTime(line, NEAR)).toBeUndefined());

  it('takes the year that brings a date nearest', () => {
    const newYear = Date.parse('2027-01-01T00:30:00Z');
    expect(lineTime('I1231 23:59:00.000001 1 x.cc:1] a', newYear)?.at).toBe(Date.parse('2026-12-31T23:59:00Z'));
    expect(lineTime('I0101 00:01:00.000001 1 x.cc:1] a', newYear)?.at).toBe(Date.parse('2027-01-01T00:01:00Z'));
  });

  it('never fails on what jobs write', () => {
    const times = benignLines(3000, 8).map(({ shown }) => lineTime(shown, NEAR));
    expect(times.filter((time) => time !== undefined).length).toBeGreaterThan(100);
    expect(times.every((time) => time === undefined || Number.isFinite(time.at))).toBe(true);
  });
});
