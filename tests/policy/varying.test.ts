import { describe, expect, it } from 'vitest';
import { variesWords, varyingOf } from '../../src/policy/varying.ts';

const show = (_: string, value: unknown): string => String(value);
const of = (...jobs: object[]) => varyingOf(jobs, show);

describe('what differs among jobs', () => {
  it('is each value that is not the same in all, by its short name, and not the name of the job', () => {
    const base = { display_name: 'a', command: 'x', task_specs: [{ type: 'Worker', pod_count: 1 }] };
    expect(
      of(
        { ...base, envs: { LR: '1', A: 'same' } },
        { ...base, display_name: 'b', envs: { LR: '2', A: 'same' }, task_specs: [{ type: 'Worker', pod_count: 2 }] },
        { ...base, envs: { A: 'same' } },
      ),
    ).toEqual({
      columns: ['pod_count', 'LR'],
      rows: [
        ['1', '1'],
        ['2', '2'],
        ['1', '(none)'],
      ],
    });
    expect(of(base, { ...base, display_name: 'b' })).toEqual({ columns: [], rows: [[], []] });
  });

  it('tells what one of them has not, and variables by all of their name', () => {
    expect(of({ envs: { 'A.B': 1 } }, { envs: { 'A.B': null } })).toEqual({
      columns: ['A.B'],
      rows: [['1'], ['null']],
    });
    expect(of({ priority: 1 }, { priority: undefined }).rows).toEqual([['1'], ['(none)']]);
  });

  it('has the whole path of a name that two of them have', () => {
    const job = (one: number, other: number) => ({ task_specs: [{ pod_count: one }, { pod_count: other }] });
    expect(of(job(1, 2), job(3, 4)).columns).toEqual(['task_specs[0].pod_count', 'task_specs[1].pod_count']);
  });

  it('shows of texts the words that differ, with the one before', () => {
    const command = (lr: string) => ({ command: `torchrun train.py --lr ${lr} --epochs 3` });
    expect(of(command('1e-3'), command('1e-4')).rows).toEqual([['…--lr 1e-3…'], ['…--lr 1e-4…']]);
    const texts = (...commands: string[]) => of(...commands.map((each) => ({ command: each }))).rows.flat();
    // Of each a word stays, however much they share.
    expect(texts('a', 'a b')).toEqual(['a', 'a b']);
    expect(texts('x y', 'x y z')).toEqual(['x y', 'x y z']);
    expect(texts('z', 'y z')).toEqual(['z', 'y z']);
    expect(texts('b c', 'b b c')).toEqual(['b c', 'b b c']);
    expect(texts('a x', 'b x', 'c y')).toEqual(['a x', 'b x', 'c y']);
    expect(texts('a  b', 'a\tc')).toEqual(['a b', 'a c']);
    expect(of({ command: 'a b' }, { command: 'c b' }).rows).toEqual([['a…'], ['c…']]);
    expect(of({ command: 'x a b' }, { command: 'x a c' }).rows).toEqual([['…a b'], ['…a c']]);
  });

  it('is one line of bounded length for each', () => {
    const varying = of({ envs: { LR: '1', NAME: 'x'.repeat(500) } }, { envs: { LR: '2', NAME: 'y'.repeat(500) } });
    const [line = ''] = varying.rows.map((row) => variesWords(varying, row, 60));
    expect(line).toMatch(/^LR=1, NAME=x+…x+$/);
    expect(line.length).toBeLessThanOrEqual(60);
    // Each has its part of the line, and eight characters where that would be less.
    const long = { columns: ['A', 'B'], rows: [] };
    expect(variesWords(long, ['1', 'x'.repeat(100)], 40)).toBe(`A=1, B=${'x'.repeat(11)}…${'x'.repeat(5)}`);
    expect(variesWords({ ...long, columns: ['A', 'B', 'C'] }, ['x'.repeat(9), 'y'.repeat(8)], 20)).toBe(
      'A=xxxxx…xx, B…yy, C=',
    );
  });
});
