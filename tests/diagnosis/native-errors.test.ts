import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { signatureOf } from '../../src/shaping/errors/signatures.ts';
import { shownIn, verdictWithLastWords as verdict } from './verdicts.ts';

const shown = (log: string): string => shownIn(verdict(log));
const categoryOf = (log: string): string => verdict(log).category;

describe('an error of a program that is not in Python', () => {
  it('is no recovery where its retries are used up, or an account is switched off', () => {
    expect(categoryOf('ERROR: leaf 7: the connection was lost, retry limit reached')).toBe('network_failure');
    expect(categoryOf('ERROR: leaf 7: the connection was lost, will retry\nleaf 8\nleaf 9')).toBe('unknown');
    expect(categoryOf('acme.Error: access denied, the user is disabled')).toBe('permission_or_mount');
  });
  it('names no option of a command in place of the file', () => {
    const lost = (quoted: string) => verdict(`FileNotFoundError: no leaf there; was it copied with ${quoted}?`).summary;
    expect(lost('`-r`')).not.toContain('-r');
    expect(lost("'leaf/7.bin'")).toContain('leaf/7.bin');
  });
  it('is told by a plain line before the long account that a launcher gives of the end', () => {
    const table = `E0302 12:00:05.1 7 acme/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: 1) local_rank: 0
leaf.py FAILED
------------------------------------------------------------
Failures:
  <NO_OTHER_FAILURES>
------------------------------------------------------------
Root Cause (first observed failure):
[0]:
  time      : 2026-03-02_12:00:05
  host      : w-0
  rank      : 0 (local_rank: 0)
  exitcode  : 1 (pid: 7)
  error_file: <N/A>
============================================================`;
    expect(categoryOf(`sudo: a password is required\n${table}`)).toBe('permission_or_mount');
    expect(categoryOf(`sudo: a leaf is here\n${table}`)).toBe('unknown');
    const work = Array.from({ length: 14 }, (_, at) => `fold of part ${at}`).join('\n');
    expect(categoryOf(`sudo: a password is required\n${work}\n${table}`)).toBe('unknown');
  });
  it('is one by the class of a library that lives among its exceptions', () => {
    expect(categoryOf('acme.core.exceptions.Forbidden: 403 leaf: no such right')).toBe('permission_or_mount');
    expect(signatureOf('acme.core.errors.Odd: 7')).toBe('error');
    expect(signatureOf('acme.core.leaves.Odd: 7')).toBeUndefined();
  });
  it('of an installer is not of the field whose library it installs', () => {
    expect(categoryOf('error: Failed to download `nvidia-cudnn-cu12==7.7`')).toBe('network_failure');
    expect(categoryOf('error: cuDNN failed to find a plan')).toBe('framework_error');
    expect(categoryOf('Error: could not find a match: libfabric-leaf-devel')).toBe('missing_module_or_file');
  });
  it('of Java is what its exception says, or one that caused it', () => {
    const frames = '\tat acme.Train.main(Train.java:7)\n\tat java.lang.Thread.run(Thread.java:750)';
    const java = (head: string, cause = '') => categoryOf(`Exception in thread "main" ${head}\n${frames}\n${cause}`);
    expect(java('java.lang.ClassNotFoundException: acme.Booster')).toBe('missing_module_or_file');
    expect(java('java.lang.NoSuchMethodError: acme.Booster.fit()V')).toBe('framework_error');
    expect(java('java.net.UnknownHostException: name-7')).toBe('network_failure');
    expect(java('java.lang.UnsatisfiedLinkError: no acmejni in java.library.path')).toBe('missing_module_or_file');
    expect(java('java.lang.UnsatisfiedLinkError: acme.Native.init()V')).toBe('framework_error');
    expect(categoryOf('# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb)')).toBe(
      'user_code_error',
    );
    expect(java('acme.FitException: Path does not exist: oss://bucket/data')).toBe('missing_module_or_file');
    expect(java('java.lang.NullPointerException')).toBe('user_code_error');
    const halted = `Error: the Python package acme was not found.

python:         /usr/bin/python
version:        3.10.12, which is required
Execution halted`;
    expect(verdict(halted)).toMatchObject({ category: 'missing_module_or_file' });
    expect(verdict(halted).evidence.map(({ text }) => text)).toContain('Error: the Python package acme was not found.');
    const wrapped = java('acme.FitException: stage 3 broke', 'Caused by: java.lang.ClassNotFoundException: acme.Part');
    expect(wrapped).toBe('missing_module_or_file');
  });
  it('of a compiler is its own line, not what the loader of the shell notes or what the build says after it', () => {
    const harmless = 'sh: /opt/acme/lib/libleaf.so.6: no version information available (required by sh)';
    const build = (line: string): string => `Building extension module leaf...
${harmless}
${line}
compilation terminated.
ninja: build stopped: subcommand failed.
Traceback (most recent call last):
  File "/mnt/code/train.py", line 18, in <module>
RuntimeError: Error building extension 'leaf'`;
    for (const line of [
      'cc1plus: fatal error: leaf_runtime.h: No such file or directory',
      "clang++: fatal error: 'leaf_runtime.h' file not found",
      '/usr/bin/ld: cannot find -lleaf',
      "hipcc: error: unsupported option '--leaf'",
      'CMake Error: The source directory "/opt/leaf" does not exist.',
    ]) {
      expect(shown(build(line)), line).toContain(line);
      expect(shown(build(line)), line).not.toContain(harmless);
      expect(categoryOf(build(line)), line).toBe('framework_error');
    }
  });
  it('of Rust, Go and C++ is what the lines after its first one say', () => {
    const rust = (message: string) =>
      categoryOf(`thread 'main' panicked at src/main.rs:7:9:\n${message}\nstack backtrace:`);
    expect(rust('Os { code: 2, kind: NotFound, message: "No such file or directory" }')).toBe('missing_module_or_file');
    expect(rust('leaf 7 came before its root')).toBe('user_code_error');
    expect(categoryOf('panic: open /etc/acme.toml: no such file or directory\n\ngoroutine 1 [running]:')).toBe(
      'missing_module_or_file',
    );
    const cpp = (what: string) =>
      categoryOf(
        `terminate called after throwing an instance of 'acme::Error'\n  what():  ${what}\nAborted (core dumped)`,
      );
    expect(cpp('Resource temporarily unavailable')).toBe('resource_limit');
    expect(cpp('cannot open /data/rows.bin: No such file or directory')).toBe('missing_module_or_file');
    expect(cpp('leaf 7 came before its root')).toBe('user_code_error');
    expect(categoryOf('fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:')).toBe(
      'user_code_error',
    );
    expect(categoryOf("\nthread 'main' has overflowed its stack\nfatal runtime error: stack overflow")).toBe(
      'user_code_error',
    );
    expect(categoryOf('memory allocation of 8589934592 bytes failed\nAborted (core dumped)')).toBe('host_oom');
    expect(categoryOf('run.sh: line 12:    77 Floating point exception(core dumped) ./train')).toBe('user_code_error');
    // What the system refuses a thread or a lock is no file.
    const refused = (type: string) =>
      categoryOf(`terminate called after throwing an instance of '${type}'\n  what():  Operation not permitted`);
    expect(refused('std::system_error')).toBe('user_code_error');
    expect(refused('std::filesystem::filesystem_error')).toBe('permission_or_mount');
    // Neither do frames tell of a library that is missing, nor the line of a source file of a status.
    const frame = 'Stack trace:\n  [bt] (0) /opt/lib/libacme.so(undefined+0xb7) [0x7f3]';
    expect(cpp(`acme.h:44: Check failed: ptr || count == 0:\n${frame}`)).toBe('user_code_error');
    expect(cpp('acme.h:404: Check failed: ptr of the model file')).toBe('user_code_error');
  });
  it('is the error right before what the runtime of C++ says', () => {
    const log = (error: string) =>
      verdict(
        `${error}\n\nterminate called after throwing an instance of 'acme::Failure'\n  what():  acme: stream.cpp:9 make: EXCEPTION:`,
      );
    const compared = log('acme.cpp:77 [ERROR] condition backend == acme::shared_backend() failed');
    expect([compared.category, compared.confidence]).toEqual(['bad_configuration', 'indirect']);
    expect(compared.evidence[0]?.text).toContain('condition backend');
    expect(log('[ERROR] no usable route to the other host').category).not.toBe('bad_configuration');
  });
  it('of NCCL counts at the level WARN, hedged', () => {
    const log = (level: string) =>
      verdict(
        `node-7:88:120 [1] init.cc:9 ${level} Duplicate GPU detected : rank 1 and rank 0 both on CUDA device 3000\nValueError: ncclCommInitRank failed`,
      );
    expect([log('NCCL WARN').category, log('NCCL WARN').confidence]).toEqual(['bad_configuration', 'indirect']);
    expect(log('WARN').category).not.toBe('bad_configuration');
  });
  it('is shown by the line that its code stands in', () => {
    const { category, evidence } = verdict(
      "terminate called after throwing an instance of 'acme::Error'\n  what():  Submit failed.\nqueue ended with 39 (ACME_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)\nFatal Python error: Aborted",
    );
    expect(category).toBe('cuda_oom');
    expect(evidence.map(({ text }) => text).join()).toContain('ACME_RESULT_ERROR_OUT_OF_DEVICE_MEMORY');
  });
  it('is not in the folders of a source within its project', () => {
    const log = (source: string) =>
      categoryOf(
        `Traceback (most recent call last):\n  File "/mnt/a.py", line 3, in f\nRuntimeError: ${source} failed`,
      );
    expect(log('acme/compiler/triton/session.cc:38 : the request')).not.toBe('framework_error');
    expect(log('triton/session: the request')).toBe('framework_error');
  });
  it('of dmlc is the line that it names twice', () => {
    const log = (said: string) =>
      categoryOf(`[12:05:22] dmlc/logging.h:276: [12:05:22] src/van.h:12: ${said}\n\nAborted (core dumped)`);
    expect(log('Reached max retry for bind: Address already in use')).toBe('bad_configuration');
    expect(log('Check  notnull: leaf')).toBe('user_code_error');
  });
  it('counts beside a link to the documentation', () => {
    const link = 'see https://pytorch.org/docs/stable/notes.html';
    expect(categoryOf(`acme.OutOfMemoryError: HIP out of memory. Tried to allocate 2 GiB; ${link}`)).toBe('cuda_oom');
    const sent =
      '[12:05:22][node-7][88][ERR][ACCL][init.cpp:9] no second send to one peer\nOSError: (External) ACCL failed';
    expect(shown(sent)).toContain('no second send');
  });
  it('of C++ is read with its type, which names the library', () => {
    const cpp = (type: string, what: string) => {
      const { category, confidence } = verdict(
        `terminate called after throwing an instance of '${type}'\n  what():  ${what}\nAborted (core dumped)`,
      );
      return [category, confidence];
    };
    expect(cpp('thrust::system::system_error', 'parallel_for failed: out of memory')).toEqual(['cuda_oom', 'indirect']);
    expect(cpp('thrust::system::detail::bad_alloc', 'std::bad_alloc')).toEqual(['cuda_oom', 'indirect']);
    // A size that was wrong is refused in the same words.
    expect(cpp('std::bad_alloc', 'std::bad_alloc')).toEqual(['host_oom', 'indirect']);
    // The first says that the node is not ready, and the others follow from that.
    const thrown = (what: string) =>
      `terminate called after throwing an instance of 'acme::Error'\n  what():  ${what}\n`;
    const late = thrown('a call failed');
    expect(categoryOf(thrown('system not yet initialized') + late)).toBe('hardware_fault');
    expect(categoryOf(`ls: cannot access /opt/acme: No such file or directory\n${late}`)).toBe('user_code_error');
    expect(cpp('acme::cubes::Error', 'cubes ran out of memory')[0]).toBe('host_oom');
  });
  it('of R stands before its last line, and that of Julia in one', () => {
    expect(categoryOf("Error in library(acme) : there is no package called 'acme'\nExecution halted")).toBe(
      'missing_module_or_file',
    );
    expect(categoryOf('Error: cannot allocate vector of size 12.3 Gb\nExecution halted')).toBe('host_oom');
    expect(categoryOf('Error in fit(x) : leaf 7 came before its root\nExecution halted')).toBe('user_code_error');
    expect(categoryOf('ERROR: LoadError: OutOfMemoryError()')).toBe('host_oom');
    expect(categoryOf('ERROR: LoadError: ArgumentError: Package Acme not found in current path.')).toBe(
      'missing_module_or_file',
    );
  });
});

describe('the last words of a command', () => {
  it('go on in the indented lines after them', () => {
    const log = `CMake Error at CMakeLists.txt:12 (find_package):
  Could not find a package configuration file provided by "Acme" with any of
  the following names:`;
    expect(categoryOf(log)).toBe('missing_module_or_file');
    expect(categoryOf('acme: error: in part 7\n  leaf 7 came before its root')).toBe('unknown');
  });
  it('are not in a list of reasons, also where the launcher names itself in each of its lines', () => {
    const list = (head: string, item: string) =>
      categoryOf(
        `${head}error waiting for event\n${head}Possible reasons:\n${item}1. The firewall refused connections.`,
      );
    expect(list('', '')).toBe('unknown');
    expect(list('[mpiexec@a] ', '[mpiexec@a] ')).toBe('unknown');
    expect(list('[mpiexec@a] ', '[proxy@b] ')).toBe('network_failure');
  });
  it('in a box are read without the reasons that it only guesses', () => {
    const box = (text: string) => categoryOf(`${'-'.repeat(60)}\n${text}\n${'-'.repeat(60)}`);
    const guesses =
      'ACME could not begin.\nThis usually is caused by:\n* a file that was not found\n* not enough slots given';
    expect(box(guesses)).toBe('unknown');
    const many =
      'ACME could not begin:\n\n  Slots: 2\n  Ranks: 4\n\nWe cannot continue: not enough slots were given.\nBye.';
    expect(box(many)).toBe('bad_configuration');
  });
  it('say nothing where they only tell the status of what was run', () => {
    const line = (msg: string) => `{"level":"error","msg":"Error fetching the code: ${msg}"}`;
    expect(categoryOf(line('exit status 128'))).toBe('unknown');
    expect(categoryOf(line('connection refused'))).toBe('network_failure');
  });
});

describe('words', () => {
  it('are none in the environment that a shell prints with a command', () => {
    const env = "HOROVOD_RANK=0 NCCL_DEBUG=INFO HOROVOD_GLOO_TIMEOUT_SECONDS=30 LS_COLORS='rs=0:di=01;34'";
    expect(categoryOf(`error: bash: line 1: 35 failed ${env} python a.py --num-iters=9`)).toBe('unknown');
    expect(categoryOf('error: set NCCL_SOCKET_IFNAME=eth0, the communicator of gloo timed out')).toBe('nccl_timeout');
  });
  it('of another program are read behind the name of the plugin that prints them', () => {
    const log = ['failed to import docker image', '    curl: (35) error:1408F10B:SSL routines:wrong version number'];
    const behind = (prefix: string) => categoryOf(log.map((line) => `${prefix}${line}`).join('\n'));
    expect(behind('slurmstepd: error: pyxis: ')).toBe('network_failure');
  });
  it('are none in folders and addresses', () => {
    const words = (text: string) => categoryOf(`acme.RunError: ${text}`);
    expect(words('rank 6 of /opt/conda/bin/python is not in its place')).toBe('unknown');
    expect(words('conda is not in its place')).toBe('missing_module_or_file');
    expect(words('put of https://storage.example.com/disk/full did not end well')).toBe('unknown');
  });
  it('are none in the sources of a library that an exception names', () => {
    const thrown = (says: string) =>
      categoryOf(
        `Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/acme/run.py", line 9, in f\n    g()\n${says}`,
      );
    expect(thrown('acme.RunError: acme/compiler/fold/run_client.cc:1110 : step 7 failed')).toBe('unknown');
    expect(thrown('acme.RunError: run_client.cc:1110 : the compiler failed at step 7')).toBe('framework_error');
  });
  it('are in the type of what C++ threw, whose namespace names a library of the GPU', () => {
    const cpp = (type: string) =>
      categoryOf(
        `terminate called after throwing an instance of '${type}'\n  what():  the memory of fold 7 is exhausted`,
      );
    expect(cpp('rmm::detail::fold_error')).toBe('cuda_oom');
    expect(cpp('acme::detail::fold_error')).toBe('host_oom');
  });
  it('of the fatal level of glog end the process, whatever they say of going on', () => {
    const said = (level: string) =>
      categoryOf(
        `${level} acme/run/status.cc:34] value taken instead: NPU 3 has an uncorrectable error\nAborted (core dumped)`,
      );
    expect(said('F')).toBe('hardware_fault');
    expect(said('E')).toBe('unknown');
  });
  it('are none in the parts of a second of a time', () => {
    expect(categoryOf('LAUNCH ERROR 2026-11-29 10:45:29,503 Container failed')).toBe('unknown');
    expect(categoryOf('LAUNCH ERROR 2026-11-29 10:45:29,611 Container failed: the registry says 503')).not.toBe(
      'unknown',
    );
  });
  it('of the reason itself, which an error announces, are evidence', () => {
    const said = (head: string) => categoryOf(`Error: the run did not begin\n\n${head}\n  No space left on device`);
    for (const head of ['Caused by:', 'It failed for the following reason:', 'The run ended due to:'])
      expect(said(head), head).toBe('storage_failure');
    for (const head of ['This may be caused by:', 'Possible reasons:', 'The reasons for this could be:'])
      expect(said(head), head).toBe('unknown');
  });
  it('of a list of possible reasons are no evidence, and do not show that the program went on', () => {
    const log = `root@w-1: Permission denied (publickey,password).
ACME could not begin.
This usually is caused by:

* a port that is already in use: Address already in use
* a folder that is not there, as in
  FileNotFoundError

* a limit of the machine
  that is too low
  for what is asked`;
    expect(categoryOf(log)).toBe('permission_or_mount');
    expect(categoryOf(log.split('\n').slice(1).join('\n'))).toBe('unknown');
    const advice = (before: string) => `ERROR acme code 7\n    ${before} the record could not be parsed.`;
    expect(categoryOf(advice('Possible Cause:'))).toBe('unknown');
    expect(categoryOf(advice('It says:'))).not.toBe('unknown');
  });
  it('are told behind the command of a launcher that failed', () => {
    const launched = (why: string) =>
      categoryOf(`Error: failed to run torchrun --nnodes=2 --node_rank=1 a.py on 10.0.0.2, ${why}`);
    expect(launched('is localhost: False, exception: not a valid RSA private key file')).toBe('permission_or_mount');
    expect(launched('is localhost: False')).toBe('unknown');
  });
  it('may follow the class of an exception at once', () => {
    expect(categoryOf('AssertError:the disk has no space left')).toBe(
      categoryOf('AssertError: the disk has no space left'),
    );
    expect(categoryOf('AssertError:the disk has no space left')).toBe('storage_failure');
  });
});

describe('a library in which the program has no part', () => {
  const raised = (thrown: string, before = '') =>
    verdict(`${before}Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/acme/cli.py", line 9, in submit
    g()
${thrown}`);
  it('does not misfit another one where it has nothing in its hands', () => {
    expect(raised("AttributeError: 'NoneType' object has no attribute 'status'").category).toBe('unknown');
    expect(raised("AttributeError: 'Client' object has no attribute 'status'").category).toBe('framework_error');
  });
  it('does not hide what was lost before', () => {
    const { category, evidence } = raised(
      "AttributeError: 'NoneType' object has no attribute 'status'",
      'The actor died unexpectedly before finishing this task.\n',
    );
    expect(category).toBe('unknown');
    expect(evidence[0]?.text).toContain('actor died');
  });
});

describe('an exception that points at the log above', () => {
  it('is shown with the warnings before it', () => {
    const log =
      '[INFO] starting\n[WARN][ACCL][init.cpp:108] param 0 data alloc failed\n[WARN][ACCL][init.cpp:714] init failed\nTraceback (most recent call last):\n  File "/mnt/a.py", line 3, in f\n    init()\nOSError: (External) ACCL error, Please check the error log above.';
    const { lastLines } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
    expect(lastLines.join()).toContain('param 0 data alloc failed');
  });
});
