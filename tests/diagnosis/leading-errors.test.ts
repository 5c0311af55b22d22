import { describe, expect, it } from 'vitest';
import { readExitCode } from '../../src/diagnosis/exit-codes.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { saidIn, spelledOut, withoutCommands } from '../../src/diagnosis/words.ts';

const verdict = (...log: string[]) => {
  const { findings } = readLog(log, { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, { complete: true, lastWords: [] });
};

describe('the first error of a library whose later ones say that the ranks wait in vain', () => {
  const listen =
    '[ERROR] ACCL(17,python):2026-03-05-12:00:01.1 [socket.cc:7] cannot listen on address 10.0.0.4:17000, is another process on it?';
  const later = [
    '[ERROR] ACCL(17,python):2026-03-05-12:00:01.2 [init.cc:70] call trace: ret -> 19',
    '[ERROR] ACCL(17,python):2026-03-05-12:02:01.2 [link.cc:77] accl wait for link timeout, role[1] rank[12] timeout[120]',
    '[ERROR] ACCL(17,python):2026-03-05-12:02:01.3 [link.cc:90] create links failed, ret[9].',
  ];
  it('is the cause where it names a port, a disk or a device', () => {
    expect(verdict(listen, ...later)).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
    expect(verdict(listen, ...later).evidence[0]?.text).toContain('10.0.0.4:17000');
    const disk = '[ERROR] FILER(17): the disk of the shard cache is full, 0 bytes left';
    expect(verdict(disk, ...later).category).toBe('storage_failure');
    // Each family of words of a disk, a mount or a limit.
    for (const [says, category] of [
      ["rename '/mnt/ring/7' ended with Bad message", 'storage_failure'],
      ['the ring state could not be written to /mnt/ring/7', 'storage_failure'],
      ['mount of volume ring-7 was denied', 'permission_or_mount'],
      ['pthread_create: Resource temporarily unavailable', 'resource_limit'],
    ])
      expect(verdict(`[ERROR] FILER(17): ${says}`, ...later).category, says).toBe(category);
  });
  it('is the cause in the very line that says that something broke off', () => {
    const warn = 'w-0:7:8 [0] shm.cc:9 NCCL WARN Error: segment fold-7 of shared memory could not be made';
    expect(verdict(warn, 'ncclSystemError: System call failed.').category).toBe('resource_limit');
    expect(verdict(warn.replace('shared memory', 'the ring')).category).toBe('nccl_timeout');
    const count = 'w-0:7:8 [0] ring.cc:9 NCCL WARN mismatch in worker count 16 : 8, ring closed';
    expect(verdict(count).category).toBe('bad_configuration');
    const lost = 'ERROR Scheduler: Lost executor 13 on w-13: its heap exceeded the limit of 20 GB';
    expect(verdict(lost)).toMatchObject({ category: 'host_oom', confidence: 'indirect' });
    expect(verdict(lost.replace('its heap exceeded', 'it did not answer within')).category).toBe('unknown');
  });
  it('leads a crash of native code too, which went on as if it had what it asked for', () => {
    const crash = '[node-7:2050:0] Caught signal 11 (Segmentation fault: address not mapped to object at address 0xf8)';
    const queue = '[1530549338.2] [node-7:2049:0]  rc.c:966  ACX  ERROR create QP of mlx5_2 failed';
    expect(verdict(queue, crash)).toMatchObject({ category: 'network_failure', confidence: 'indirect' });
    expect(verdict('[node-7:2049:0]  rc.c:966  ACX  ERROR leaf 7 came too late', crash).category).toBe(
      'user_code_error',
    );
    expect(verdict(crash).category).toBe('user_code_error');
  });
  it('is not where it stands at another level, goes on, or work went well after it', () => {
    expect(verdict(listen.replace('ERROR', 'INFO'), ...later).category).toBe('nccl_timeout');
    expect(verdict(`${listen} Trying the next one.`, ...later).category).toBe('bad_configuration');
    expect(verdict(`${listen} Will retry on port 17001`, ...later).category).toBe('nccl_timeout');
    const steps = Array.from({ length: 9 }, (_, step) => `step ${step + 1}/900 loss: 2.${90 - step}`);
    expect(verdict(listen, ...steps, ...later).category).toBe('nccl_timeout');
  });
  it('is nothing before what is known to be a cause', () => {
    expect(verdict(listen, 'RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB').category).toBe('cuda_oom');
  });
});

describe('a time-out of a collective operation', () => {
  const timeout =
    '[rank1]:[E305 12:24:44.9 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=808, OpType=ALLREDUCE, Timeout(ms)=600000) ran for 600020 milliseconds before timing out.';
  it('shows what happened, and is no proof of a cause', () =>
    expect(verdict(timeout)).toMatchObject({ category: 'nccl_timeout', confidence: 'indirect' }));
  it('is certain where a line names the rank that did not come', () =>
    expect(verdict('[Rank 0]: Ranks 5 failed to pass monitoredBarrier in 1800000 ms')).toMatchObject({
      category: 'nccl_timeout',
      confidence: 'direct',
    }));
});

describe('the command that a line repeats', () => {
  const command =
    'torchrun --nproc_per_node=4 --rdzv_backend=c10d --rdzv_endpoint=10.0.0.1:29500 --nccl-timeout 30 train.py --resume ckpt/last.pt';
  it('says nothing of what went wrong', () => {
    expect(verdict(`Error: failed to run ${command} on 10.0.0.1`, 'all hosts: stopped').category).toBe('unknown');
    expect(
      verdict(`[ERROR] launcher: ['/opt/py/bin/python3', '-u', 'a.py', '--nccl-timeout', 'failed'] ended`).category,
    ).toBe('unknown');
    expect(withoutCommands(`cmd = /opt/conda/bin/python -u -m acme.launch --a=1 run.py`)).toBe('cmd = COMMAND');
  });
  it('ends where something is said of it', () => {
    expect(saidIn(`Error: bash start.sh --disk full failed with exit status 3`)).toBe(
      'Error: COMMAND failed with exit status 3',
    );
    for (const text of [
      'accelerate launch requires the option --num_processes',
      'python: the module acme is missing',
      'ssh is not installed',
    ])
      expect(saidIn(text)).toBe(text);
  });
});

describe('an exit code that a launcher made of a signal', () => {
  it.each([
    [241, 'unknown', 'signal 15'],
    [247, 'host_oom', 'signal 9'],
    [250, 'unknown', 'signal 6'],
    [252, 'framework_error', 'signal 4'],
  ])('%i means what the shell means by it: %s', (code, category, signal) => {
    const read = readExitCode(code);
    expect(read).toMatchObject({ category, directness: 'indirect' });
    expect(read?.says).toContain(`exit code ${code} `);
    expect(read?.says).toContain(signal);
  });
  it('is not read in codes of no signal, and 245 alone names no cause', () => {
    expect([240, 254, 255].map((code) => readExitCode(code))).toEqual([undefined, undefined, undefined]);
    expect(readExitCode(245)?.category).toBe('unknown');
    expect(
      verdict("[ERROR] [launch.py:321:sigkill_handler] ['/a/python', 'x.py'] exits with return code = -11"),
    ).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
  });
});

describe('the words that a code of a library is made of', () => {
  const thrown = (message: string) =>
    verdict(
      'Traceback (most recent call last):',
      '  File "/mnt/code/train.py", line 3, in <module>',
      '    loss.backward()',
      '  File "/opt/lib/python3.10/site-packages/acme/autograd.py", line 9, in run',
      '    engine.run()',
      `RuntimeError: ${message}`,
    ).category;
  it('are read as words', () => {
    expect(thrown('backend failed with error: 20 (UR_RESULT_ERROR_DEVICE_LOST)')).toBe('hardware_fault');
    expect(thrown('run: XX_STATUS_OUT_OF_DEVICE_MEMORY')).toBe('cuda_oom');
    expect(spelledOut('hipErrorNoDevice 100')).toBe('hipErrorNoDevice (hip error no device) 100');
  });
  it('are not made of names of settings', () => {
    for (const text of ['NCCL_IB_TIMEOUT=22', 'MASTER_ADDR is unset', 'a TypeErrorish thing', 'OUT_OF_DEVICE_MEMORY'])
      expect(spelledOut(text)).toBe(text);
  });
});
