import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (log: string) => {
  const { findings, lastLines } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
  const lastWords = lastLines.map((text) => ({ source: 'pod_log' as const, pod: 'p', text }));
  const { category, confidence, evidence } = decide(findings, { complete: true, lastWords });
  return { said: `${category} ${confidence}`, shown: evidence.map(({ text }) => text).join('\n') };
};

/** What launchers, schedulers and shells say of the end of what they ran; the telling part of it. */
const STATUSES: readonly (readonly [status: string, telling?: string])[] = [
  [
    'E0305 12:05:22.123000 139 torch/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: 1) local_rank: 0 (pid: 222) of binary: /opt/conda/bin/python',
  ],
  [
    'Error: failed to run torchrun --nproc_per_node=4 --nnodes=1 --rdzv_backend=c10d --rdzv_endpoint=127.0.0.1:29500 train.py --config config.py\n===== Stopping All Nodes =====\n127.0.0.1: finish',
    'failed to run torchrun',
  ],
  ['Exit code: 1\n\nStdout: already printed\n\nStderr: already printed', 'Exit code: 1'],
  [
    'srun: error: node-17: task 0: Exited with exit code 1\nsrun: launch/slurm: _step_signal: Terminating StepId=8',
    'task 0',
  ],
  [
    `${'-'.repeat(74)}\nmpirun detected that one or more processes exited with non-zero status, thus causing\nthe job to be terminated. The first process to do so was:\n\n  Process name: [[24125,1],1]\n  Exit code:    1\n${'-'.repeat(74)}`,
    'mpirun detected that',
  ],
  ['=   BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES\n=   EXIT CODE: 1\n=   CLEANING UP', 'BAD TERMINATION'],
  ['prterun detected that one or more processes exited with non-zero status\n   Exit code:    1', 'prterun detected'],
  [
    "[2026-03-05 12:00:01,123] [ERROR] [launch.py:325:sigkill_handler] ['/usr/bin/python3', '-u', 'a.py', '--deepspeed', 'must.json'] exits with return code = 1",
  ],
  ['Error: Process completed with exit code 1.'],
  ['command terminated with exit code 1'],
  ['command terminated with non-zero exit code: Error executing in Docker Container: 1'],
  ['make: *** [Makefile:12: train] Error 1'],
  ['./run.sh: line 42: 1234 Exit 1 python train.py'],
  [
    "Status message: Job entrypoint command failed with exit code 1, last available logs (truncated to 20,000 chars):\nJob 'raysubmit_9d' failed",
    'entrypoint command failed',
  ],
  ["2026-03-05 12:00:00,123 ERR cli.py:74 -- Job 'raysubmit_9d' failed"],
  ['Process 0 exit with status code 1.\nTerminating remaining workers after failure of Process 0.', 'Process 0 exit'],
  ['26/03/05 12:00:00 ERROR Client: Application diagnostics message: User application exited with status 1'],
  ['Application application_17_1 failed 2 times due to AM Container for app_17_1 exited with exitCode: 1'],
  ['distributed.nanny - INFO - Worker process 812 exited with status 1'],
  ['2026-03-05 12:00:00,123 INFO exited: trainer (exit status 1; not expected)'],
  ['trainer.service: Main process exited, code=exited, status=1/FAILURE'],
  ['container exited with non-zero exit code 1'],
  ['pdsh@master: worker-1: ssh exited with exit code 1'],
  ['LAUNCH ERROR 2026-03-05 12:00:00,123 Container failed !!!'],
  [
    '[ERROR] ME(12:14,MainProcess):2026-03-05-12:00:00.123.456 [mindspore/parallel/cluster/_api.py:333] Worker process 812 exit with exception. Error code: 1.',
  ],
  ['[NeMo-Run] Job finetune-abc failed: exitcode 1'],
  ['npm ERR! Exit status 1'],
  ['exit status 1'],
  ['Process worker-0 failed with exit code 1'],
  ['ERROR conda.cli.main_run:execute(124): `conda run python train.py` failed. (See above for error)'],
  ["error: process didn't exit successfully: `target/release/train` (exit status: 1)"],
  [
    'Traceback (most recent call last):\n  File "/opt/dmlc-core/tracker/local.py", line 32, in exec_cmd\n    raise RuntimeError(text)\nRuntimeError: Get nonzero return code=255 on python train.py',
    'nonzero return code',
  ],
];

describe('what a launcher says of the status of what it ran', () => {
  it.each(STATUSES)('tells no cause, and stands in the evidence: %s', (status, telling = status) => {
    const { said, shown } = verdict(`loading shard 3 of 8\n${status}`);
    expect(said).toBe('unknown none');
    expect(shown).toContain(telling);
  });
  it('is shown with the last line of the program before it', () => {
    const bare = STATUSES.filter(([status]) => !status.includes('\n'));
    for (const [status] of bare)
      expect(verdict(`loading shard 3 of 8\n\n${status}`).shown, status).toContain('loading shard 3 of 8');
  });
  it('yields to what the program says before it', () => {
    for (const [status] of STATUSES)
      expect(verdict(`train: error: the vocabulary file could not be located\n${status}`).said, status).toBe(
        'missing_module_or_file indirect',
      );
  });
  it('names a signal that nobody sends from outside, or the one of the kernel', () => {
    const noticed = (signal: string) =>
      verdict(`mpirun noticed that process rank 3 with PID 0 on node a exited on signal ${signal}.`).said;
    expect(noticed('11 (Segmentation fault)')).toBe('user_code_error indirect');
    expect(noticed('9 (Killed)')).toBe('host_oom indirect');
    expect(noticed('15 (Terminated)')).toBe('unknown none');
  });
  it('names the interrupt of a keyboard, unless something else is known', () => {
    const interrupt =
      'WARNING:torch.distributed.elastic.agent.server.api:Received 2 death signal, shutting down workers';
    expect(verdict(interrupt).said).toBe('stopped_by_person indirect');
    expect(verdict(`train: error: the vocabulary file could not be located\n${interrupt}`).said).toBe(
      'missing_module_or_file indirect',
    );
    expect(verdict(`RuntimeError: CUDA error: out of memory\n${interrupt}`).said).toContain('cuda_oom');
  });
});

describe('a signal that reached a launcher', () => {
  const logged = (number: number) => [
    '--- Logging error ---',
    `Message: 'Received ${number} death signal, shutting down workers'`,
    'Arguments: ()',
    '╭──────────── Traceback (most recent call last) ────────────╮',
    '│ /mnt/code/launch.py:24 in start                           │',
    '│   23 │   prepare()                                        │',
    '│ ❱ 24 │   run_workers()                                    │',
    '│   25 │   clean_up_the_workers()                           │',
    '╰───────────────────────────────────────────────────────────╯',
  ];
  it.each([
    [1, 'unknown none'],
    [2, 'stopped_by_person indirect'],
    [15, 'unknown none'],
  ])('is shown where a logger could not write of it: %i', (number, said) => {
    const read = verdict(['step 7/900 loss 0.5', ...logged(number)].join('\n'));
    expect(read.said).toBe(said);
    expect(read.shown).toContain(`Received ${number} death signal`);
  });
  it('stands behind what a box only surrounds', () => {
    const { shown } = verdict(['the launcher begins', ...logged(1).slice(3)].join('\n'));
    expect(shown).toContain('run_workers()');
    expect(shown).not.toContain('clean_up');
  });
  it('leaves what an error in a box says', () => {
    expect(verdict('╭─ Usage ──────╮\n│ the flag --lr takes a number │\n╰──────╯').shown).toContain('--lr');
  });
});

describe('a machine that its cloud takes back', () => {
  const NOTICE = 'agent: metadata says that termination is imminent';
  const steps = (count: number) => Array.from({ length: count }, (_, step) => `step ${step + 1}/900 loss 0.5`);
  it('is named, hedged, where nothing else is known', () => {
    expect(verdict(`${NOTICE}\nTerminated`).said).toBe('preempted_or_reclaimed indirect');
  });
  it('is named where the program trained on until it went', () => {
    const said = (more: number) => verdict(['step 0/900 loss 0.5', NOTICE, ...steps(more)].join('\n')).said;
    expect(said(7)).toBe('preempted_or_reclaimed indirect');
    expect(said(90)).toBe('unknown none');
  });
  it('yields to what the program broke by, before or long after', () => {
    expect(verdict(`RuntimeError: CUDA error: out of memory\n${NOTICE}`).said).toContain('cuda_oom');
    expect(verdict([NOTICE, ...steps(7), 'RuntimeError: CUDA error: out of memory'].join('\n')).said).toContain(
      'cuda_oom',
    );
  });
});

describe('what a launcher was given', () => {
  const said = (log: string) => verdict(log).said;
  it('is a list of machines that does not fit, where the words speak of one', () => {
    for (const log of [
      "[LightGBM] [Fatal] Machine list file doesn't contain the local machine",
      '[LightGBM] [Fatal] Please config port and ip in machines',
      'ValueError: Could not parse cluster spec: TF_CONFIG is not valid JSON',
    ])
      expect(said(log), log).toBe('bad_configuration indirect');
    expect(said('acme.DataError: row 3 of train.json could not be parsed: its node list is empty')).not.toContain(
      'bad_configuration',
    );
  });
  it('is a user, a mapping or cores that it does not take', () => {
    for (const log of [
      `${'-'.repeat(74)}\nmpirun has detected an attempt to run as root.\n\nRunning as root is *strongly* discouraged.\n${'-'.repeat(74)}`,
      'There are no allocated resources for the application:\n  ./a.out\nthat match the requested mapping:',
      'libnuma: Warning: node argument 1 is out of range\n\n<1> is invalid',
      "taskset: failed to set pid 0's affinity: Invalid argument",
    ])
      expect(said(log), log).toBe('bad_configuration direct');
    const warned = ['Running as root is not recommended', 'libnuma: Warning: cpu argument 99 is out of range'];
    for (const line of warned)
      expect(said(`${line}\nstep 1 loss 1.0\nstep 2 loss 0.9\nRuntimeError: CUDA error: out of memory`)).toContain(
        'cuda_oom',
      );
  });
  it('is a device that a file system in user space does not have', () => {
    for (const log of [
      "fuse: device not found, try 'modprobe fuse' first",
      'fusermount3: mount failed: Operation not permitted',
      '2026/03/05 12:00:00.123 juicefs[12] <FATAL>: fuse: fusermount exited with code 256',
    ])
      expect(said(log), log).toBe('permission_or_mount direct');
    expect(said('layer fuse: 12 kernels not found in the cache\nstep 1 loss 1.0\nSegmentation fault')).not.toContain(
      'permission',
    );
  });
});
