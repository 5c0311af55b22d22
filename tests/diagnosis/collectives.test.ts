import { describe, expect, it } from 'vitest';
import { rankThatNeverCame } from '../../src/diagnosis/collectives.ts';

const says = (rank: number, enqueued: number, completed: number, group = 0): string =>
  `[rank${rank}]:[E305 12:00:01.1 ProcessGroupNCCL.cpp:2168] [PG ID ${group} PG GUID ${group}(default_pg) Rank ${rank}] failure detected by watchdog at work sequence id: ${enqueued} PG status: last enqueued work: ${enqueued}, last completed work: ${completed}`;
const late = (...lines: string[]) => rankThatNeverCame([{ pod: 'p', lines, timeOf: () => undefined }]);

describe('the rank that did not come', () => {
  it('is the one that enqueued less than all others', () => {
    const found = late(says(0, 12, 9), says(1, 12, 9), says(2, 9, 9), says(3, 11, 9));
    expect(found).toMatchObject({ category: 'nccl_timeout', role: 'consequence' });
    expect(found?.says).toContain('rank 2 never came to collective 10');
    expect(found?.says).toContain('last enqueued 9, others 12');
    expect(found?.evidence.map(({ text }) => text)).toEqual([says(2, 9, 9), says(0, 12, 9)]);
  });
  it('is else the one that completed less', () => {
    expect(late(says(0, 12, 11), says(1, 12, 9), says(2, 12, 11))?.says).toContain(
      'rank 1 did not complete collective 10',
    );
  });
  it('is told by the words of older versions, and in the last report of each rank', () => {
    const old = (rank: number, work: number) =>
      `[PG 1 Rank ${rank}] Timeout at NCCL work: ${work}, last enqueued NCCL work: ${work}, last completed NCCL work: 3.`;
    expect(late(old(0, 5), old(4, 1), old(0, 8), old(3, 8), old(4, 4))?.says).toContain(
      'rank 4 never came to collective 5',
    );
  });
  it('is not named where nobody is behind, half of them are, or too few report', () => {
    expect(late(says(0, 12, 9), says(1, 12, 9), says(2, 12, 9))).toBeUndefined();
    expect(late(says(0, 12, 9), says(1, 12, 9), says(2, 9, 9), says(3, 9, 9))).toBeUndefined();
    expect(late(says(0, 12, 9), says(1, 9, 9))).toBeUndefined();
  });
  it('is compared within its own group of ranks', () => {
    expect(late(says(0, 12, 9), says(1, 12, 9, 1), says(2, 12, 9), says(3, 7, 7, 1), says(4, 12, 9))).toBeUndefined();
  });
});
