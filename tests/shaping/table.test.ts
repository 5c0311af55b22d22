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

  it('makes one line of each row and leaves no blanks at its end', () => {
    expect(table(['a', 'b'], [['x\n y', ' '], []])).toBe('a    b\nx y  -\n-    -');
  });
});
