import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (log: string) => {
  const { findings } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
  const { category, confidence, evidence } = decide(findings, { complete: true, lastWords: [] });
  return { category, confidence, shown: evidence.map(({ text }) => text).join('\n') };
};
const raised = (thrown: string, frame = '/mnt/code/train.py') =>
  `Traceback (most recent call last):\n  File "${frame}", line 9, in main\n    run()\n${thrown}`;

describe('the words around an exception that says nothing', () => {
  const dashes = '-'.repeat(52);
  it.each([
    [`${dashes}\n- Framework Error Message:\n${dashes}\nMalloc of device memory failed, 3 GiB free`, 'cuda_oom'],
    ['\nError: rank 3 got a non-finite gradient norm in block 7', 'user_code_error'],
    ['\nReason: the linker could not resolve acme_gelu', 'framework_error'],
    ['\nEZ9999: NPU 4 heartbeat lost', 'hardware_fault'],
  ])('stand below it: %j', (below, category) => {
    const { category: said, confidence } = verdict(`${raised('RuntimeError: stage 2 did not come up')}\n${below}`);
    expect([said, confidence]).toEqual([category, 'indirect']);
  });
  it.each([
    ['ERROR: card 3 is in a bad state', 'hardware_fault'],
    ['[ERROR] vector core exception in kernel gelu', 'user_code_error'],
    ['E acme/engine.cc:12] all-gather of shard 4 timed out', 'nccl_timeout'],
  ])('stand right before it: %j', (before, category) => {
    expect(verdict(`step 1\n${before}\n${raised('RuntimeError: stage 2 stopped')}`).category).toBe(category);
  });
  it('are not those of a warning, of a program that goes on, or far away', () => {
    for (const before of [
      'WARNING: card 3 is in a bad state',
      'ERROR: card 3 is in a bad state, retrying',
      `ERROR: card 3 is in a bad state\n${'loading a part\n'.repeat(4)}`,
    ])
      expect(verdict(`${before}\n${raised('RuntimeError: stage 2 stopped')}`).category, before).toBe('user_code_error');
  });
  it('do not outdo an exception that says something', () => {
    const known = verdict(`ERROR: card 3 is in a bad state\n${raised("KeyError: 'labels'")}`);
    expect(known).toMatchObject({ category: 'user_code_error', confidence: 'direct' });
  });
  it('are shown as evidence, also where they only lead to what is known', () => {
    const log = 'FAILED: x.o\nERROR: no host compiler of this kind\nninja: build stopped: subcommand failed.';
    expect(verdict(log).shown).toContain('no host compiler of this kind');
  });
});

describe('lines after an exception that only tells that something broke off', () => {
  it('say why, where they speak of a cause', () => {
    const broke = 'RuntimeError: NCCL error in: acme.cpp:64';
    expect(verdict(raised(broke)).category).toBe('nccl_timeout');
    expect(verdict(raised(`${broke}\n  Failed to allocate memory.`)).category).toBe('host_oom');
    expect(verdict(raised(`${broke}\n  Reason: card 2 has an unrecoverable error`)).category).toBe('hardware_fault');
    expect(verdict(raised(`${broke}\n  all-reduce of bucket 3 timed out`)).category).toBe('nccl_timeout');
  });
});

describe('what stands in a line beside the message', () => {
  it('a path of conda is no package that is missing', () => {
    const broke = raised('RuntimeError: NCCL error in: acme.cpp:64, unhandled system error\nncclSystemError: failed.');
    const launcher = 'ERROR:acme.elastic:failed (exitcode: 1) local_rank: 0 of binary: /opt/conda/bin/python';
    expect(verdict(`${broke}\n${launcher}`)).toMatchObject({ category: 'nccl_timeout' });
    expect(verdict(`${broke}\n${launcher}`).shown).not.toContain('local_rank');
  });
  it('an error that a supervisor tells at level INFO counts', () => {
    const told = 'OOM when allocating tensor with shape[256,832,7,7]';
    expect(verdict(`INFO:tensorflow:Error reported to Coordinator: ${told}`).category).toBe('cuda_oom');
    expect(verdict(`INFO:tensorflow:Note for the coordinator: ${told}`).category).toBe('unknown');
  });
});

describe('a device that is out of order', () => {
  it.each([
    'NVRM: rm_init_adapter failed for device bearing minor number 0',
    'Failed to initialize NVML: Unknown Error',
  ])('explains what programs then say of it: %s', (line) => {
    const after = raised('RuntimeError: No CUDA GPUs are available');
    expect(verdict(`${line}\n+ python train.py\n${after}`).category).toBe('hardware_fault');
    expect(verdict(after).category).toBe('bad_configuration');
  });
});

describe('of two things that broke', () => {
  it('a network card explains the crash in the same process, not one elsewhere', () => {
    const card = '[h7:20499:0] ud_iface.c:120  UCX  ERROR the mtu is not supported';
    const crash = '[h7:20521:0] Caught signal 11 (Segmentation fault: address not mapped)';
    const of = (log: string) => readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined }).findings;
    expect(of(`${card}\n${crash}`)).toMatchObject([{ category: 'network_failure', role: 'cause' }]);
    expect(of(card)).toMatchObject([{ category: 'network_failure', role: 'consequence' }]);
    expect(decide([...of(card), ...of(crash)], { complete: true, lastWords: [] }).category).toBe('user_code_error');
  });
  it('the one that says more than that native code crashed comes first', () => {
    const crash = 'malloc(): unaligned chunk detected';
    const bus = 'ERROR: Unexpected bus error encountered in worker: insufficient shared memory (shm).';
    expect(verdict(`${crash}\n${bus}`).category).toBe('resource_limit');
    expect(verdict(crash).category).toBe('user_code_error');
  });
  it('a lost peer is shown beside the communication that broke of it', () => {
    const log =
      'h:1:2 [1] NCCL WARN Proxy operation failed, retcode 6\nh:1:2 [1] NCCL WARN Net : Connection closed by remote peer h2<7>';
    expect(verdict(log).shown).toContain('closed by remote peer');
  });
});
