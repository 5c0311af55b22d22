import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { SAMPLES, SILENT } from './logs.ts';
import { EXCEPTIONS, LINES } from './texts.ts';

const read = (log: string) =>
  readLog(log.split('\n'), { pod: 'dlc1-master-0', ended: true, timeOf: () => 'before 2026-03-05T04:14:03Z' });

describe('the end of a log', () => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
    const { findings } = read(sample.log);
    const [top] = findings;
    expect(top, JSON.stringify(findings, null, 1)).toMatchObject({
      category: sample.category,
      directness: sample.directness ?? 'direct',
      role: sample.consequence ? 'consequence' : 'cause',
      ...(sample.at === undefined ? {} : { at: sample.at }),
    });
    expect(top?.evidence[0]).toMatchObject({ source: 'pod_log', pod: 'dlc1-master-0' });
  });

  it.each(SILENT.map(({ name, log }) => [name, log] as const))('names no cause: %s', (_, log) => {
    const { findings } = read(log);
    expect(decide(findings, { complete: true, lastWords: [] })).toMatchObject({
      category: 'unknown',
      confidence: 'none',
    });
  });
});

describe('how sure a finding is', () => {
  const error = (outermost: string): string => `Traceback (most recent call last):
  File "/mnt/code/data.py", line 9, in ${outermost}
    table[key]
KeyError: 3`;
  const directness = (log: string) => read(log).findings[0]?.directness;

  it('is direct for a traceback that ends the log', () => {
    expect(directness(error('lookup'))).toBe('direct');
    expect(directness(`${error('lookup')}\ntraining failed, exit 1`)).toBe('direct');
  });
  it('is indirect where the program says more, although too little to show that it went on', () => {
    expect(directness(`${error('lookup')}\nINFO data: empty row is used`)).toBe('indirect');
    expect(directness(`[rank0]: x\n${error('lookup').replaceAll(/^/gm, '[rank0]: ')}\n[rank0]: row is empty`)).toBe(
      'indirect',
    );
  });
  it('is direct where the traceback goes through the whole program: nothing caught it', () => {
    expect(directness(`${error('<module>')}\nINFO data: 3 rows in the buffer`)).toBe('direct');
  });
  it('holds a complaint of a shell against a pod only once it has ended', () => {
    const log = 'starting\nbash: line 1: deepspeed: command not found';
    const findings = (ended: boolean) =>
      readLog(log.split('\n'), { pod: 'p', ended, timeOf: () => undefined }).findings.map(({ rule }) => rule);
    expect(findings(true)).toEqual(['shell_not_found']);
    expect(findings(false)).toEqual([]);
  });
});

describe('a traceback that the end of the log cuts off', () => {
  const LINE = 'ValueError: the option bucket_size must be a multiple of 16';
  const frames = [1, 2, 3, 4, 5, 6].flatMap((line) => [
    `  File "/mnt/code/fit.py", line ${line}, in part_${line}`,
    `    part_${line + 1}(batch)`,
  ]);
  const boxed = [1, 2, 3, 4, 5, 6].flatMap((line) => [
    `│ /mnt/code/fit.py:${line} in part_${line}                   │`,
    `│ ❱ ${line} │   part_${line + 1}(batch)                      │`,
  ]);
  const CUT_OFF = {
    'of the same process': ['Traceback (most recent call last):', ...frames],
    'of another rank': ['Traceback (most recent call last):', ...frames].map((line) => `[rank5]: ${line}`),
    'in a box': ['╭──────────── Traceback (most recent call last) ────────────╮', ...boxed],
  };
  const rule = (log: readonly string[]) => read(log.join('\n')).findings[0];
  it.each(Object.entries(CUT_OFF))('is nothing that the program went on with: %s', (_, cut) => {
    expect(rule([LINE, ...cut])).toMatchObject({ category: 'bad_configuration', directness: 'indirect' });
  });
  it('gives no cause by its source', () => {
    const source = ['  File "/mnt/code/fit.py", line 7, in part_7', '    raise CudaError("CUDA error: out of memory")'];
    expect(rule(['Traceback (most recent call last):', ...frames, ...source])).toBeUndefined();
  });
  it('makes nothing of an exception that training went on after', () => {
    const steps = [1, 2, 3, 4, 5, 6].map((step) => `step ${step}0: loss 2.2, time 100ms`);
    expect(rule([LINE, ...steps, ...CUT_OFF['of another rank']])).toBeUndefined();
  });
});

const START = 'starting\nstep 10: loss 2.2, time 100ms';
const verdict = (log: string) => decide(read(log).findings, { complete: true, lastWords: [] }).category;

describe('what one line says', () => {
  it.each(EXCEPTIONS)('exception %s -> %s', (text, category) => {
    const frames = ['/mnt/code/main.py', '/mnt/code/train.py'].map(
      (file) => `  File "${file}", line 7, in main\n    run()`,
    );
    expect(verdict([START, 'Traceback (most recent call last):', ...frames, text].join('\n'))).toBe(category);
  });
  it.each(LINES)('line %s -> %s', (text, category) => expect(verdict(`${START}\n${text}`)).toBe(category));
});
