import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/diagnosis/finding.ts';
import { folded } from '../../src/diagnosis/verdict.ts';
import { wordsOfPods } from '../../src/diagnosis/words-of-pods.ts';

const of = (pod: string, ...texts: string[]): Evidence[] =>
  texts.map((text): Evidence => ({ source: 'pod_log', pod, text }));
const told = (leading: Evidence[], ...others: Evidence[][]): string[] =>
  wordsOfPods(leading, others).map(({ text }) => text);

const LEADING = of('w0', 'RuntimeError: lost rank 3', 'epoch 4 begins', 'saving', 'closing', 'bye');

describe('words of several pods', () => {
  it('shows what another pod complains of among the first lines', () => {
    const lines = told(LEADING, of('w1', 'epoch 4 begins', 'W0101 00:00:00.000000 7 agent.py:9] node is marked dead'));
    expect(lines.indexOf('W0101 00:00:00.000000 7 agent.py:9] node is marked dead')).toBe(4);
    expect(lines).toHaveLength(6);
  });

  it('takes the error of a pod before its complaints, and those before its warnings', () => {
    const warning = 'WARNING: heartbeat of node 2 is missing';
    const complaint = 'this node was taken for dead';
    expect(told(LEADING, of('w1', warning, complaint))).toContain(complaint);
    expect(told(LEADING, of('w1', warning, complaint))).not.toContain(warning);
    const error = 'Fatal Python error: Segmentation fault';
    expect(told(LEADING, of('w1', complaint, error))).toContain(error);
  });

  it('leaves out pods that complain of nothing, and what pods say alike', () => {
    expect(told(LEADING, of('w1', 'epoch 4 begins', 'step 12 loss 2.1'))).toEqual(told(LEADING));
    expect(told(LEADING, of('w1', 'RuntimeError: lost rank 5'))).toEqual(told(LEADING));
    const alike = told(LEADING, of('w1', 'port 7 refused'), of('w2', 'port 8 refused'));
    expect(alike).toContain('port 7 refused');
    expect(alike).not.toContain('port 8 refused');
  });

  it('shows what a pod said last that complains of nothing, where that is a sentence', () => {
    const leaving = 'The lease of this pod is used up, leaving now.';
    expect(told(LEADING, of('w1', 'step 12 loss 2.1', leaving))).toContain(leaving);
    expect(told(LEADING, of('w1', leaving, 'step 12 loss 2.1'))).not.toContain(leaving);
  });

  it('leaves room for the pod that counts', () => {
    const others = ['disk lost', 'link broken', 'peer died', 'queue full: rejected'].map((text, at) =>
      of(`w${at + 1}`, text),
    );
    expect(told(LEADING, ...others)).toEqual([
      ...LEADING.slice(0, 4).map(({ text }) => text),
      'disk lost',
      'link broken',
      'bye',
    ]);
  });
});

describe('evidence', () => {
  const shown = (...lines: Evidence[]): string[] => folded(lines).map(({ text }) => text);
  const bare = 'RuntimeError: lost the ring of rank 3';
  it('has a line once that is given with its tags and without them', () => {
    const tagged = '2026-03-05 12:00:00 [rank0]: RuntimeError: lost the ring of rank 3';
    expect(shown(...of('w0', bare, 'bye', tagged))).toEqual([tagged, 'bye']);
  });
  it('has lines of two pods, and short ones, each', () => {
    expect(shown(...of('w0', bare), ...of('w1', `[rank1]: ${bare}`))).toHaveLength(2);
    expect(shown(...of('w0', 'leaving', 'now leaving'))).toHaveLength(2);
  });
});
