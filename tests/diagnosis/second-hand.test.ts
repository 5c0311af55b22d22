import { describe, expect, it } from 'vitest';
import { judgeSilence } from '../../src/diagnosis/health/silence.ts';
import { goesOn } from '../../src/diagnosis/lines.ts';
import { shownIn, verdictOf } from './verdicts.ts';

const verdict = (...lines: readonly string[]) => verdictOf(lines);
const raised = (thrown: string, ...more: readonly string[]) => [
  'Traceback (most recent call last):',
  '  File "/mnt/code/run.py", line 9, in main',
  '    start(step)',
  thrown,
  ...more,
];

describe('the last try of so many', () => {
  const tries = (of: number, last: number) =>
    Array.from(
      { length: last },
      (_, at) =>
        `ring:7:9 [0] NCCL INFO poll: connect returned No route to host, retrying (${at + 1}/${of}) after 9 ms`,
    );
  const end = 'E1129 16:30:38.413000 41 torch/elastic/api.py:869] failed (exitcode: 1) local_rank: 0 (pid: 66)';
  it('is no recovery, and tells why at whatever level', () => {
    expect(verdict(...tries(9, 9), end).category).toBe('network_failure');
    expect(verdict(...tries(9, 4), end).category).not.toBe('network_failure');
    expect(goesOn('connection refused, retrying (2 of 5)')).toBe(true);
    expect(goesOn('connection refused, attempt 5 of 5, retrying')).toBe(false);
    expect(goesOn('connection refused, retrying (1 of 15)')).toBe(true);
  });
});

describe('what follows an error and is no work', () => {
  const unable = ['Loading ring', 'ERROR ring: cannot reach the store'];
  const sixTimes = (line: string): string[] => Array.from({ length: 6 }, () => line);
  it.each(['Retrying in 8s [Retry 5/9].', 'new attempt in 5 s', 'ring: attempt 3 of 9', 'sleeping 4 s, 3 tries left'])(
    'is what is tried again: %s',
    (again) => expect(verdict(...unable, ...sixTimes(again)).category).toBe('network_failure'),
  );
  it('is a tree of packages', () => {
    const tree = [
      'Could not solve',
      '├─ ring 11.3**  is requested',
      '│  ├─ leaf 1.10 would need',
      '│  │  └─ ring >=11.1',
    ];
    const more = ['├─ bolt 2', '│  └─ nut 3', '└─ leaf 0.10**  is not there'];
    expect(verdict(...unable, ...tree, ...more).category).toBe('network_failure');
  });
  it.each(['ring: part 3 of 9', 'ring 11.3 is there', 'leaf retired, 3 left'])('is nothing else: %s', (work) => {
    expect(verdict(...unable, ...sixTimes(work)).category).toBe('unknown');
  });
});

describe('a training whose result is computed anew', () => {
  it('has diverged for sure only where nothing else may be at fault', () => {
    const told = (line: string) => verdict(line).confidence;
    expect(told('ERROR:ring: found NaN in local grad norm for bucket #0')).toBe('direct');
    expect(told('ERROR:ring.rerun_state_machine: found NaN in local grad norm for bucket #0')).toBe('indirect');
  });
});

describe('an allocation that failed', () => {
  it('is of the GPU for sure only where its message says so', () => {
    const told = (said: string) => verdict(...raised(`ResourceExhaustedError: ${said}`));
    expect(told('failed to allocate memory').confidence).toBe(told('failed to allocate memory [Op:Ring]').confidence);
    expect(told('failed to allocate memory').confidence).not.toBe(
      told('OOM when allocating tensor with shape[9] on device:GPU:0').confidence,
    );
  });
});

describe('an error that only quotes another one', () => {
  it('leaves it to a warning why no device could be used', () => {
    const warned = '/opt/t/cuda/__init__.py:9: UserWarning: CUDA initialization: ring is gone. Error 805: MPS control';
    const after = ['  return _count() > 0', 'accelerator: cpu', '- acme: 3', '- ring: 9', '- plan: 7', '- seed: 1'];
    expect(verdict(warned, ...after).category).toBe('platform_error');
    expect(verdict(warned, ...raised('RuntimeError: Stage 3 ended with status 1')).category).toBe('platform_error');
    const steps = [1, 2, 3, 4].map((step) => `step ${step} | loss 2.${step} | 40 ms/step`);
    expect(verdict(warned, ...steps).category).toBe('unknown');
  });
  it('is no mistake of the frame that waited for a process', () => {
    const own = verdict(...raised('RuntimeError: Stage 3 exited with non-zero status 2'));
    expect(own.category).toBe('unknown');
    expect(verdict(...raised('RuntimeError: stage 3 is not in the plan')).category).toBe('user_code_error');
  });
  it('is told by what Ray printed of the exception that it carries', () => {
    const ray = (said: string) =>
      verdict(...raised('ray.exceptions.RayTaskError(RingError): ray::Ring.start() (pid=7)', 'Last error:', said));
    expect(ray("HIP failure 217 'ring'").category).toBe('bad_configuration');
    expect(ray('the ring was stopped').category).toBe('unknown');
  });
  it('is read up to the quote that ends the command which it repeats', () => {
    const r = (said: string) =>
      verdict(`Error: Command 'bsub' gave exit code 1. Output: '${said}'`, 'Execution halted');
    expect(r("Batch job submission failed: the user's queue is closed").category).toBe('bad_configuration');
    expect(r('bye').category).not.toBe('bad_configuration');
  });
  it('is shown with what NCCL says that its code means, where it says nothing else', () => {
    const meaning = 'ncclInternalError: Internal check failed.';
    const nccl = (...more: readonly string[]) =>
      shownIn(verdict(...raised('RuntimeError: NCCL error, internal error, NCCL version 2.30', meaning, ...more)));
    expect(nccl()).toContain(meaning);
    const last = 'ring 7 has no rank 3';
    expect(nccl('Last error:', last)).toContain(last);
    expect(nccl('Last error:', last)).not.toContain(meaning);
  });
});

describe('the last words of the library between the ranks', () => {
  const start = ['the model has 7 layers', 'h7:41:41 [3] NCCL INFO Using network IB'];
  it('count although they are warnings by their level', () => {
    const last = (said: string) => verdict(...start, `h7:41:57 [3] ring.cc:7 NCCL WARN ${said}`).category;
    expect(last('the ring has no way from 3 to 5')).toBe('nccl_timeout');
    expect(last('Leaf : invalid root 9 (root should be in the 0..7 range)')).toBe('user_code_error');
    expect(last('no device matches ring9, verify NCCL_LEAF_IFNAME')).toBe('bad_configuration');
    expect(last('NET/Plugin: no leaf.so, falling back')).toBe('unknown');
  });
  it('count for nothing where the program wrote on', () => {
    const work = [1, 2, 3, 4, 5].map((at) => `shard ${at} is read`);
    expect(verdict(...start, 'h7:41:57 [3] ring.cc:7 NCCL WARN the ring is odd', ...work).category).toBe('unknown');
  });
  it('are not of files or data where they explain its exception', () => {
    const nccl = (said: string) =>
      verdict(...raised('torch.distributed.DistBackendError: NCCL error, NCCL version 2.30', 'Last error:', said));
    expect(nccl('Could not find any leaf from gpu 3 to net.').category).toBe('nccl_timeout');
    expect(nccl('Error: corrupted ring object detected').category).toBe('nccl_timeout');
    expect(nccl('ring 7: no space left on device').category).not.toBe('nccl_timeout');
  });
  it('are worth less than a line that says why', () => {
    const both = ['[ERROR] HCCL(41,python3): [ring.cc:7]result failed', 'error: ring 7: the option leaf is unknown'];
    expect(verdict(...both).category).toBe('bad_configuration');
  });
  it('are those of the file of its own that ended the process', () => {
    const ucx = ['[h7:41:0:41]       ring.c:466  Fatal: ring 7 is odd', '==== backtrace (tid:  41) ===='];
    expect(verdict(...ucx, 'Signal: Aborted (6)').category).toBe('nccl_timeout');
  });
});

describe('words that mean the opposite', () => {
  it('a count of retries that is used up is no retry', () => {
    for (const text of ['retry count exceeded on port 3', 'max retries exceeded', 'gave nothing after 5 retries'])
      expect(goesOn(text)).toBe(false);
    for (const text of ['timed out, retrying in 3 s', 'retry 3 of 9', 'will retry after 5 seconds'])
      expect(goesOn(text)).toBe(true);
    const line = '[h7:41:0:41] ring_log.c:7 Transport retry count exceeded on mlx5_0:1/IB (synd 0x15)';
    expect(verdict('step 9 | loss 2.1', line, line, 'ring 3', 'ring 4', 'ring 5', 'step 9 | loss 2.1').category).toBe(
      'network_failure',
    );
  });
  it('what was taken away none of is not empty', () => {
    const full = [
      'Removed 0 images with no usable annotations',
      'Removed 41 images with no usable annotations. 4096 images left',
    ];
    for (const text of full) expect(verdict(`ERROR: ${text}`).category).not.toBe('missing_module_or_file');
    expect(verdict('ERROR: no usable annotations, 0 images left').category).toBe('missing_module_or_file');
  });
  it('a key that a checkpoint does not hold is no file that is missing', () => {
    const restored = 'NotFoundError: Restore failed: most likely a graph key that is missing from the checkpoint';
    expect(verdict(restored).category).toBe('bad_configuration');
    expect(verdict('NotFoundError: the checkpoint model-7 does not exist').category).toBe('missing_module_or_file');
  });
});

describe('a log that ends while the ranks find each other', () => {
  it.each([
    'I0302 02:01:36 31267 ring.cc:83] init bkcl context nranks: 4',
    'HcclCommInitRootInfo: rank 3 of 8',
    'Initializing Horovod ...',
    'paddle: init_parallel_env()',
  ])('%s', (line) => {
    expect(judgeSilence(700, [line])).toBe('init_hang');
    expect(judgeSilence(700, [line, 'step 1 | loss 2.1'])).toBe('quiet');
  });
  it('is not one that set up something else', () =>
    expect(judgeSilence(700, ['init the weights of the communal encoder'])).toBe('quiet'));
});
