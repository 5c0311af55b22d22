import { describe, expect, it } from 'vitest';
import { type ErrorBlock, errorBlocks } from '../../src/shaping/errors/blocks.ts';

const blocks = (text: string): ErrorBlock[] => errorBlocks(text.split('\n'));
const own = (text: string): string[][] => {
  const lines = text.split('\n');
  return errorBlocks(lines).map((block) => block.lines.map((at) => lines[at] ?? ''));
};

const TRACEBACK = `step 10 loss 2.3
Traceback (most recent call last):
  File "/root/code/train.py", line 214, in <module>
    main(parse_args())
  File "/root/code/trainer.py", line 131, in step
    labels = batch['labels']
             ~~~~~^^^^^^^^^^
  File "/usr/local/lib/python3.11/site-packages/torch/utils/data.py", line 9, in __getitem__
    return self.data[key]
KeyError: 'labels'
step 11 loss 2.2`;

describe('errorBlocks: Python', () => {
  it('takes a traceback as a whole, with its innermost frame and that of the program', () => {
    expect(blocks(TRACEBACK)).toEqual([
      {
        from: 1,
        to: 10,
        lines: [1, 2, 3, 4, 5, 6, 7, 8, 9],
        framework: 'python',
        kind: 'traceback',
        headline: "KeyError: 'labels'",
        thrown: [
          {
            type: 'KeyError',
            message: "'labels'",
            frame: {
              file: '/usr/local/lib/python3.11/site-packages/torch/utils/data.py',
              line: 9,
              function: '__getitem__',
              code: 'return self.data[key]',
            },
            userFrame: {
              file: '/root/code/trainer.py',
              line: 131,
              function: 'step',
              code: "labels = batch['labels']",
            },
          },
        ],
      },
    ]);
  });

  it('chains exceptions, the first one first', () => {
    const [block] = blocks(`Traceback (most recent call last):
  File "a.py", line 1, in load
    open(path)
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "b.py", line 2, in main
    load()
RuntimeError: cannot load
next`);
    expect(block).toMatchObject({ from: 0, to: 11, headline: 'RuntimeError: cannot load' });
    expect(block?.thrown?.map(({ type, frame }) => [type, frame?.file])).toEqual([
      ['FileNotFoundError', 'a.py'],
      ['RuntimeError', 'b.py'],
    ]);
  });

  it('keeps the tracebacks of ranks apart that write at once', () => {
    const text = `[rank0]: Traceback (most recent call last):
[rank1]: Traceback (most recent call last):
[rank0]:   File "a.py", line 1, in f
[rank1]:   File "a.py", line 2, in g
step 3
[rank1]:     g()
[rank0]:     f()
[rank1]: ValueError: one
[rank0]: ValueError: zero`;
    expect(blocks(text).map(({ rank, headline, lines }) => [rank, headline, lines])).toEqual([
      [0, 'ValueError: zero', [0, 2, 6, 8]],
      [1, 'ValueError: one', [1, 3, 5, 7]],
    ]);
  });

  it.each([
    ['the time of a collector', (line: string) => `2026-03-05T12:00:00+08:00 ${line}`],
    ['a local rank of torchrun', (line: string) => `[default3]:${line}`],
    ['the stream of an MPI process', (line: string) => `[1,3]<stderr>:${line}`],
    ['an actor of Ray', (line: string) => `(TrainWorker pid=101, ip=10.0.0.1) ${line}`],
  ])('reads through %s', (_, prefix) => {
    const [block, ...more] = blocks(TRACEBACK.split('\n').map(prefix).join('\n'));
    expect(more).toEqual([]);
    expect(block).toMatchObject({ from: 1, to: 10, headline: "KeyError: 'labels'" });
    expect(block?.thrown?.[0]?.userFrame).toMatchObject({
      file: '/root/code/trainer.py',
      code: "labels = batch['labels']",
    });
  });

  it('reads what rich draws, a syntax error, and what a window cut off', () => {
    const [rich] = blocks(`╭─────── Traceback (most recent call last) ────────╮
│ /root/code/train.py:12 in main                   │
│                                                  │
│   11 │   x = 1                                   │
│ ❱ 12 │   run(x)                                  │
╰──────────────────────────────────────────────────╯
TypeError: run() takes 0 positional arguments but 1 was given`);
    expect(rich).toMatchObject({ to: 7, thrown: [{ type: 'TypeError', frame: { line: 12, code: 'run(x)' } }] });
    const [syntax] = blocks(`Traceback (most recent call last):
  File "/root/code/train.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax`);
    expect(syntax).toMatchObject({ to: 5, headline: 'SyntaxError: invalid syntax', thrown: [{ frame: { line: 3 } }] });
    const [cut] = blocks(TRACEBACK.split('\n').slice(0, 6).join('\n'));
    expect(cut).toMatchObject({ headline: 'Traceback', thrown: [{ frame: { line: 131 } }] });
  });

  it('goes on with a message of several lines, and stops where it ends', () => {
    expect(
      own(`Traceback (most recent call last):
  File "a.py", line 1, in f
RuntimeError: CUDA error: device-side assert triggered
CUDA kernel errors might be asynchronously reported at some other API call.
For debugging consider passing CUDA_LAUNCH_BLOCKING=1.
Compile with \`TORCH_USE_CUDA_DSA\` to enable device-side assertions.

epoch 2`),
    ).toEqual([expect.arrayContaining([expect.stringContaining('TORCH_USE_CUDA_DSA')])]);
  });

  it('finds the error of a task of Ray before the one that carried it', () => {
    const [block] = blocks(`Traceback (most recent call last):
  File "/root/code/main.py", line 9, in <module>
    ray.get(future)
ray.exceptions.RayTaskError(ValueError): ray::train() (pid=5, ip=10.0.0.1)
  File "/root/code/train.py", line 4, in train
    raise ValueError("bad shape")
ValueError: bad shape`);
    expect(block).toMatchObject({ framework: 'ray', to: 7 });
    expect(block?.thrown?.map(({ type }) => type)).toEqual(['ValueError', 'ray.exceptions.RayTaskError']);
  });

  it('reads the fault handler, whose innermost frame comes first', () => {
    const [block, ...more] = blocks(`Fatal Python error: Segmentation fault

Thread 0x00007f01 (most recent call first):
  File "/usr/lib/python3.10/threading.py", line 320 in wait

Current thread 0x00007f02 (most recent call first):
  File "/root/code/kernel.py", line 7 in launch
  File "/root/code/train.py", line 99 in main
Extension modules: numpy.core._multiarray_umath (total: 1)
next`);
    expect(more).toEqual([]);
    expect(block).toMatchObject({
      kind: 'crash',
      to: 9,
      thrown: [{ frame: { file: '/root/code/kernel.py', line: 7 } }],
    });
  });
});

describe('errorBlocks: launchers and frameworks', () => {
  it('reads what torchrun saw first', () => {
    const [traceback, summary, ...more] = blocks(`Traceback (most recent call last):
  File "/usr/local/bin/torchrun", line 8, in <module>
    sys.exit(main())
torch.distributed.elastic.multiprocessing.errors.ChildFailedError: 
============================================================
train.py FAILED
------------------------------------------------------------
Failures:
[1]:
  time      : 2026-03-05_12:00:09
  rank      : 5 (local_rank: 5)
  exitcode  : 1 (pid: 106)
------------------------------------------------------------
Root Cause (first observed failure):
[0]:
  time      : 2026-03-05_12:00:08
  host      : dlc1-worker-0
  rank      : 3 (local_rank: 3)
  exitcode  : -9 (pid: 104)
  error_file: <N/A>
  traceback : Signal 9 (SIGKILL) received by PID 104
============================================================`);
    expect(more).toEqual([]);
    expect(traceback?.framework).toBe('torchrun');
    expect(summary).toMatchObject({
      from: 4,
      to: 22,
      framework: 'torchrun',
      kind: 'summary',
      rank: 3,
      exitCode: -9,
      headline: 'train.py FAILED: rank 3, exit code -9, host dlc1-worker-0, Signal 9 (SIGKILL) received by PID 104',
    });
  });

  it('reads the boxes of Open MPI', () => {
    const [abort] = blocks(`--------------------------------------------------------------------------
MPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD
with errorcode 17.

NOTE: invoking MPI_ABORT causes Open MPI to kill all MPI processes.
--------------------------------------------------------------------------`);
    expect(abort).toMatchObject({ framework: 'mpi', kind: 'summary', rank: 2, exitCode: 17, to: 6 });
    const [signal] = blocks(`--------------------------------------------------------------------------
mpirun noticed that process rank 3 with PID 0 on node w-1 exited on signal 9 (Killed).
--------------------------------------------------------------------------`);
    expect(signal).toMatchObject({ framework: 'mpi', rank: 3 });
    const [crash] = blocks(`[w-1:00042] *** Process received signal ***
[w-1:00042] Signal: Segmentation fault (11)
[w-1:00042] [ 0] /lib/libc.so.6(+0x3ef10)
[w-1:00042] *** End of error message ***`);
    expect(crash).toMatchObject({ kind: 'crash', to: 4, headline: 'Process received signal: Segmentation fault (11)' });
  });

  it.each([
    ['nccl', 'dlc1-worker-0:101:184 [3] NCCL WARN Call to ibv_reg_mr failed with error Cannot allocate memory'],
    [
      'nccl',
      '[rank3]:[E305 12:00:00.123456789 ProcessGroupNCCL.cpp:629] [Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=9)',
    ],
    ['nccl', '[E ProcessGroupNCCL.cpp:475] [Rank 0] Watchdog caught collective operation timeout'],
    ['nccl', 'torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:1970, unhandled system error'],
    ['cuda', 'RuntimeError: CUDA error: an illegal memory access was encountered'],
    ['cuda', 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB.'],
    [
      'torchrun',
      'E0305 12:00:00.000000 140 torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: -9) local_rank: 0 (pid: 101) of binary: /usr/bin/python',
    ],
    [
      'torchrun',
      'ERROR:torch.distributed.elastic.multiprocessing.api:failed (exitcode: 1) local_rank: 0 (pid: 101) of binary: /usr/bin/python',
    ],
    [
      'deepspeed',
      "[2026-03-05 12:00:00,123] [ERROR] [launch.py:321:sigkill_handler] ['/usr/bin/python'] exits with return code = 1",
    ],
    [
      'tensorflow',
      '2026-03-05 12:00:00.123456: E tensorflow/stream_executor/cuda/cuda_driver.cc:271] failed call to cuInit: UNKNOWN ERROR (100)',
    ],
    ['tensorflow', '2026-03-05 12:00:00.123456: F tensorflow/core/platform/default/env.cc:73] Check failed: ret == 0'],
    [
      'ray',
      '(raylet) [2026-03-05 12:00:00,123 E 77 77] (raylet) node_manager.cc:3069: 1 Workers (tasks / actors) killed due to memory pressure (OOM)',
    ],
    ['ray', 'The actor died unexpectedly before finishing this task.'],
    ['glog', 'E0305 12:00:00.123456 77 server.cc:12] bind: address in use'],
    ['megatron', 'ERROR:megatron.core.optimizer:found NaN in local grad norm'],
    ['mpi', '[w-1:42] *** An error occurred in MPI_Allreduce'],
    ['shell', '/root/code/run.sh: line 12:   101 Killed                  python /root/code/train.py'],
    ['shell', 'Killed'],
    ['shell', 'bash: line 1: deepspeed: command not found'],
    ['shell', "python: can't open file '/root/code/main.py': [Errno 2] No such file or directory", 'python'],
    ['native', 'Segmentation fault (core dumped)', 'shell'],
    ['native', "terminate called after throwing an instance of 'std::bad_alloc'"],
    ['system', '[12345.6] Out of memory: Killed process 101 (python) total-vm:1kB'],
    ['system', 'NVRM: Xid (PCI:0000:10:1c): 79, pid=101, GPU has fallen off the bus.'],
    ['java', 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space'],
    ['other', '2026-03-05 12:00:00,123 - trainer - ERROR - checkpoint is broken'],
    ['other', '2026-03-05 12:00:00.123 | CRITICAL | trainer:run:12 - giving up'],
    ['other', '{"level":"error","msg":"cannot reach the server"}'],
    ['other', '[ERROR] lost the connection to a peer, exiting'],
    ['other', "Failed to load model: No module named 'natsort'"],
  ])('%s: %s', (framework, line, other = framework) => {
    const found = blocks(`before\n${line}\nafter`);
    expect(found).toHaveLength(1);
    expect([framework, other]).toContain(found[0]?.framework);
    expect(found[0]).toMatchObject({ from: 1, lines: [1] });
  });

  it('goes on with native frames and a C++ message', () => {
    expect(
      own(`terminate called after throwing an instance of 'c10::DistBackendError'
  what():  [PG 0 Rank 1] Process group watchdog thread terminated
Exception raised from ncclCommWatchdog at ../torch/csrc/ProcessGroupNCCL.cpp:1418 (most recent call first):
frame #0: c10::Error::Error(c10::SourceLocation) + 0x99
frame #1: <unknown function> + 0xd6df4

epoch 3`),
    ).toEqual([expect.arrayContaining([expect.stringContaining('frame #1')])]);
  });

  it.each([
    '[INFO] epoch 1 step 10 loss 2.3',
    'dlc1-worker-0:101:184 [0] NCCL INFO comm 0x1 rank 0 nranks 8 - Init COMPLETE',
    '2026-03-05 12:00:00,123 - trainer - WARNING - failed to load the optional cache, going on',
    'WARNING:torch.distributed.elastic.multiprocessing.api:Sending process 101 closing signal SIGTERM',
    '2026-03-05 12:00:00.1: E external/local_xla/xla/stream_executor/cuda/cuda_fft.cc:485] Unable to register cuFFT factory: Attempting to register factory for plugin cuFFT when one has already been registered',
    'validation finished with 0 errors',
    'error_rate=0.01 mean_absolute_error: 0.3 val_error 0.2',
    'ERROR_LOG=/tmp/x ERRORS=0',
    "{'loss': 0.3, 'error': 0.1}",
    'Downloading the dataset: 100%|##########| 10/10 [00:01<00:00]',
  ])('is silent on %j', (line) => expect(blocks(`a\n${line}\nb`)).toEqual([]));

  it('is linear on hostile input', () => {
    const nasty = [
      'Traceback (most recent call last):',
      `  File "${'a'.repeat(400)}", line 1`,
      `${':'.repeat(500)}${' '.repeat(500)}x`,
      `${' '.repeat(3000)}Killed x`,
      '='.repeat(60),
      'x FAILED',
      '-'.repeat(60),
      `${'A.'.repeat(2000)}Error`,
      `[${'ERROR '.repeat(500)}`,
      `(raylet pid=1${'9'.repeat(5000)}`,
      `${'[rank0]: '.repeat(300)}Traceback (most recent call last):`,
    ];
    const lines = Array.from({ length: 20_000 }, (_, at) => nasty[(at * 7 + (at >> 5)) % nasty.length] ?? '');
    expect(errorBlocks(lines).length).toBeGreaterThan(100);
  });
});
