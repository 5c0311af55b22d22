import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/diagnosis/finding.ts';
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
