import { describe, expect, it } from 'vitest';
import { varyingForms, varyingOf } from '../../src/policy/varying.ts';

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
      paths: ['task_specs[0].pod_count', 'envs.LR'],
      rows: [
        ['1', '1'],
        ['2', '2'],
        ['1', '(none)'],
      ],
    });
    expect(of(base, { ...base, display_name: 'b' })).toEqual({ columns: [], paths: [], rows: [[], []] });
  });

  it('tells what one of them has not, and variables by all of their name', () => {
    expect(of({ envs: { 'A.B': 1 } }, { envs: { 'A.B': null } })).toEqual({
      columns: ['A.B'],
      paths: ['envs.A.B'],
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

  const forms = (...jobs: object[]) =>
    varyingForms(
      of(...jobs),
      jobs.map((_, at) => `j${at}`),
    ).map((lines) => lines.map((line) => line.en));
  const five = (more: (at: number) => object) => Array.from({ length: 5 }, (_, at) => more(at));

  it('is told in a line for each job, the first form with the names, the others under them', () => {
    expect(forms({ envs: { LR: '1', NAME: 'a' } }, { envs: { LR: '2', NAME: 'b' } })).toEqual([
      ['j0: LR=1, NAME=a', 'j1: LR=2, NAME=b'],
      ['Each job: LR, NAME', 'j0: 1, a', 'j1: 2, b'],
      ['Each job: LR, NAME', 'j0: 1, a', 'j1: 2, b'],
    ]);
    expect(forms({ command: 'x' }, { command: 'x' })[0]).toEqual(['j0', 'j1']);
  });

  it('names the few that are unlike most, whatever else differs', () => {
    const [named, listed] = forms(
      ...five((at) => ({ envs: { LR: `${at}` }, third_party_libs: [at === 3 ? 'evil==6.6.6' : 'tqdm'] })),
    );
    expect(named?.[3]).toBe('j3: LR=3, third_party_libs[0]=evil==6.6.6');
    expect(listed?.slice(0, 3)).toEqual(['third_party_libs[0]: tqdm, but evil==6.6.6 in j3', 'Each job: LR', 'j0: 0']);
    // Two of two values each are no few.
    expect(forms({ a: 1 }, { a: 1 }, { a: 2 }, { a: 2 })[1]?.[0]).toBe('Each job: a');
  });

  it('cuts long values of variables in the last form, and never what decides what runs', () => {
    const long = (at: number) => `${'n'.repeat(50)}${at}`;
    const [, whole, cut] = forms(
      ...five((at) => ({
        command: long(at),
        envs: { N: long(at) },
        settings: { description: long(at), args: long(at) },
      })),
    );
    expect(whole?.[1]).toBe(`j0: ${[long(0), long(0), long(0), long(0)].join(', ')}`);
    expect(cut?.[1]).toBe(
      `j0: ${[long(0), `${'n'.repeat(10)}…${'n'.repeat(4)}0`, `${'n'.repeat(10)}…${'n'.repeat(4)}0`, long(0)].join(', ')}`,
    );
  });

  it('puts a value between quotes that could pass for two, or for none', () => {
    const [named] = forms({ command: 'a, LR=1' }, { command: 'say "x"' }, { command: '' });
    expect(named).toEqual(['j0: command="a, LR=1"', `j1: command="say 'x'"`, 'j2: command=""']);
  });
});
