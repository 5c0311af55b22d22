import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { unglued } from '../../src/diagnosis/unglue.ts';

const bar = ' 12%|█▏        | 120/1000 [02:00<14:40,  1.00s/it]';

describe('lines that two writers shared', () => {
  it('are taken apart behind a progress bar and before a traceback or the tag of another rank', () => {
    expect(unglued([`${bar}KeyError: 'a'`])).toEqual([bar, "KeyError: 'a'"]);
    expect(unglued([`${bar}Traceback (most recent call last):`])).toEqual([bar, 'Traceback (most recent call last):']);
    expect(unglued(['step 3 of 9[rank1]: ValueError: bad'])).toEqual(['step 3 of 9', '[rank1]: ValueError: bad']);
  });
  it('are left alone where they hold one text', () => {
    for (const line of [
      bar,
      '[rank0]: Traceback (most recent call last):',
      'Original Traceback (most recent call last):',
      'C++ Traceback (most recent call last):',
      'loss (see [rank0]: note)',
      '2026-03-05 12:00:00  [rank3]: Traceback (most recent call last):',
    ])
      expect(unglued([line])).toEqual([line]);
  });
  it('are taken apart where a string of JSON holds a traceback', () => {
    const line = String.raw`{"level":"ERROR","exc":"Traceback (most recent call last):\n  File \"/mnt/a.py\", line 3, in f\n    g()\nKeyError: 'a'","ts":7}`;
    expect(unglued([line])).toEqual([
      '{"level":"ERROR","exc":"","ts":7}',
      'Traceback (most recent call last):',
      '  File "/mnt/a.py", line 3, in f',
      '    g()',
      "KeyError: 'a'",
    ]);
    const { findings } = readLog([line], { pod: 'p', ended: true, timeOf: () => undefined });
    expect(findings[0]).toMatchObject({ category: 'user_code_error', at: '/mnt/a.py:3' });
  });
  it('are put together where a line break came between the class of an exception and its message', () => {
    expect(
      unglued(['    raise ValueError(text)ValueError', ': shard 7 is odd.ValueError', ': shard 7 is odd.']),
    ).toEqual(['    raise ValueError(text)', 'ValueError: shard 7 is odd.', 'ValueError: shard 7 is odd.']);
    expect(unglued(['ValueError', ': odd'])).toEqual(['ValueError: odd']);
    for (const kept of [
      ['ValueError', 'odd'],
      ['all is well', ': odd'],
      ['MyValueErrors', ': odd'],
      ['', ': odd'],
    ])
      expect(unglued(kept)).toEqual(kept);
  });
  it('so an error behind a bar is found', () => {
    const log = [`${bar}Traceback (most recent call last):`, '  File "/mnt/a.py", line 3, in <module>', '    f()'];
    const { findings } = readLog([...log, 'torch.OutOfMemoryError: CUDA out of memory.'], {
      pod: 'p',
      ended: true,
      timeOf: () => undefined,
    });
    expect(findings[0]).toMatchObject({ category: 'cuda_oom', at: '/mnt/a.py:3' });
  });
});
