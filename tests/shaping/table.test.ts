import { describe, expect, it } from 'vitest';
import { table } from '../../src/shaping/table.ts';

describe('table', () => {
  it('has its columns where a terminal shows them, whatever is wide or has no width', () => {
    expect(
      table(
        ['name', 'status'],
        [
          ['训练任务', 'Running'],
          ['👩‍💻 run', 'Queuing'],
          ['e\u0301té', 'Failed'],
          ['ﾊﾛｰ', ''],
        ],
      ).split('\n'),
    ).toEqual([
      'name      status',
      '训练任务  Running',
      '👩‍💻 run    Queuing',
      'e\u0301té       Failed',
      'ﾊﾛｰ       -',
    ]);
  });

  it('pays for no column with blanks that one long cell would cost in all lines', () => {
    const long = 'n'.repeat(200);
    const rows = [
      ['dlc1', 'short', 'Running'],
      ['dlc2', long, 'Failed'],
      ['dlc3', 'as long as 20 letters', 'Queuing'],
    ];
    const lines = table(['job_id', 'name', 'status'], rows).split('\n');
    expect(lines).toEqual([
      'job_id  name                   status',
      'dlc1    short                  Running',
      `dlc2    ${long}  Failed`,
      'dlc3    as long as 20 letters  Queuing',
    ]);
    const many = table(
      ['a', 'b'],
      Array.from({ length: 50 }, (_, index) => ['x'.repeat(index === 7 ? 5000 : 9), 'y']),
    );
    expect(many.length).toBeLessThan(5000 + 52 * 14);
  });

  it('aligns columns of cells that are all long', () => {
    const rows = [60, 75, 90, 100].map((length) => ['u'.repeat(length), 'end']);
    expect(
      new Set(
        table(['', ''], rows)
          .split('\n')
          .slice(1)
          .map((line) => line.indexOf('end')),
      ).size,
    ).toBe(1);
  });

  it('makes one line of each row and leaves no blanks at its end', () => {
    expect(table(['a', 'b'], [['x\n y', ' '], []])).toBe('a    b\nx y  -\n-    -');
  });
});
