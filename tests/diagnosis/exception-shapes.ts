/** An exception as Python knows it, before anybody prints it. */
export interface Fault {
  /** The category that a plain traceback of it gets. */
  category: string;
  type: string;
  message: string;
  /** Outermost first. */
  frames: readonly (readonly [file: string, line: number, name: string, code: string])[];
}

const LIB = '/opt/conda/lib/python3.10/site-packages';
const OUTER = ['/mnt/code/train.py', 88, '<module>', 'main()'] as const;

/** One of each: what a file system, a GPU, a path, the program and its settings do, and what only its words tell. */
export const FAULTS: readonly Fault[] = [
  {
    category: 'storage_failure',
    type: 'OSError',
    message: "[Errno 5] Input/output error: '/mnt/data/a.npy'",
    frames: [
      ['/mnt/code/data.py', 56, '__getitem__', 'pair = np.load(self.paths[i])'],
      [`${LIB}/numpy/lib/npyio.py`, 404, 'load', 'magic = fid.read(N)'],
    ],
  },
  {
    category: 'cuda_oom',
    type: 'torch.OutOfMemoryError',
    message: 'CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.15 GiB',
    frames: [
      ['/mnt/code/model.py', 31, 'forward', 'x = self.head(x)'],
      [`${LIB}/torch/nn/modules/linear.py`, 114, 'forward', 'return F.linear(input, self.weight, self.bias)'],
    ],
  },
  {
    category: 'missing_module_or_file',
    type: 'FileNotFoundError',
    message: "[Errno 2] No such file or directory: '/mnt/data/train.jsonl'",
    frames: [['/mnt/code/data.py', 12, 'read', 'with open(path) as f:']],
  },
  {
    category: 'user_code_error',
    type: 'KeyError',
    message: "'labels'",
    frames: [['/mnt/code/model.py', 77, 'loss', "labels = batch['labels']"]],
  },
  {
    category: 'bad_configuration',
    type: 'ValueError',
    message: "lr_scheduler 'cosine2' must be one of ['cosine', 'linear']",
    frames: [
      ['/mnt/code/train.py', 40, 'build', 'sched = get_scheduler(name)'],
      [`${LIB}/acme/sched.py`, 9, 'get_scheduler', 'raise ValueError(text)'],
    ],
  },
  {
    category: 'missing_module_or_file',
    type: 'acme.errors.ReplyError',
    message: '404: no model of that name',
    frames: [
      ['/mnt/code/train.py', 44, 'fetch', 'acme.get(name)'],
      [`${LIB}/acme/client.py`, 60, 'get', 'raise ReplyError(reply)'],
    ],
  },
];

type Frames = Fault['frames'];
const HEADER = 'Traceback (most recent call last):';

const stack = (frames: Frames): string[] =>
  frames.flatMap(([file, line, name, code]) => [`  File "${file}", line ${line}, in ${name}`, `    ${code}`]);
const thrown = ({ type, message }: Fault): string => `${type}: ${message}`;
export const plain = (fault: Fault, before: Frames = [OUTER]): string[] => [
  HEADER,
  ...stack([...before, ...fault.frames]),
  thrown(fault),
];
/** The traceback of whoever started or waited for what failed. */
const around = (lines: readonly string[], ...frames: Frames): string[] => [
  HEADER,
  ...stack([OUTER, ...frames]),
  ...lines,
];
const lib = (file: string, name: string, code: string): Frames[number] => [`${LIB}/${file}`, 77, name, code];
const WORKER = lib('torch/utils/data/_utils/worker.py', '_worker_loop', 'data = fetcher.fetch(index)');
const POOL = lib('multiprocess/pool.py', 'worker', 'result = (True, func(*args, **kwds))');
const indented = (lines: readonly string[], by: string): string[] => lines.map((line) => (line ? by + line : line));
const simple = ({ type }: Fault): string => type.split('.').at(-1) ?? type;

const CAUSED = 'The above exception was the direct cause of the following exception:';
const DURING = 'During handling of the above exception, another exception occurred:';

/** What a pool of processes prints: the traceback of the worker in quotes, then that of the one that waited. */
const quoted = (carrier: string, fault: Fault, frame: Frames[number]): string[] => [
  `${carrier}: `,
  '"""',
  ...plain(fault, [POOL]),
  '"""',
  '',
  CAUSED,
  '',
  ...around([thrown(fault)], frame),
];

const box = (text: string): string => `\u2502 ${text.padEnd(90)} \u2502`;
const drawn = ({ frames, ...fault }: Fault): string[] => [
  `\u256d${'\u2500'.repeat(30)} Traceback (most recent call last) ${'\u2500'.repeat(30)}\u256e`,
  ...frames.flatMap(([file, line, name, code]) => [
    box(`${file}:${line} in ${name}`),
    box(''),
    box(`  ${line - 1} \u2502   # before`),
    box(`\u2771 ${line} \u2502   ${code}`),
    box(`  ${line + 1} \u2502   # after`),
    box(''),
    box(`\u256d${'\u2500'.repeat(20)} locals ${'\u2500'.repeat(20)}\u256e`),
    box("\u2502 error = ValueError('earlier')  \u2502"),
    box(`\u2570${'\u2500'.repeat(48)}\u256f`),
  ]),
  `\u2570${'\u2500'.repeat(92)}\u256f`,
  thrown({ frames, ...fault }),
];

const SPAWN = lib('torch/multiprocessing/spawn.py', 'join', 'raise ProcessRaisedException(msg, index, pid)');
const WRAP = lib('torch/multiprocessing/spawn.py', '_wrap', 'fn(i, *args)');
const RAY_GET = lib('ray/_private/worker.py', 'get', 'raise value.as_instanceof_cause()');
const JVM = ['\tat org.apache.spark.api.python.BasePythonRunner.read(PythonRunner.scala:572)', '\t... 1 more'];

/** Ways in which interpreters, pools, launchers and loggers print one exception. */
export const SHAPES: Readonly<Record<string, (fault: Fault) => string[]>> = {
  'a traceback': (fault) => plain(fault),
  'with markers of columns and a repeated line': (fault) => {
    const lines = plain(fault);
    return [...lines.slice(0, 3), '    ~~~~^^^^^^', '  [Previous line repeated 3 more times]', ...lines.slice(3)];
  },
  'that lost its indentation': (fault) => {
    const way = Array.from({ length: 8 }, (_, at): Frames[number] => ['/mnt/code/a.py', at, 'f', `g${at}(x)`]);
    return plain(fault, [OUTER, ...way]).map((line) => line.trim());
  },
  'with blanks before its last line': (fault) => {
    const lines = plain(fault);
    return [...lines.slice(0, -1), `     ${lines.at(-1)}`];
  },
  'in one line, without quotes around it': (fault) => [`ERROR: job 7 failed: ${plain(fault).join('\\n')}`],
  'of a child process': (fault) => ['Process Process-3:', ...plain(fault)],
  'of a spawned worker': (fault) => ['Process SpawnPoolWorker-12:', ...plain(fault)],
  'of a DataLoader worker': (fault) =>
    around(
      [
        `${simple(fault)}: Caught ${simple(fault)} in DataLoader worker process 0.`,
        'Original Traceback (most recent call last):',
        ...plain(fault, [WORKER]).slice(1),
      ],
      lib('torch/_utils.py', 'reraise', 'raise exception'),
    ),
  'of a DataLoader worker, as the message': (fault) =>
    around(
      [`${simple(fault)}: ${HEADER}`, ...plain(fault, [WORKER]).slice(1)],
      lib('torch/utils/data/dataloader.py', '_process_next_batch', 'raise batch.exc_type(batch.exc_msg)'),
    ),
  'of a replica': (fault) =>
    around(
      [
        `${simple(fault)}: Caught ${simple(fault)} in replica 1 on device 1.`,
        'Original Traceback (most recent call last):',
        ...plain(fault, [lib('torch/nn/parallel/parallel_apply.py', '_worker', 'output = module(*input)')]).slice(1),
      ],
      lib('torch/_utils.py', 'reraise', 'raise exception'),
    ),
  'of torch.multiprocessing.spawn': (fault) =>
    around(
      [
        'torch.multiprocessing.spawn.ProcessRaisedException: ',
        '',
        '-- Process 3 terminated with the following error:',
        ...plain(fault, [WRAP]),
        '',
      ],
      SPAWN,
    ),
  'of torch.multiprocessing.spawn, as it was': (fault) =>
    around(['Exception:', '', '-- Process 3 terminated with the following error:', ...plain(fault, [WRAP]), ''], SPAWN),
  'of multiprocessing.Pool': (fault) =>
    quoted('multiprocessing.pool.RemoteTraceback', fault, lib('multiprocessing/pool.py', 'get', 'raise self._value')),
  'of multiprocess': (fault) =>
    quoted('multiprocess.pool.RemoteTraceback', fault, lib('multiprocess/pool.py', 'get', 'raise self._value')),
  'of concurrent.futures': (fault) =>
    quoted('concurrent.futures.process._RemoteTraceback', fault, [
      '/usr/lib/python3.10/concurrent/futures/_base.py',
      403,
      '__get_result',
      'raise self._exception',
    ]),
  'of joblib': (fault) =>
    quoted(
      'joblib.externals.loky.process_executor._RemoteTraceback',
      fault,
      lib('joblib/parallel.py', '_return_or_raise', 'raise self._result'),
    ),
  'of billiard': (fault) => ['billiard.einfo.RemoteTraceback: ', '"""', ...plain(fault), '"""'],
  'of Ray': (fault) =>
    around(
      [
        `ray.exceptions.RayTaskError(${simple(fault)}): ray::Trainer.fit() (pid=811, ip=10.0.0.3, actor_id=5f, repr=<x>)`,
        ...stack(fault.frames),
        thrown(fault),
      ],
      RAY_GET,
    ),
  'of Ray, through two tasks': (fault) =>
    around(
      [
        `ray.exceptions.RayTaskError(${simple(fault)}): ray::main_task() (pid=811, ip=10.0.0.3)`,
        ...stack([['/mnt/code/main.py', 4, 'main_task', 'ray.get(worker.step.remote())']]),
        `ray.exceptions.RayTaskError(${simple(fault)}): ray::WorkerDict.step() (pid=900, ip=10.0.0.4)`,
        ...stack(fault.frames),
        thrown(fault),
      ],
      RAY_GET,
    ),
  'of Ray Train': (fault) => [
    `ray.exceptions.RayTaskError(${simple(fault)}): ray::_RayTrainWorker__execute.get_next() (pid=811, ip=10.0.0.3)`,
    ...stack(fault.frames),
    thrown(fault),
    '',
    CAUSED,
    '',
    ...around(
      [
        'ray.train.base_trainer.TrainingFailedError: The Ray Train run failed. Please inspect the previous error messages for a cause.',
        'To continue this run, you can use: `trainer = TorchTrainer.restore("/mnt/out")`.',
      ],
      lib('ray/train/base_trainer.py', 'fit', 'raise TrainingFailedError(message) from error'),
    ),
  ],
  'of Dask': (fault) => [
    '2026-03-05 12:00:00,123 - distributed.worker - WARNING - Compute Failed',
    'Key:       read-0a1b',
    'Function:  execute_task',
    `Exception: '${simple(fault)}("${fault.message}")'`,
    '',
    ...around([], lib('distributed/client.py', 'gather', 'raise exception.with_traceback(traceback)')),
    ...stack(fault.frames),
    thrown(fault),
  ],
  'of Spark': (fault) =>
    around(
      [
        'py4j.protocol.Py4JJavaError: An error occurred while calling o61.collectToPython.',
        ': org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.3 executor 1): org.apache.spark.api.python.PythonException: Traceback (most recent call last):',
        ...plain(fault, [['/opt/spark/python/lib/pyspark.zip/pyspark/worker.py', 619, 'main', 'process()']]).slice(1),
        '',
        ...JVM,
        'Driver stacktrace:',
        '\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2844)',
      ],
      lib('py4j/protocol.py', 'get_return_value', 'raise Py4JJavaError('),
    ),
  'of PySpark': (fault) =>
    around(
      [
        'pyspark.errors.exceptions.captured.PythonException: ',
        '  An exception was thrown from the Python worker. Please see the stack trace below.',
        ...plain(fault),
      ],
      lib('pyspark/errors/exceptions/captured.py', 'deco', 'raise converted from None'),
    ),
  'in the table of torchrun': (fault) => [
    '============================================================',
    'train.py FAILED',
    '------------------------------------------------------------',
    'Failures:',
    '  <NO_OTHER_FAILURES>',
    '------------------------------------------------------------',
    'Root Cause (first observed failure):',
    '[0]:',
    '  time      : 2026-03-05_12:00:00',
    '  host      : dlc-master-0',
    '  rank      : 0 (local_rank: 0)',
    '  exitcode  : 1 (pid: 81)',
    '  error_file: /tmp/torchelastic_x/attempt_0/0/error.json',
    `  traceback : ${HEADER}`,
    ...indented(
      [...stack([lib('torch/distributed/elastic/errors/__init__.py', 'wrapper', 'return f(*args)'), ...fault.frames])],
      '  ',
    ),
    `  ${thrown(fault)}`,
    '  ',
    '============================================================',
  ],
  'in an error file of torchrun': (fault) => [
    JSON.stringify({
      message: {
        message: thrown(fault),
        extraInfo: { py_callstack: `${plain(fault).join('\n')}\n`, timestamp: '1772712000' },
      },
    }),
  ],
  'in a line of JSON': (fault) => [
    JSON.stringify({
      ts: '2026-03-05T12:00:00Z',
      level: 'ERROR',
      msg: 'run failed',
      exc_info: plain(fault).join('\n'),
    }),
  ],
  'as the text of a string of Python': (fault) => [
    `ERROR job 7 failed: {'status': 'failed', 'error': ${JSON.stringify(plain(fault).join('\n')).replaceAll('\\"', '"').replaceAll("'", "\\'").replace(/^"|"$/g, "'")}}`,
  ],
  'of a logger that says where it stands': (fault) => [
    'E0305 12:00:00.123456 140 train.py:31] training failed',
    ...plain(fault),
  ],
  'behind words in the line of its heading': (fault) => [
    `[2026-03-05 12:00:00 TP4] Scheduler hit an exception: ${HEADER}`,
    ...plain(fault).slice(1),
  ],
  'of loguru': ({ frames, ...fault }) => [
    "2026-03-05 12:00:00.123 | ERROR    | __main__:<module>:88 - An error has been caught in function '<module>', process 'MainProcess' (7), thread 'MainThread' (140):",
    HEADER,
    '',
    `> File "${OUTER[0]}", line 88, in <module>`,
    '    main()',
    '    \u2514 <function main at 0x7f0a>',
    ...frames.flatMap(([file, line, name, code]) => [
      '',
      `  File "${file}", line ${line}, in ${name}`,
      `    ${code}`,
      "    \u2502    \u2502   \u2514 ValueError('earlier')",
      '    \u2514 <acme.Thing object at 0x7f>',
    ]),
    '',
    thrown({ frames, ...fault }),
  ],
  'of rich': drawn,
  'of rich in a log': (fault) => [
    '[12:00:00] ERROR    training failed                                                     train.py:31',
    ...indented(drawn(fault), ' '.repeat(20)),
  ],
  'of rich without lines of its own': ({ frames, ...fault }) => [
    `+${'-'.repeat(30)} Traceback (most recent call last) ${'-'.repeat(30)}+`,
    ...frames.flatMap(([file, line, name, code]) => [
      `${`| ${file}:${line} in ${name}`.padEnd(93)}|`,
      `|${' '.repeat(92)}|`,
      `${`|   ${line - 1} |   # before`.padEnd(93)}|`,
      `${`| > ${line} |   ${code}`.padEnd(93)}|`,
    ]),
    `+${'-'.repeat(92)}+`,
    thrown({ frames, ...fault }),
  ],
  'of IPython': ({ frames, ...fault }) => [
    '-'.repeat(75),
    `${`${fault.type.split('.').at(-1)}`.padEnd(42)}Traceback (most recent call last)`,
    'Cell In[3], line 5',
    '      3 a = 1',
    '----> 5 main()',
    ...frames.flatMap(([file, line, name, code]) => [
      '',
      `File ${file}:${line}, in ${name}(self, x)`,
      `     ${line - 1} # before`,
      `---> ${line} ${code}`,
      `     ${line + 1} # after`,
    ]),
    '',
    thrown({ frames, ...fault }),
  ],
  'of IPython, as it was': ({ frames, ...fault }) => [
    '-'.repeat(75),
    `${`${fault.type.split('.').at(-1)}`.padEnd(42)}Traceback (most recent call last)`,
    '<ipython-input-3-0a1b2c> in <module>',
    '      3 a = 1',
    '----> 5 main()',
    ...frames.flatMap(([file, line, name, code]) => [
      '',
      `${file} in ${name}(self, x)`,
      `     ${line - 1} # before`,
      `---> ${line} ${code}`,
      `     ${line + 1} # after`,
    ]),
    '',
    thrown({ frames, ...fault }),
  ],
  'of Hydra': (fault) => [
    "Error executing job with overrides: ['trainer=ddp', 'data.root=/mnt/data']",
    ...plain(fault),
    '',
    'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.',
  ],
  'of Hydra, around the call of a target': (fault) => [
    "Error executing job with overrides: ['trainer=ddp']",
    ...plain(fault),
    '',
    CAUSED,
    '',
    ...around(
      [
        "hydra.errors.InstantiationException: Error in call to target 'acme.data.Module':",
        `${simple(fault)}("${fault.message.replaceAll('"', "'")}")`,
        'full_key: data',
      ],
      lib('hydra/_internal/instantiate/_instantiate2.py', '_call_target', 'raise InstantiationException(msg) from e'),
    ),
    '',
    'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.',
  ],
  'in a group': (fault) => [
    '  + Exception Group Traceback (most recent call last):',
    ...indented(stack([OUTER]), '  | '),
    '  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)',
    '  +-+---------------- 1 ----------------',
    ...indented(plain(fault, []), '    | '),
    '    +---------------- 2 ----------------',
    ...indented([HEADER, ...stack([['/mnt/code/io.py', 3, 'wait', 'await q.get()']])], '    | '),
    '    | asyncio.exceptions.CancelledError',
    '    +------------------------------------',
  ],
  'as the cause of another': (fault) => [
    ...plain(fault),
    '',
    CAUSED,
    '',
    ...around(
      ['RuntimeError: training failed'],
      ['/mnt/code/train.py', 90, 'main', "raise RuntimeError('training failed') from e"],
    ),
  ],
  'with another that came while it was handled': (fault) => [
    ...plain(fault),
    '',
    DURING,
    '',
    ...around(['RuntimeError: job failed'], ['/mnt/code/train.py', 90, 'main', "raise RuntimeError('job failed')"]),
  ],
  'with notes': (fault) => [...plain(fault), 'While reading batch 7 of shard 3', 'Run id: 0a1b'],
  'before the one that waited for its process': (fault) => [
    ...plain(fault),
    ...around(
      [
        "subprocess.CalledProcessError: Command '['/opt/conda/bin/python', 'train.py']' returned non-zero exit status 1.",
      ],
      lib('accelerate/commands/launch.py', 'simple_launcher', 'raise subprocess.CalledProcessError('),
    ),
  ],
  'before a wrapper that points at it': (fault) => [
    ...indented(plain(fault), '(EngineCore_DP0 pid=411) ERROR 03-05 12:00:00 [core.py:708] '),
    ...around(
      ['RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {}'],
      lib('vllm/v1/engine/utils.py', 'wait_for_engine_startup', 'raise RuntimeError('),
    ),
  ],
  'before another wrapper that points at it': (fault) => [
    ...indented(plain(fault), '(VllmWorker rank=1 pid=411) '),
    ...around(
      [
        'Exception: WorkerProc initialization failed due to an exception in a background process. See stack trace for root cause.',
      ],
      lib('vllm/v1/executor/multiproc_executor.py', 'wait_for_ready', 'raise e from None'),
    ),
  ],
  'of JAX': (fault) => [
    `jax._src.traceback_util.UnfilteredStackTrace: ${thrown(fault)}`,
    '',
    'The stack trace below excludes JAX-internal frames.',
    'The preceding is the original exception that occurred, unmodified.',
    '',
    '--------------------',
    '',
    CAUSED,
    '',
    ...plain(fault),
    '--------------------',
    'For simplicity, JAX has removed its internal frames from the traceback of the following exception. Set JAX_TRACEBACK_FILTERING=off to include these.',
  ],
  'of a device of XLA': (fault) => [`Exception in device=TPU:0: ${fault.message}`, ...plain(fault)],
  'of a step in a notebook': (fault) => [
    'papermill.exceptions.PapermillExecutionError: ',
    '-'.repeat(75),
    'Exception encountered at "In [3]":',
    '-'.repeat(75),
    `${`${fault.type.split('.').at(-1)}`.padEnd(42)}Traceback (most recent call last)`,
    'Cell In[3], line 5',
    '----> 5 main()',
    ...fault.frames.flatMap(([file, line, name, code]) => [
      '',
      `File ${file}:${line}, in ${name}(x)`,
      `---> ${line} ${code}`,
    ]),
    '',
    thrown(fault),
  ],
  'without blanks before its frames': (fault) => plain(fault).map((line) => line.trimStart()),
  'with another indentation': (fault) => indented(plain(fault), '    '),
  'with the native stack below it': (fault) => [
    ...plain(fault),
    'Exception raised from f at ../c10/core/x.cpp:33 (most recent call first):',
    'frame #0: c10::Error::Error(c10::SourceLocation, std::string) + 0x96 (0x7f in /opt/conda/lib/libc10.so)',
    '',
  ],
};

/** What launchers, schedulers and loggers put before each line of a process. */
export const PREFIXES: readonly string[] = [
  '[rank3]:',
  '[rank3]: ',
  '[default3]:',
  '[1,3]<stderr>:',
  'Sat Jan 30 08:17:46 2021[3]<stderr>:',
  '[2026-03-05 12:00:00 TP4] ',
  '[2026-03-05 12:00:00 DP0 TP4 EP4] ',
  '(WorkerDict pid=811) ',
  '(WorkerDict pid=811, ip=10.0.0.3) ',
  '(EngineCore_DP0 pid=411) ERROR 03-05 12:00:00 [core.py:708] ',
  'worker-1: ',
  '10.0.0.3: ',
  'gpu-node-17: ',
  '3: ',
  ' 3: ',
  '03: ',
  '2026-03-05 12:00:00  ',
  '2026-03-05T12:00:00.123Z ',
  '2026-03-05T12:00:00.123456789Z stderr F ',
  '2026-03-05 12:00:00,123 ERROR ',
  '2026-03-05 12:00:00,123 - ERROR - ',
  '2026-03-05 12:00:00,123 - __main__ - ERROR - ',
  '2026-03-05 12:00:00,123 [ERROR] trainer: ',
  '2026-03-05 12:00:00.123 | ERROR    | acme.train:main:31 - ',
  '[2026-03-05 12:00:00,123][acme.train][ERROR] - ',
  '[2026-03-05 12:00:00,123] [ERROR] [launch.py:315:sigkill_handler] ',
  'ERROR:root:',
  'ERROR:acme.train:',
  'ERROR: ',
  'E0305 12:00:00.123456 140 train.py:31] ',
  'trainer_1  | ',
  'trainer-1 | ',
  '[stderr] ',
  'stderr: ',
  '[dlc0a1b-worker-3] ',
  'dlc0a1b-worker-3: ',
  '[node-3] ',
  '| ',
  '> ',
  'pod/trainer-0 container/main ',
  'Mar 05 12:00:00 node-3 train[811]: ',
];
