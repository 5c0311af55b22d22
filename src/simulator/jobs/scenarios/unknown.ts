import type { Attempt, Scenario } from './types.ts';

const exits = (exit: number): readonly Attempt[] => [{ end: { stage: 'running', exit } }];

/** Jobs whose logs and events do not tell: what there is to say is that they do not. */
export const unknown: readonly Scenario[] = [
  {
    name: 'silent_exit',
    about: 'ends with exit code 1 and says nothing',
    category: 'unknown',
    rests: 'Failed',
    course: { attempts: exits(1) },
    wordings: [
      { program: 'plain' },
      {
        program: 'torchrun',
        peers:
          '| W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM',
      },
      { program: 'shell' },
      { program: 'deepspeed', peers: '| [{clock,}] [INFO] [launch.py:319:sigkill_handler] Killing subprocess {pid}' },
    ],
  },
  {
    name: 'abort_without_message',
    about: 'aborts (signal 6) and says nothing',
    category: 'unknown',
    rests: 'Failed',
    course: { attempts: exits(134) },
    wordings: [
      { program: 'plain', log: '| Aborted (core dumped)' },
      {
        program: 'torchrun',
        exit: 1,
        signal: 6,
        peers:
          '| W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM',
      },
      { program: 'xgboost', log: "| terminate called after throwing an instance of 'std::exception'" },
    ],
  },
  {
    name: 'segmentation_fault',
    about: 'a fault in native code (signal 11) with no hint whose',
    category: 'unknown',
    alsoRight: {
      categories: ['user_code_error'],
      because: 'a fault in native code is known, but not whose code',
    },
    rests: 'Failed',
    course: { attempts: exits(139) },
    wordings: [
      { program: 'plain', log: '| Segmentation fault (core dumped)' },
      {
        program: 'shell',
        log: '| /root/code/run.sh: line {12..60}: {pid} Segmentation fault      (core dumped) python -u train.py',
      },
    ],
  },
  {
    name: 'empty_log',
    about: 'fails, and nothing was ever printed',
    category: 'unknown',
    rests: 'Failed',
    course: { attempts: exits(1) },
    job: { runMinutes: [1, 30] },
    wordings: [
      { program: 'plain', mute: true },
      { program: 'shell', mute: true, exit: 255 },
      { program: 'tensorflow', mute: true },
    ],
  },
  {
    name: 'only_peers_speak',
    about: 'the pod that fails says nothing; the others report that it is gone',
    category: 'unknown',
    rests: 'Failed',
    course: { attempts: exits(1) },
    job: { pods: [3, 5] },
    wordings: [
      { program: 'torchrun', bare: true },
      { program: 'horovod', bare: true },
      { program: 'xgboost', bare: true },
    ],
  },
  {
    name: 'silent_hang',
    about: 'still runs, but its log stopped long ago without a word',
    category: 'unknown',
    rests: 'Running',
    course: { attempts: [{ end: { stage: 'running', exit: 'hangs' } }] },
    job: { runMinutes: [30, 120], restMinutes: [40, 200] },
    wordings: [{ program: 'plain' }, { program: 'torchrun' }, { program: 'megatron' }, { program: 'huggingface' }],
  },
];
