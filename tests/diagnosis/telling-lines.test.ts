import { describe, expect, it } from 'vitest';
import { asEnding, readExitCode } from '../../src/diagnosis/exit-codes.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { shownIn, verdictWithLastWords as verdict } from './verdicts.ts';

const shown = (log: string): string => shownIn(verdict(log));
const LIBRARY = '/usr/lib/python3/dist-packages/acme/engine.py';
const OWN = '/mnt/code/train.py';

describe('the class of an exception that no cause knows', () => {
  it('is read as the words that it is made of, with what is listed below it', () => {
    const listed =
      'Solving the grove: failed\nLeafPackageNotFound:\n  - leaf==7.1=h07\n  - root==3.0=h09\n  - bud==1.2=h01';
    expect(verdict(listed)).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(shown(listed)).toContain('LeafPackageNotFound:');
    expect(verdict('java.lang.OutOfMemoryError: the limit of 7 folds').category).toBe('host_oom');
  });
  it('says nothing where it is one of Python itself, or speaks of a cache, and is no name elsewhere', () => {
    expect(verdict('AssertionError: leaf 7').category).not.toBe('missing_module_or_file');
    expect(verdict('LeafGrove: leaf 7').category).toBe('unknown');
    const cached = 'acme.LocalEntryNotFoundError: trouble while trying to locate the leaf on the Hub, and none is here';
    expect(verdict(cached).category).toBe('network_failure');
  });
});

describe('an assertion without words', () => {
  const asserts = (code: string, type = 'AssertionError', file = LIBRARY) =>
    verdict(`Traceback (most recent call last):\n  File "${file}", line 9, in check\n    ${code}\n${type}`);
  it('says what its source asks for', () => {
    const missing = { category: 'missing_module_or_file', confidence: 'indirect' };
    expect(asserts('assert len(self.datasets) > 0')).toMatchObject(missing);
    expect(asserts('assert self.tokenizer is not None')).toMatchObject(missing);
    expect(asserts('assert batch_size % num_workers == 0')).toMatchObject({ category: 'bad_configuration' });
  });
  it('says nothing where it asks for something else, or is none', () => {
    expect(asserts('assert leaf > root').category).toBe('unknown');
    expect(asserts('assert len(leaves) > 0').category).toBe('unknown');
    expect(asserts('assert len(self.datasets) > 0', 'acme.LeafError').category).toBe('unknown');
  });
});

describe('the line that tells', () => {
  it('is the innermost cause in the chain of a program in Rust or Go', () => {
    const chain = `error: Failed to fetch: \`https://leaf.example.com/simple/\`
  Caused by: Request failed after 3 retries
  Caused by: dns error: the name of leaf.example.com is not known`;
    expect(shown(chain)).toContain('dns error: the name of leaf');
    expect(shown(`${chain}\nCaused nothing else`)).not.toContain('Caused nothing');
  });
  it('is one of an installer that writes its level in small letters, or indents what another one said', () => {
    expect(verdict("critical libmamba LockFile can't be set at '/opt/leaf'").category).toBe('storage_failure');
    expect(verdict('critical leaf at 7').category).toBe('unknown');
    const built = '      error: the leaves of mpi are not compiled here\nERROR: Failed building wheel for leaf';
    expect(shown(built)).toContain('the leaves of mpi');
  });
  it('is shown where a process tells of the signal that ended it, or of what it threw', () => {
    const signal = 'WARNING:acme.keeper:Received 30 death signal, leaving';
    const steps = Array.from({ length: 4 }, (_, at) => `    leaf(${at})`).join('\n');
    expect(shown(`${signal}\n${steps}\nfold\nroot`)).toContain(signal);
    expect(shown(`WARNING:acme.keeper:Received 30 leaves, staying\n${steps}\nfold\nroot`)).not.toContain('leaves,');
  });
  it('is a complaint behind the headings of native code, which are not shown in its place', () => {
    const raised = (below: string) =>
      shown(`Traceback (most recent call last):
  File "${OWN}", line 9, in f
    fold(leaf)
RuntimeError: 
----------------
- Leaf state:
----------------
${below}`);
    expect(raised('fold-op7\nroot 7, bud 9\nThe leaf exception code is 0x7, fold failed: F7')).toContain('F7');
    expect(raised('fold-op7\nroot 7, bud 9')).not.toContain('-----');
  });
});

describe('what the same words mean somewhere else', () => {
  it('is an option in place of a command where a backslash was lost', () => {
    const log = (name: string): string => `leaf fit: error: 7 leaves\nrun.sh: line 7: ${name}: command not found`;
    expect(verdict(log('--depth')).category).toBe('bad_configuration');
    expect(verdict(log('leaf-fit')).category).toBe('missing_module_or_file');
  });
  it('is a refusal where the service answered so, and no file system where a network has the error number', () => {
    const raised = (text: string) =>
      verdict(`Traceback (most recent call last):\n  File "${LIBRARY}", line 9, in put\n    raise error\n${text}`)
        .category;
    expect(raised('wandb.errors.CommError: leaf answered 403 Forbidden: permission denied')).toBe(
      'permission_or_mount',
    );
    expect(raised('wandb.errors.CommError: leaf gave no answer')).toBe('network_failure');
    expect(verdict('MPIDI_LEAF_poll(7): OFI poll failed (leaf.c:7:Input/output error - LOST)').category).toBe(
      'nccl_timeout',
    );
    expect(verdict('leaf: /mnt/nas/leaf.bin: Input/output error').category).toBe('storage_failure');
  });
});

describe('the lines that tell most where no cause is known', () => {
  it('are of different shapes, and those between the first and the last one too as long as there is room', () => {
    const numbered = Array.from({ length: 5 }, (_, at) => `ERROR leaf ${at}: fold ${at} is odd`);
    const log = [...numbered, 'ERROR the grove does not answer', 'ERROR the keeper leaves', 'begins', 'ends', 'rests'];
    const text = shown(log.join('\n'));
    expect(text).toContain('ERROR the grove does not answer');
    expect(text).toContain(numbered[0]);
    expect(text).not.toContain(numbered[3]);
  });
  it('bring with them what they announce, below a rule too', () => {
    const below = (rule: string) => shown(`ERROR the grove says:\n${rule}seven leaves\n${'fold\n'.repeat(9)}end`);
    expect(below('')).toContain('seven leaves');
    expect(below('-----\n')).toContain('seven leaves');
    expect(shown(`ERROR the grove says so\nseven leaves\n${'fold\n'.repeat(9)}end`)).not.toContain('seven leaves');
  });
  it('are shown beside an exception of many frames too, unless it is proven', () => {
    const log = (type: string) => `ERROR the grove is closed
${'fold\n'.repeat(30)}Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.load(name)
  File "${LIBRARY}", line 30, in load
    raise failure
${type}
  one
  two
  three
keeper: cannot reach leaf 7`;
    expect(shown(log('acme.LoadFailed: code 17'))).toContain('keeper: cannot reach leaf 7');
    expect(shown(log("ModuleNotFoundError: No module named 'leaf'"))).not.toContain('keeper: cannot');
  });
  it('hold what the handling of which broke, whatever broke then', () => {
    const log = (link: string) => `Traceback (most recent call last):
  File "${OWN}", line 7, in read
    acme.parse(text)
acme.errors.FormError: 3:10 : leaf without a stalk

${link}

Traceback (most recent call last):
  File "${OWN}", line 9, in read
    leaf.fold(text)
TypeError: a root is required, not 'str'`;
    const during = shown(log('During handling of the above exception, another exception occurred:'));
    expect(during).toContain('leaf without a stalk');
    expect(during.indexOf('a root is required')).toBeLessThan(during.indexOf('leaf without a stalk'));
    // What the decisive exception was raised from is told before it, and only once.
    const from = shown(log('The above exception was the direct cause of the following exception:'));
    expect(from.split('leaf without a stalk')).toHaveLength(2);
  });
});

describe('what counts as a last word', () => {
  it('is an error that a library of collectives logs as a warning, and no other warning', () => {
    const said = 'NET/IB : async event 7 on mlx5_7, transfer failed';
    expect(verdict(`leaf-7:70:71 [3] GROVECCL WARN ${said}`).category).toBe('unknown');
    expect(verdict(`leaf-7:70:71 [3] NCCL WARN ${said}`).category).toBe('nccl_timeout');
  });
  it('is that no more will be tried, and not that it is tried again', () => {
    const said = (text: string) => verdict(`[leaf] queue pair 7 of mlx5_7: ${text}`).category;
    expect(said('transport retry count exceeded')).toBe('network_failure');
    expect(said('completion failed after 7 retries')).toBe('network_failure');
    expect(said('completion failed, all 7 attempts used up')).toBe('network_failure');
    expect(said('completion failed, retrying')).toBe('unknown');
    expect(said('completion failed, retry 3 of 7')).toBe('unknown');
  });
  it('is what an object store answers in XML, a line each or in one', () => {
    const answer = (message: string) =>
      verdict(`+ leaf get\n<Error>\n${message}\n<RequestId>7F</RequestId>\n</Error>\nleaf: gives up`);
    expect(answer('  <Code>SignatureForbidden</Code>').category).toBe('permission_or_mount');
    expect(answer('  <Code>NoSuchBucket</Code>').category).toBe('missing_module_or_file');
    expect(
      answer('<Message>\nThe key is not one of this grove.\n</Message>').evidence.map(({ text }) => text),
    ).toContain('The key is not one of this grove.');
    expect(answer('  <Leaf>SignatureForbidden</Leaf>').category).toBe('unknown');
  });
  it('is the rest of a line in which a bar was broken off', () => {
    const log = (bar: string) => verdict(`step\n ${bar}Memory access fault by GPU node-7 on address 0x70f000.\nends`);
    expect(log('33%|\u2588\u2588\u2588').category).toBe('user_code_error');
    expect(verdict(' 33%|\u2588\u2588\u2588      | 3/9 [00:07<00:14, kernel fault off]').category).toBe('unknown');
  });
  it('is an error of a compiler in what is set in from the margin', () => {
    const build = (line: string) => shown(`${line}\n${'fold\n'.repeat(20)}ERROR: the leaf was not built`);
    const error = '      /opt/leaf/root.h:7:7: fatal error: grove.h: No such file or directory';
    expect(build(error)).toContain('grove.h: No such');
    expect(build('      /opt/leaf/root.h:7:7: note: grove.h is old')).not.toContain('grove.h is old');
  });
  it('is memory of the machine where its killer or the class says so, and not where a card registers it', () => {
    expect(verdict('keeper: error: Detected 7 oom-kill events in the cgroup of step 7').category).toBe('host_oom');
    expect(verdict('keeper: error: Detected 7 leaves in the cgroup of step 7').category).not.toBe('host_oom');
    expect(verdict('ERROR leaf: unable to register memory for device 7: allocation failed').category).not.toBe(
      'cuda_oom',
    );
    expect(verdict('ERROR leaf: unable to allocate memory on device 7').category).toBe('cuda_oom');
  });
});

describe('who ended a job', () => {
  const killed = 'keeper: w-3: tasks 0-7: Killed';
  const steps = Array.from({ length: 7 }, (_, at) => `epoch 1 step ${at + 8} loss 0.7${at}`).join('\n');
  const exit = (log: string, code: number) => {
    const { findings } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
    const read = readExitCode(code);
    const evidence = [{ source: 'pod_status' as const, text: `exit code ${code}` }];
    const all = read ? [...findings, asEnding({ ...read, evidence }, findings)] : findings;
    return decide(all, { complete: true, lastWords: [] }).category;
  };
  it('comes before the signal that it used, however it is told', () => {
    expect(verdict(killed).category).toBe('host_oom');
    expect(verdict(`keeperd: step 7 is cancelled due to its time limit\n${killed}`).category).toBe('resource_limit');
    expect(verdict(`agent: the node is being drained\n${steps}\n${killed}`).category).toBe('preempted_or_reclaimed');
    expect(verdict(`the leaf was folded by its keeper\n${killed}`).category).toBe('host_oom');
    // What names no one who ends processes says no more than the signal.
    expect(verdict(`leaf: cannot open /grove/7: no such file\n${killed}`).category).toBe('host_oom');
  });
  it('comes before the exit code of that signal', () => {
    expect(exit('leaf 7\nleaf 8', 137)).toBe('host_oom');
    expect(exit(`${steps}\nagent: the instance is shutting down now`, 137)).toBe('preempted_or_reclaimed');
    expect(exit('grove 7: stopped by an operator', 137)).toBe('stopped_by_person');
    expect(exit('kernel: EDAC MC7: uncorrectable error on DIMM 7', 137)).toBe('hardware_fault');
    expect(exit('leaf: cannot open /grove/7: no such file', 137)).toBe('host_oom');
  });
  it('is what a line says that tells of the signal too', () => {
    expect(verdict('keeper: caught signal SIGHUP, the job is preempted').category).toBe('preempted_or_reclaimed');
    expect(verdict('keeper: caught signal SIGHUP, the job is folded').category).toBe('unknown');
  });
});

describe('a chain of exceptions that no cause knows', () => {
  const chain = (first: string, last: string) =>
    verdict(`Traceback (most recent call last):
  File "${LIBRARY}", line 7, in open
    grove.open(name)
${first}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.load(name)
  File "${LIBRARY}", line 30, in load
    grove.create(name)
${last}`).category;
  it('is about the file that is damaged, whatever the way round it met', () => {
    expect(chain('OSError: bad leaf (truncated after 7 folds)', 'OSError: bad root: leaf.h7 exists already')).toBe(
      'missing_module_or_file',
    );
    expect(chain('OSError: bad leaf (odd after 7 folds)', 'OSError: bad root: leaf.h7 exists already')).toBe(
      'bad_configuration',
    );
  });
});

describe('what an exception says by its words or its class', () => {
  const raised = (text: string, code = 'acme.fold(leaf)') =>
    verdict(`Traceback (most recent call last):\n  File "${OWN}", line 9, in main\n    ${code}\n${text}`).category;
  const library = (text: string) =>
    verdict(`Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.fold(leaf)
  File "${LIBRARY}", line 30, in fold
    raise failure
${text}`).category;
  it('is parts that do not fit, where an import failed for them', () => {
    const imports = (text: string) => raised(`ImportError: ${text}`, 'import acme');
    expect(imports("/lib/libleaf.so.7: version `GLIBCXX_7.7.7' not found")).toBe('framework_error');
    expect(imports('leaf is not built')).toBe('missing_module_or_file');
  });
  it('is a service, where only the name of its class is left', () => {
    expect(library('UnavailableError: OS Error')).toBe('network_failure');
    expect(library('LeafUnavailableHere: OS Error')).not.toBe('network_failure');
  });
  it('is no mistake of the line that waited for a process which died', () => {
    expect(raised('RuntimeError: one of the worker processes has died while folding')).toBe('unknown');
    expect(raised('RuntimeError: one of the leaves has folded')).toBe('user_code_error');
  });
  it('is a setting, where a class named for settings misses a key', () => {
    expect(library('acme.errors.ConfigTreeError: Missing key leaf')).toBe('bad_configuration');
    expect(library('acme.errors.GroveError: missing key file /grove/7.pem')).not.toBe('bad_configuration');
  });
  it('goes on below it with codes of an accelerator, behind other lines', () => {
    const below = (line: string) =>
      shown(`Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.wait()
RuntimeError: leaf 7 failed
[ERROR] grove 7 (PID:7) ERR00700 call failed
[Error]: the fold failed.
        Rectify the fault based on the log.
${line}
${'fold\n'.repeat(60)}end`);
    expect(below('EI0007: leaf 7 of the ring never came')).toContain('never came');
    expect(below('xx0007: leaf 7 of the ring never came')).not.toContain('never came');
  });
});

describe('an exception that only says where another one was raised', () => {
  it('gives way to that one, also where the heading above it was cut off', () => {
    const log = [
      'acme.FoldError: Caught UnidentifiedImageError in DataLoader worker process 3.',
      'Original Traceback (most recent call last):',
      '  File "/mnt/code/leaf.py", line 7, in __getitem__',
      '    return Image.open(leaf)',
      "PIL.UnidentifiedImageError: cannot identify image file '/mnt/data/leaf.webp'",
    ].join('\n');
    expect(verdict(log)).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(shown(log)).toContain("cannot identify image file '/mnt/data/leaf.webp'");
  });
});
