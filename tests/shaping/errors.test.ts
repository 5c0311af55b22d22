import { describe, expect, it } from 'vitest';
import { errorBlocks } from '../../src/shaping/errors/blocks.ts';
import { levelOf } from '../../src/shaping/errors/level.ts';
import { signatureOf } from '../../src/shaping/errors/signatures.ts';

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
  it('takes a traceback as a whole', () => {
    expect(errorBlocks(TRACEBACK.split('\n'))).toEqual([{ from: 1, lines: [1, 2, 3, 4, 5, 6, 7, 8, 9] }]);
  });

  it('takes chained exceptions as one', () => {
    const chain = `Traceback (most recent call last):
  File "a.py", line 1, in load
    open(path)
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "b.py", line 2, in main
    load()
RuntimeError: cannot load`;
    expect(own(`${chain}\nnext`)).toEqual([chain.split('\n').filter((line) => line !== '')]);
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
    expect(errorBlocks(text.split('\n')).map(({ lines }) => lines)).toEqual([
      [0, 2, 6, 8],
      [1, 3, 5, 7],
    ]);
  });

  it.each([
    ['the time of a collector', (line: string) => `2026-03-05T12:00:00+08:00 ${line}`],
    ['a local rank of torchrun', (line: string) => `[default3]:${line}`],
    ['the stream of an MPI process', (line: string) => `[1,3]<stderr>:${line}`],
    ['an actor of Ray', (line: string) => `(TrainWorker pid=101, ip=10.0.0.1) ${line}`],
  ])('reads through %s', (_, prefix) => {
    expect(errorBlocks(TRACEBACK.split('\n').map(prefix))).toEqual([{ from: 1, lines: [1, 2, 3, 4, 5, 6, 7, 8, 9] }]);
  });

  it.each([
    [
      'what rich draws',
      `╭─────── Traceback (most recent call last) ────────╮
│ /root/code/train.py:12 in main                   │
│                                                  │
│   11 │   x = 1                                   │
│ ❱ 12 │   run(x)                                  │
╰──────────────────────────────────────────────────╯
TypeError: run() takes 0 positional arguments but 1 was given`,
    ],
    [
      'a syntax error',
      `Traceback (most recent call last):
  File "/root/code/train.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax`,
    ],
    ['what a window cut off', TRACEBACK.split('\n').slice(1, 6).join('\n')],
    [
      'the error of a task of Ray with the one that carried it',
      `Traceback (most recent call last):
  File "/root/code/main.py", line 9, in <module>
    ray.get(future)
ray.exceptions.RayTaskError(ValueError): ray::train() (pid=5, ip=10.0.0.1)
  File "/root/code/train.py", line 4, in train
    raise ValueError("bad shape")
ValueError: bad shape`,
    ],
    [
      'the fault handler, whose innermost frame comes first',
      `Fatal Python error: Segmentation fault

Thread 0x00007f01 (most recent call first):
  File "/usr/lib/python3.10/threading.py", line 320 in wait

Current thread 0x00007f02 (most recent call first):
  File "/root/code/kernel.py", line 7 in launch
  File "/root/code/train.py", line 99 in main
Extension modules: numpy.core._multiarray_umath (total: 1)`,
    ],
  ])('takes as one: %s', (_, text) => {
    expect(own(`before\n${text}\nnext`)).toEqual([text.split('\n')]);
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
});

describe('errorBlocks: launchers and frameworks', () => {
  it('reads what torchrun saw first', () => {
    const found = own(`Traceback (most recent call last):
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
    expect(found.map((lines) => [lines.length, lines[0]])).toEqual([
      [4, 'Traceback (most recent call last):'],
      [18, '='.repeat(60)],
    ]);
  });

  it.each([
    [
      'MPI_ABORT',
      `--------------------------------------------------------------------------
MPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD
with errorcode 17.

NOTE: invoking MPI_ABORT causes Open MPI to kill all MPI processes.
--------------------------------------------------------------------------`,
    ],
    [
      'a rank that a signal ended',
      `--------------------------------------------------------------------------
mpirun noticed that process rank 3 with PID 0 on node w-1 exited on signal 9 (Killed).
--------------------------------------------------------------------------`,
    ],
    [
      'the signal of a process',
      `[w-1:00042] *** Process received signal ***
[w-1:00042] Signal: Segmentation fault (11)
[w-1:00042] [ 0] /lib/libc.so.6(+0x3ef10)
[w-1:00042] *** End of error message ***`,
    ],
  ])('takes as one what Open MPI says of %s', (_, text) => {
    expect(own(`before\n${text}\nnext`)).toEqual([text.split('\n')]);
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
    ['shell', 'exec /usr/bin/python: exec format error'],
    ['other', '[2026-03-05 12:00:00] 错误：找不到配置文件 config.yaml'],
    ['other', '致命错误: 显存不足'],
    ['shell', 'bash: line 1: deepspeed: command not found'],
    ['shell', "python: can't open file '/root/code/main.py': [Errno 2] No such file or directory"],
    ['native', 'Segmentation fault (core dumped)'],
    ['native', "terminate called after throwing an instance of 'std::bad_alloc'"],
    ['system', '[12345.6] Out of memory: Killed process 101 (python) total-vm:1kB'],
    ['system', 'NVRM: Xid (PCI:0000:10:1c): 79, pid=101, GPU has fallen off the bus.'],
    ['java', 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space'],
    ['other', '2026-03-05 12:00:00,123 - trainer - ERROR - checkpoint is broken'],
    ['other', '2026-03-05 12:00:00.123 | CRITICAL | trainer:run:12 - giving up'],
    ['other', '{"level":"error","msg":"cannot reach the server"}'],
    ['other', '[ERROR] lost the connection to a peer, exiting'],
    ['other', "Failed to load model: No module named 'natsort'"],
  ])('finds what %s says: %s', (_, line) => {
    expect(errorBlocks(['before', line, 'after'])).toEqual([{ from: 1, lines: [1] }]);
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
    '[INFO] 没有错误，继续训练',
    '错误率：0.01',
    'error_rate=0.01 mean_absolute_error: 0.3 val_error 0.2',
    'ERROR_LOG=/tmp/x ERRORS=0',
    "{'loss': 0.3, 'error': 0.1}",
    'Downloading the dataset: 100%|##########| 10/10 [00:01<00:00]',
  ])('is silent on %j', (line) => expect(errorBlocks(['a', line, 'b'])).toEqual([]));

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

describe('the level of a line', () => {
  it.each([
    ['[pod-1][4288][ERR][MESH] leaf 7 dont send twice', 'error'],
    ['12:00PM FTL the mesh ended app=leaf', 'error'],
    ['12:00PM WRN leaf 7 is slow', 'warning'],
    ['[pod-1][4288][DBG][MESH] group end done', 'quiet'],
    ['12:00PM INF leaf 7 is there', 'quiet'],
    ['[NeMo W 2024-05-08 21:28:45 ring:7] few leaves', 'warning'],
    ['[NeMo I 2024-05-08 21:28:45 ring:7] leaf 7 is there', 'quiet'],
    ['[NeMo model] leaf 7', undefined],
    ['loss=INF', undefined],
    ['ERRNO 7 of leaf', undefined],
  ])('is known by its short names too: %s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });
});

describe('what the fast network says of a transfer', () => {
  it.each([
    ['[node-1:7:0:7] ib_mlx5_log.c:139  Remote QP on mlx5_0:1/IB (synd 0x14 vend 0x89 hw_synd 0/0)', 'error'],
    ['[node-1:7:0:7] ib_mlx5.c:139  opened mlx5_0:1/IB', undefined],
    ['[node-1:7:0:7] ib_mlx5_log.c:139  DCI QP 0x18162 wqe[41]: RDMA_READ s--', 'error'],
    ['ring on mlx5_0:1/IB (synd 0x05 vend 0x89)', 'error'],
    ['ring on mlx5_0:1/IB (synd 0x0 vend 0x0)', undefined],
  ])('is an error by its form: %s', (line, kind) => {
    expect(signatureOf(line)).toBe(kind);
  });
});
