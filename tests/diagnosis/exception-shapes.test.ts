import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { FAULTS, type Fault, PREFIXES, plain, SHAPES } from './exception-shapes.ts';

const read = (lines: readonly string[]) => {
  const { findings } = readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined });
  const { category, confidence, evidence } = decide(findings, { complete: true, lastWords: [] });
  return { category, confidence, shown: evidence.map(({ text }) => text) };
};

/** Its cause is told, and the line that tells it shown. */
function tells(lines: readonly string[], { category, message }: Fault): void {
  const said = read(lines);
  expect(said, lines.join('\n')).toMatchObject({ category });
  expect(said.shown.join('\n'), lines.join('\n')).toContain(message);
}

describe.each(Object.entries(SHAPES))('an exception %s', (_, shape) => {
  it.each(FAULTS)('tells the cause: $type: $message', (fault) => {
    tells(shape(fault), fault);
  });
});

describe.each(PREFIXES)('an exception with %j before each line', (prefix) => {
  it.each(FAULTS)('tells the cause: $type: $message', (fault) => {
    tells(
      plain(fault).map((line) => prefix + line),
      fault,
    );
  });
});

describe('the exceptions of two ranks that write at once', () => {
  const tags = [
    '[rank#]: ',
    '[1,#]<stderr>:',
    '(WorkerDict pid=81#) ',
    '#: ',
    'node-#: ',
    'trainer-# | ',
    '[dlc-worker-#] ',
  ];
  it.each(tags)('are kept apart by %j', (tag) => {
    for (const fault of FAULTS) {
      const zipped = plain(fault).flatMap((line) => ['3', '4'].map((rank) => tag.replace('#', rank) + line));
      tells(zipped, fault);
      // One of them is some lines behind.
      tells(
        [...zipped.filter((_, at) => at % 2 === 0 && at < 6), ...zipped.filter((_, at) => at % 2 || at >= 6)],
        fault,
      );
    }
  });
});

describe('what looks like such an exception', () => {
  const mistake = FAULTS.find(({ type }) => type === 'KeyError') as Fault;
  const around = (link: string, last: string) =>
    read([
      ...plain(mistake),
      '',
      link,
      '',
      'Traceback (most recent call last):',
      '  File "/mnt/code/a.py", line 3, in f',
      `    raise RuntimeError('x')`,
      last,
    ]);
  const during = 'During handling of the above exception, another exception occurred:';
  it('is no more than likely the cause where it was being handled', () => {
    expect(around(during, 'RuntimeError: job failed')).toMatchObject({
      category: 'user_code_error',
      confidence: 'indirect',
    });
    expect(around(during, 'RuntimeError: optimizer must be one of [a, b]').category).toBe('bad_configuration');
  });
  it('is said again in more words, which are shown beside it', () => {
    const again = (last: string) =>
      read([
        'Traceback (most recent call last):',
        '  File "/opt/x/site-packages/acme/build.py", line 3, in build',
        "    part = loader_cfg.pop('part')",
        "KeyError: 'part'",
        '',
        during,
        '',
        'Traceback (most recent call last):',
        '  File "/mnt/code/train.py", line 3, in <module>',
        '    acme.run(cfg)',
        last,
      ]);
    const { category, shown } = again(`KeyError: "class Loop in acme/loops.py: 'part'"`);
    expect(category).toBe('bad_configuration');
    expect(shown.join('\n')).toContain('class Loop');
    expect(again("KeyError: 'other'").category).toBe('user_code_error');
  });
  it('is one that points elsewhere, and says what happened itself', () => {
    const { category, shown } = read([
      ...plain(mistake).slice(0, -1),
      'RuntimeError: CUDA out of memory. See the stack trace above for details.',
    ]);
    expect(category).toBe('cuda_oom');
    expect(shown.join('\n')).toContain('CUDA out of memory');
    const elsewhere = plain(mistake).slice(0, -1);
    expect(read([...elsewhere, 'RuntimeError: Engine failed. See root cause above.']).category).toBe('unknown');
    expect(read([...elsewhere, 'RuntimeError: Engine failed. The root of it has no cause.']).category).not.toBe(
      'unknown',
    );
  });
  it.each([
    '[2026-03-05 12:05:22,123] acme.launch.api: [WARNING] ',
    'acme.launch.api: [WARNING] ',
    '2026-03-05 12:05:22 ',
    '03/05 12:05:22 - acme - INFO - ',
    '[2026-03-05 12:05:22,123][acme.launch][INFO] - ',
    '2026-03-05 12:05:22.123 | ERROR    | acme.launch:close:12 - ',
    'INFO - ',
  ])('is what a logger writes below it: %j', (prefix) => {
    const vague = { ...mistake, type: 'acme.errors.Error', message: 'call plan() before run()' };
    const lines = [...plain(vague), `${prefix}Sending process 1314 closing signal SIGTERM`];
    expect(read(lines)).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    // What a library adds to its message is of it, also where it looks like that.
    for (const own of [
      '  the queue of the NPU is out of memory',
      '[ERROR] 2026-03-05-12:05:22 (PID:7) NPU out of memory',
    ])
      expect(read([...plain(vague), own]).category).toBe('cuda_oom');
  });
  it('is a frame in a sentence, or a table of files', () => {
    const words = ['note:   File "/mnt/code/a.py", line 3, in f', 'note: all is well', 'note: KeyError: 3'];
    expect(read(words).category).toBe('unknown');
  });
});

describe('programs in other languages, and what Python prints in forms of its own', () => {
  const missing = 'No such file or directory';
  it.each([
    [
      'Julia',
      [
        'ERROR: LoadError: SystemError: opening file "/mnt/a.csv": No such file or directory',
        'Stacktrace:',
        ' [1] systemerror(p::String)',
        '   @ Base ./error.jl:176',
      ],
      'missing_module_or_file',
      missing,
    ],
    [
      'Julia',
      [
        'ERROR: LoadError: MethodError: no method matching forward(::Model)',
        'Stacktrace:',
        ' [1] main()',
        '   @ Main /mnt/a.jl:3',
      ],
      'user_code_error',
      'no method matching',
    ],
    [
      'R',
      [
        'Error in file(file, "rt") : cannot open the connection',
        'Calls: read.csv -> file',
        'In addition: Warning message:',
        'In file(file, "rt") :',
        "  cannot open file '/mnt/a.csv': No such file or directory",
        'Execution halted',
      ],
      'missing_module_or_file',
      missing,
    ],
    [
      'R',
      [
        "Error in eval(predvars, data, env) : object 'labels' not found",
        'Calls: train -> model.frame -> eval',
        'Execution halted',
      ],
      'user_code_error',
      "object 'labels' not found",
    ],
    [
      'Go',
      [
        'panic: open /mnt/a.bin: no such file or directory',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/mnt/main.go:12 +0x1d',
        'exit status 2',
      ],
      'missing_module_or_file',
      'no such file or directory',
    ],
    [
      'Java',
      [
        'Exception in thread "main" java.lang.RuntimeException: training failed',
        '\tat com.acme.Train.main(Train.java:12)',
        'Caused by: java.io.IOException: No space left on device',
        '\tat sun.nio.ch.FileDispatcherImpl.write0(Native Method)',
        '\t... 2 more',
      ],
      'storage_failure',
      'No space left on device',
    ],
    [
      'Java',
      [
        'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()"',
        '\tat com.acme.Train.main(Train.java:12)',
      ],
      'user_code_error',
      'NullPointerException',
    ],
    [
      'Rust',
      [
        "thread 'main' panicked at src/main.rs:3:5:",
        'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
        'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
      ],
      'missing_module_or_file',
      missing,
    ],
    [
      'C++',
      [
        "terminate called after throwing an instance of 'std::filesystem::filesystem_error'",
        '  what():  filesystem error: cannot create directories: No space left on device [/mnt/out]',
        'Aborted (core dumped)',
      ],
      'storage_failure',
      'No space left on device',
    ],
    [
      'Python without a header',
      ['  File "/mnt/code/train.py", line 33', '    x = [1, 2', '        ^', "SyntaxError: '[' was never closed"],
      'user_code_error',
      'was never closed',
    ],
    [
      'Python, in a package',
      [
        'Traceback (most recent call last):',
        '  File "/mnt/code/train.py", line 3, in <module>',
        '    import acme',
        '  File "/usr/lib/python3/dist-packages/acme/a.py", line 5',
        '    x: int = (y := 3)',
        '                ^',
        'SyntaxError: invalid syntax',
      ],
      'framework_error',
      'invalid syntax',
    ],
    [
      'TensorFlow',
      [
        'Traceback (most recent call last):',
        '  File "/mnt/code/train.py", line 30, in <module>',
        '    model.fit(ds)',
        'tensorflow.python.framework.errors_impl.ResourceExhaustedError: Graph execution error:',
        '',
        "Detected at node 'model/conv/Conv2D' defined at (most recent call last):",
        '    File "/mnt/code/train.py", line 30, in <module>',
        '      model.fit(ds)',
        "Node: 'model/conv/Conv2D'",
        'OOM when allocating tensor with shape[64,512] on /job:localhost/device:GPU:0 by allocator GPU_0_bfc',
        '\t [[{{node model/conv/Conv2D}}]]',
      ],
      'cuda_oom',
      'OOM when allocating',
    ],
    [
      'Hydra',
      [
        "In 'config': Could not find 'model/big'",
        '',
        "Available options in 'model':",
        '\tbase',
        '\tsmall',
        'Config search path:',
        '\tprovider=hydra, path=pkg://hydra.conf',
        '',
        'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.',
      ],
      'bad_configuration',
      'Could not find',
    ],
    [
      'Hydra',
      [
        "Error executing job with overrides: ['a=b']",
        "Error in call to target 'acme.Module':",
        "FileNotFoundError(2, 'No such file or directory')",
        'full_key: data',
        '',
        'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.',
      ],
      'missing_module_or_file',
      missing,
    ],
  ] as const)('%s: tells the cause, and shows the line', (_, lines, category, shown) => {
    const said = read(lines);
    expect(said).toMatchObject({ category });
    expect(said.shown.join('\n')).toContain(shown);
  });
});
