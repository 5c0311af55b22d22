import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const read = (lines: readonly string[]) => {
  const { findings, lastLines } = readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined });
  const lastWords = lastLines.map((text) => ({ source: 'pod_log' as const, pod: 'p', text }));
  const { category, confidence, evidence } = decide(findings, { complete: true, lastWords });
  return { category, confidence, texts: evidence.map(({ text }) => text) };
};
const RAISED = [
  'Traceback (most recent call last):',
  '  File "/mnt/code/train.py", line 31, in main',
  '    trainer.train(loader)',
];

describe('what is shown where nothing says why', () => {
  const shown = (...lines: string[]): string => read(lines).texts.join('\n');
  it('is what complains, in whatever words and at whatever level but the quiet ones', () => {
    const lines = ['mesh: leaf 7 dont take part', 'ok 1', 'ok 2', 'ok 3', 'ok 4'];
    expect(shown('hello', ...lines)).toContain('leaf 7 dont take part');
    expect(shown('WARNING: leaf 7 was interrupted', ...lines.slice(1))).toContain('leaf 7 was interrupted');
    expect(shown('INFO: leaf 7 was interrupted', ...lines.slice(1))).not.toContain('leaf 7 was interrupted');
    expect(shown('hello', ...lines.slice(1))).not.toContain('hello');
  });
  it('is the check of native code that stands before its stack', () => {
    const stack = [
      '',
      'Stack trace returned 4 entries:',
      '[bt] (0) /opt/leaf.so(+0x5e) [0x7f]',
      '[bt] (1) /opt/b.so',
      '',
    ];
    const ended = ["terminate called after throwing an instance of 'leaf::Error'", 'Aborted (core dumped)'];
    expect(shown('[12:00:01] src/leaf.cc:32: Check  notnull: leaf(7)', ...stack, ...ended)).toContain(
      'notnull: leaf(7)',
    );
  });
  it('is the out-of-memory error that also names a page of the documentation', () => {
    const page = 'See the documentation (https://pytorch.org/docs/stable/notes/cuda.html)';
    expect(read([`torch.OutOfMemoryError: HIP out of memory. Tried to allocate 7 MiB. ${page}`]).category).toBe(
      'cuda_oom',
    );
  });
});

describe('what stands around an error', () => {
  const told = '[rank1] ERROR: leaf 7 of the topology has no root';
  it('is shown where the error does not say why, of whatever process', () => {
    expect(read([told, '', ...RAISED, 'RuntimeError: NCCL Error 2: unhandled system error']).texts).toContain(told);
  });
  it('is what the setup of a package says, without what pip notes below it', () => {
    const { category, texts } = read([
      '      Traceback (most recent call last):',
      '        File "<string>", line 2, in <module>',
      '        File "/tmp/pip-install-1/acme/setup.py", line 40',
      '          except ValueError, ve:',
      '      SyntaxError: multiple exception types must be parenthesized',
      '      [end of output]',
      '  ',
      '  note: This error originates from a subprocess, and is likely not a problem with pip.',
      'error: metadata-generation-failed',
    ]);
    expect(category).toBe('framework_error');
    expect(texts).toContain('SyntaxError: multiple exception types must be parenthesized');
    expect(texts.join()).not.toContain('note:');
  });
  it('is not shown where it says why', () => {
    const { confidence, texts } = read([
      told,
      '',
      '',
      '',
      '',
      ...RAISED,
      "ModuleNotFoundError: No module named 'acme'",
    ]);
    expect(confidence).toBe('direct');
    expect(texts).not.toContain(told);
  });
  it('begins with the first error of the log where nothing says why', () => {
    const first = 'ERROR: bind to port 23456 refused';
    const between = Array.from({ length: 30 }, (_, index) => `ERROR: peer ${'abcdefghij'[index % 10]} is late`);
    const lines = [first, ...between, '', '', ...RAISED, 'RuntimeError: NCCL Error 2: unhandled system error'];
    expect(read(lines).texts).toContain(first);
    expect(read(lines.slice(1)).texts).toContain('ERROR: peer a is late');
  });
  it('is what the program said right before, in whatever tone, where its exception does not say why', () => {
    const said = 'epoch list of the sampler: 0 entries';
    expect(read([said, ...RAISED, 'AssertionError']).texts).toContain(said);
    expect(read([said, ...RAISED, "ModuleNotFoundError: No module named 'acme'"]).texts).not.toContain(said);
    // Progress is not what it said of the trouble.
    expect(read(['step 12 loss 0.31', ...RAISED, 'AssertionError']).texts).not.toContain('step 12 loss 0.31');
  });
  it('is the warning that complains, not the advice or the other warnings after it', () => {
    const at = '[WARNING] LEAF(45,fff2,python):12:00:01 [acme/leaf/ring.cc:77] DumpRing]';
    const complaint = `${at} the next leaf could not be fetched within 20 s`;
    const advice = [`${at} Suggestion:`, `${at}     1) Set ring_mode=False and try again.`, `${at}     2) Use less.`];
    const mute = [...RAISED, 'RuntimeError: run of ring_1 error!'];
    const texts = read([complaint, ...advice, ...mute]).texts.join('\n');
    expect(texts).toContain('could not be fetched within 20 s');
    expect(texts).not.toContain('ring_mode=False');
    const others = ['a', 'b', 'c', 'd'].map((name) => `${at} leaf ${name} holds 7 rings`);
    expect(read([complaint, ...others, ...mute]).texts).toContain(complaint);
    // Not what it went on after.
    const went = `${at} the next leaf could not be fetched, will try another mirror`;
    expect(read([went, ...others, ...mute]).texts.slice(0, 4)).not.toContain(went);
    const plain = ['the next leaf could not be fetched', '', 'Suggestions:', '  - set ring_mode', '  - use less'];
    expect(read([...plain, ...mute]).texts).toContain(plain[0]);
    expect(read([...plain, ...mute]).texts).not.toContain('  - set ring_mode');
  });
  it('gives an exception without any words its meaning', () => {
    const said = "=> no weights found at '/mnt/data/run7/last.pth'";
    const at = [...RAISED, '  File "/mnt/code/train.py", line 60, in restore', '    raise ValueError'];
    expect(read([said, ...at, 'ValueError'])).toMatchObject({
      category: 'missing_module_or_file',
      confidence: 'indirect',
    });
    expect(read(['=> restored 3 weights', ...at, 'ValueError']).category).toBe('user_code_error');
    expect(read([said, ...at, 'ValueError: the margin must be odd']).category).toBe('user_code_error');
  });
  it('is no warning of a shell', () => {
    const warning = 'bash: warning: setlocale: LC_ALL: cannot change locale (xy_ZZ): No such file or directory';
    const lines = [
      warning,
      'begins',
      'reads 3 shards',
      ...RAISED,
      'RuntimeError: NCCL Error 2: unhandled system error',
    ];
    expect(read(lines).texts).not.toContain(warning);
  });
  it('is filled up with what tells most where little is known, and with nothing where it is proven', () => {
    const first = 'ERROR: acme ring 7 broke';
    const last = 'acme.errors.RingError: no more rings';
    const between = Array.from({ length: 60 }, (_, index) => `sorts shard ${'abcdefghij'[index % 10]}`);
    const weak = [first, ...between, 'E tracker: service queue-0 could not be reached', last];
    expect(read(weak).confidence).not.toBe('direct');
    expect(read(weak).texts).toEqual(expect.arrayContaining([first, last]));
    const proven = [first, ...between, ...RAISED, "ModuleNotFoundError: No module named 'acme'"];
    expect(read(proven)).toMatchObject({ confidence: 'direct' });
    expect(read(proven).texts).not.toContain(first);
  });
  it('knows an error of a compiler by its form', () => {
    const error = '/tmp/tmp2q/main.c:2:10: fatal error: acme.h: No such file or directory';
    const lines = [error, ' #include "acme.h"', ...RAISED, 'acme.BuildError: the backend raised CalledProcessError'];
    expect(read(lines).texts).toContain(error);
    expect(read(['/tmp/main.c:2:10: note: errors are shown once', ...lines.slice(1)]).texts[0]).not.toMatch(/note/);
  });
  it('is the next line too where a line ends with a colon', () => {
    const announces = 'RuntimeError: Error(s) in loading state_dict for Net:';
    const said = 'size mismatch for head.weight: copying a param with shape [320, 320] from checkpoint';
    expect(read([announces, said]).texts).toEqual(expect.arrayContaining([announces, said]));
    expect(read([announces, '--------', said]).texts).not.toContain('--------');
  });
  it('is no word of the exception where a launcher says it', () => {
    const launcher =
      'ERROR:torch.distributed.elastic.multiprocessing.api:failed (exitcode: 1) local_rank: 0 (pid: 31335) of binary: /opt/conda/bin/python';
    const { category } = read([...RAISED, 'RuntimeError: NCCL error in: x.cpp:911, unhandled system error', launcher]);
    expect(category).toBe('nccl_timeout');
  });
});

describe('levels and signals', () => {
  it('take what TensorFlow reports to its coordinator as an error, and nothing else at INFO', () => {
    const says =
      "<class 'tensorflow.python.framework.errors.ResourceExhaustedError'>, OOM when allocating tensor with shape[256]";
    expect(read([`INFO:tensorflow:Error reported to Coordinator: ${says}`]).category).toBe('cuda_oom');
    expect(read([`INFO:tensorflow:Seen before: ${says}`]).category).toBe('unknown');
  });
  it('do not blame the program for a worker that was terminated from outside', () => {
    const { category } = read([
      ...RAISED,
      'RuntimeError: DataLoader worker (pid 8102) is killed by signal: Terminated. ',
    ]);
    expect(category).not.toBe('user_code_error');
  });
});
