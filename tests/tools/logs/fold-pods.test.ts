import { describe, expect, it } from 'vitest';
import { foldPods } from '../../../src/tools/logs/get-pod-logs/fold-pods.ts';
import type { FoundPieces, Piece } from '../../../src/tools/logs/get-pod-logs/pieces.ts';

const NEAR = Date.parse('2026-03-05T06:00:00Z');

/** A log of lines that follow each other; `places` tell where paging would go on. */
const logOf = (lines: readonly string[], keep: 'head' | 'tail' = 'tail') => {
  const piece = (text: string, at: number) => ({
    text,
    from: at,
    to: at + 1,
    repeated: 0,
    progress: 0,
    before: () => `before ${at}`,
    behind: () => `behind ${at}`,
  });
  return { pieces: lines.map(piece), keep } as unknown as FoundPieces;
};
const folded = (...logs: FoundPieces[]) =>
  foldPods(logs, NEAR).map((log) =>
    log?.pieces.map((piece) => `${piece.text}${log.others.get(piece) ? ` +${log.others.get(piece)}` : ''}`),
  );

describe('what several pods wrote alike', () => {
  it('is shown once, of the first, with the number of the others', () => {
    expect(folded(logOf(['a', 'b']), logOf(['a', 'c']), logOf(['a', 'b']))).toEqual([['a +2', 'b +1'], ['c'], []]);
  });

  it.each([
    ['times', '2026-03-05 05:00:01,100 INFO rank up', '2026-03-05 05:00:09,200 INFO rank up'],
    ['ranks and pods', '[rank44]: error in worker-44', '[rank3]: error in worker-3'],
    ['ports and process ids', 'x:88:120 [0] NCCL INFO', 'x:91:44 [7] NCCL INFO'],
    ['addresses', 'peer 0xfe12 lost', 'peer 0x01 lost'],
  ])('may differ in %s', (_, one, other) => {
    expect(folded(logOf([one]), logOf([other]))).toEqual([[`${one} +1`], []]);
  });

  it.each([
    ['a decimal, such as a loss', 'loss 2.31', 'loss 2.35'],
    ['a version', 'torch 2.1.0', 'torch 2.2.0'],
    ['a word', 'KeyError: a', 'KeyError: b'],
  ])('does not differ in %s', (_, one, other) => {
    expect(folded(logOf([one]), logOf([other]))).toEqual([[one], [other]]);
  });

  it('leaves each log its own repetitions', () => {
    expect(folded(logOf(['wait', 'x', 'wait']), logOf(['wait']))).toEqual([['wait', 'x', 'wait +1'], []]);
    expect(folded(logOf(['wait', 'x', 'wait'], 'head'), logOf(['wait'], 'head'))).toEqual([
      ['wait +1', 'x', 'wait'],
      [],
    ]);
    expect(folded(logOf(['wait', 'x', 'wait']))).toEqual([['wait', 'x', 'wait']]);
  });

  it('counts as covered: paging goes on before it, and no gap is told', () => {
    const [, second] = foldPods([logOf(['a', 'b', 'c']), logOf(['a', 'own', 'b', 'c'])], NEAR);
    const [own] = (second?.pieces ?? []) as Piece[];
    expect(second?.pieces).toHaveLength(1);
    expect(own).toMatchObject({ text: 'own', from: 0, to: 4 });
    expect([own?.before(), own?.behind()]).toEqual(['before 0', 'behind 3']);
  });

  it('passes over a log that was not read', () => {
    expect(foldPods([undefined, logOf(['a'])], NEAR)[0]).toBeUndefined();
  });
});
