import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';
import { verdictOf as verdict } from './verdicts.ts';

const noModule = `Traceback (most recent call last):
  File "/mnt/code/train.py", line 3, in <module>
    import peft
ModuleNotFoundError: No module named 'peft'`;
const chatter = Array.from({ length: 9 }, (_, index) => `preparing part ${index}`).join('\n');

describe('the first cause wins over what it brought about', () => {
  it('a step of the start that could not fetch something, however much the script wrote after it', () => {
    const clone = "fatal: unable to access 'https://github.com/a/b.git/': Could not resolve host: github.com";
    const { category, evidence, summary } = verdict(`${clone}\n${chatter}\n${noModule}`);
    expect(category).toBe('network_failure');
    expect(evidence[0]?.text).toBe(clone);
    expect(summary).toContain('github.com');
  });
  it('a file system that lost the directory the program stands in', () => {
    const log = `cd: error retrieving current directory: getcwd: cannot access parent directories: Stale file handle
Traceback (most recent call last):
  File "/mnt/code/train.py", line 3, in <module>
    os.getcwd()
FileNotFoundError: [Errno 2] No such file or directory`;
    expect(verdict(log).category).toBe('storage_failure');
  });
  it('an archive of packages that cannot be reached before a package that is not found', () => {
    const log = `Err:1 http://archive.example.com jammy InRelease
  Temporary failure resolving 'archive.example.com'
E: Unable to locate package libaio-dev`;
    expect(verdict(log)).toMatchObject({ category: 'network_failure', confidence: 'direct' });
  });
  it('packages that were not found, however long their list is', () => {
    const list = Array.from({ length: 12 }, (_, index) => `  - leaf${index}==1.${index}=py37_0`).join('\n');
    const log = `ResolvePackageNotFound: \n${list}\n\nEnvironmentNameNotFound: Could not find conda environment: leaf`;
    const { category, evidence } = verdict(log);
    expect(category).toBe('missing_module_or_file');
    expect(evidence[0]?.text).toContain('ResolvePackageNotFound');
    expect(verdict(log.replaceAll('  - ', 'got ')).evidence[0]?.text).not.toContain('ResolvePackageNotFound');
  });
  it('a step that asked again in vain, at whatever level, and not one that fetched something after it', () => {
    const again = "WARNING: Retry 3 of 4 after the mirror said: 'TLS alert 40: unknown authority'";
    const missed = 'ERROR: Could not find a version that satisfies the requirement leaf==7 (from versions: none)';
    expect(verdict(`${again}\n${missed}\n${noModule}`)).toMatchObject({ category: 'network_failure' });
    expect(verdict(`${again}\n${missed}\n${noModule}`).evidence[0]?.text).toBe(again);
    expect(verdict(`${again}\nDownloading twig-3.whl\n${missed}`).category).toBe('missing_module_or_file');
    expect(verdict(again.replace('Retry 3 of 4', 'Seen')).category).toBe('unknown');
  });
  it('a step in a known wording for a service that is not there', () => {
    const step = 'fetcher: HTTPSConnectionPool(host=mirror-1): Max retries exceeded';
    const script = "python: can't open file '/workspace/leaf/train.py': [Errno 2] No such file or directory";
    expect(verdict(`${step}\n${script}`).category).toBe('network_failure');
    expect(verdict(`note that ${step}\n${script}`).category).toBe('missing_module_or_file');
  });
  it('a step whose tool and wording nobody knows, and only where something was missing after it', () => {
    // Every family of words of networks and storage.
    for (const [says, category] of [
      ['fetcher: dial of mirror-1 ended with no such host', 'network_failure'],
      ['fetcher: send to 10.0.0.7 ended: Network is down', 'network_failure'],
      ["fetcher: '/mnt/code/acme' ended with Bad message", 'storage_failure'],
      ['fetcher: mount of volume code was denied', 'permission_or_mount'],
    ]) {
      expect(verdict(`${says}\n${chatter}\n${noModule}`).category, says).toBe(category);
      expect(verdict(`${says}\n${chatter}\nAssertionError: odd`).category, says).not.toBe(category);
    }
    const step = 'rsync: connection to mirror.example.com was refused, 0 files copied';
    expect(verdict(`${step}\n${chatter}\n${noModule}`)).toMatchObject({
      category: 'network_failure',
      confidence: 'indirect',
    });
    const mistake = noModule.replace(/ModuleNotFoundError.*/, "KeyError: 'peft'");
    expect(verdict(`${step}\n${chatter}\n${mistake}`).category).toBe('user_code_error');
    const warned = `WARNING: rsync: connection to mirror.example.com was refused\n${chatter}\n${noModule}`;
    expect(verdict(warned).category).toBe('missing_module_or_file');
  });
  it('a process that fetches something and breaks, before another one misses it', () => {
    const broken = (intro: string, file: string) =>
      verdict(`${intro}
Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/${file}", line 3, in read
    return self.part()
acme.TransferError: connection to store.example.com was lost
Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in <module>
    open(index)
FileNotFoundError: [Errno 2] No such file or directory: '/tmp/a/index.json'`).category;
    expect(broken('Process Process-3:', 'acme/http.py')).toBe('network_failure');
    expect(broken('Process Process-3:', 'mlflow/http.py')).toBe('missing_module_or_file');
    expect(broken('Exception in thread Thread-3:', 'acme/http.py')).toBe('missing_module_or_file');
    expect(broken('WARNING could not fetch it, will try another mirror', 'acme/http.py')).toBe(
      'missing_module_or_file',
    );
  });
  it('a compiler that was killed, however the build says it', () => {
    const build = (first: string) => verdict(`FAILED: kernel.o\n${first}\nninja: build stopped: subcommand failed.`);
    for (const killed of ['      Killed', 'c++: fatal error: Killed signal terminated program cc1plus'])
      expect(build(killed)).toMatchObject({ category: 'host_oom', confidence: 'indirect' });
    expect(build('kernel.cu(12): error: identifier "half2" is undefined').category).toBe('framework_error');
  });
  it('what a complaint lists belongs to it', () => {
    const items = Array.from({ length: 9 }, (_, index) => `  - acme${index}=1.${index}=h3be6417_0`);
    const complaint = ['Solving environment: failed', '', 'ResolvePackageNotFound:', ...items];
    expect(verdict(complaint.join('\n')).category).toBe('missing_module_or_file');
    expect(verdict([...complaint, chatter].join('\n')).category).toBe('unknown');
    expect(verdict([...complaint.slice(0, 3), ...items.map((item) => item.trim())].join('\n')).category).toBe(
      'missing_module_or_file',
    );
  });
  it('not a step that went well in the end, nor one before the training', () => {
    const broken = "WARNING: Retrying after connection broken by 'ReadTimeoutError': /simple/peft";
    expect(verdict(`${broken}\nSuccessfully installed trl\n${noModule}`).category).toBe('missing_module_or_file');
    const steps = 'step 1: loss 2.2, time 100ms\nstep 2: loss 2.1, time 100ms\nstep 3: loss 2.0, time 100ms';
    expect(verdict(`${broken}\n${steps}\n${noModule}`).category).toBe('missing_module_or_file');
  });
  it('a limit that a library complains of before its caller fails', () => {
    const log = `OpenBLAS blas_thread_init: pthread_create failed for thread 7 of 64: Resource temporarily unavailable
Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in main
    next(loader)
RuntimeError: background workers are gone`;
    expect(verdict(log)).toMatchObject({ category: 'resource_limit', confidence: 'direct' });
  });
  it('an end that is announced, though the program trains on until it is killed', () => {
    const step = (n: number) => `step ${n}: loss 2.${n}, time 100ms`;
    const announced = (text: string) =>
      verdict(`${step(1)}\n${step(2)}\n${text}\n${step(3)}\n/bin/run.sh: line 7:   12 Killed   python train.py`)
        .category;
    expect(announced('=>> PBS: job killed: walltime 61 exceeded limit 60')).toBe('resource_limit');
    expect(announced('the walltime of the job is 60')).toBe('host_oom');
  });
  it('an error of a library in two lines, of which the second alone says something else', () => {
    const head = '2026:03-05:(77) |CCL_ERROR| acme.cpp:7 start: fi_ring(ep, 3)';
    const errno = ' fails with ret: -12, strerror: Cannot allocate memory';
    expect(verdict(`${head}\n${errno}`)).toMatchObject({ category: 'nccl_timeout', confidence: 'indirect' });
    expect(verdict(`loading\n${errno}`).category).toBe('host_oom');
  });
  it('an exception from outside of the program before the one that was raised for it', () => {
    const log = `Traceback (most recent call last):
  File "/mnt/code/save.py", line 9, in write
    f.write(data)
OSError: [Errno 28] No space left on device: '/mnt/out/a.pt'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/mnt/code/save.py", line 14, in main
    state['path']
KeyError: 'path'`;
    const { category, summary } = verdict(log);
    expect(category).toBe('storage_failure');
    expect(summary).toContain('/mnt/out/a.pt');
  });
});

describe('what an exception nobody knows proves', () => {
  const raised = (file: string, text: string) =>
    verdict(`Traceback (most recent call last):\n  File "${file}", line 9, in main\n    f()\n${text}`);
  it('is a mistake of the program where Python raises it in a frame of the program', () => {
    expect(raised('/mnt/code/a.py', "KeyError: 'x'")).toMatchObject({
      category: 'user_code_error',
      confidence: 'direct',
    });
  });
  it('is no more than likely to be one otherwise', () => {
    expect(raised('/mnt/code/a.py', 'foo.BarError: strange')).toMatchObject({
      category: 'user_code_error',
      confidence: 'indirect',
    });
  });
  it('is nothing where the program has no frame in it', () => {
    expect(raised('/opt/conda/lib/python3.10/site-packages/foo/bar.py', 'foo.BarError: strange').category).toBe(
      'unknown',
    );
  });
});

describe('evidence', () => {
  it('has the line that tells, which often follows the exception', () => {
    const log = `Traceback (most recent call last):
  File "/mnt/code/train.py", line 8, in <module>
    dist.barrier()
torch.distributed.DistBackendError: NCCL error in: x.cpp:219, unhandled system error, NCCL version 2.20.5
ncclSystemError: System call (e.g. socket, malloc) or external library call failed or device error.
Last error:
Call to ibv_reg_mr_iova2 failed with error Cannot allocate memory`;
    const { category, evidence } = verdict(log);
    expect(category).toBe('resource_limit');
    expect(evidence.map(({ text }) => text)).toContain(
      'Call to ibv_reg_mr_iova2 failed with error Cannot allocate memory',
    );
  });
  it('names the thing that the second of two lines of one cause is about', () => {
    const { evidence, summary } = verdict(
      'ninja: build stopped: subcommand failed.\nnote: it is not a fault of pip\nERROR: Failed building wheel for apex',
    );
    expect(evidence.map(({ text }) => text)).toEqual([
      'ninja: build stopped: subcommand failed.',
      'ERROR: Failed building wheel for apex',
    ]);
    expect(summary).toContain('(apex)');
  });
  it('shows one line of those that differ in numbers only, and long ones around what was recognised', () => {
    const { evidence } = decide(
      [1, 2].map((rank) => ({
        rule: 'a',
        category: 'cuda_oom',
        directness: 'direct',
        role: 'cause',
        says: 'it ran out',
        remedy: { does: 'x', actor: 'code', restart: 'after_change' },
        evidence: [{ source: 'pod_log', pod: 'p', text: `rank ${rank} ran out at 12:00:0${rank}` }],
      })),
      { complete: true, lastWords: [] },
    );
    expect(evidence.map(({ text }) => text)).toEqual(['rank 1 ran out at 12:00:01']);
    const long = verdict(`${'x'.repeat(500)} CUDA out of memory ${'y'.repeat(300)}`).evidence[0]?.text ?? '';
    expect(long).toContain('CUDA out of memory');
    expect(long.length).toBeLessThan(400);
  });
});

describe('a connection that was refused', () => {
  const refused = "OSError: Timed out trying to connect to 'tcp://127.0.0.1:8786' after 10 s";
  const said = (log: string) => {
    const { findings } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
    const { category, confidence } = decide(findings, { complete: true, lastWords: [] });
    return `${category} ${confidence}`;
  };
  it('is the cause as far as known where nothing else is told', () => {
    expect(said(`step 1\n${refused}`)).toBe('network_failure indirect');
  });
  it('follows from what broke before it', () => {
    expect(said(`step 1\nA worker died or was killed while executing a task\n${refused}`)).toBe('unknown none');
    expect(said(`step 1\nNo space left on device\n${refused}`)).toBe('storage_failure direct');
  });
});
