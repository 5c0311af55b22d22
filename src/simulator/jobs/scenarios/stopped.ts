import type { Scenario } from './types.ts';

/** Jobs that were ended on purpose. */
export const stopped: readonly Scenario[] = [
  {
    name: 'stopped_by_user',
    about: 'a person stopped it in the middle of the run',
    category: 'stopped_by_person',
    rests: 'Stopped',
    course: { stopped: { runShare: 0.4 } },
    job: { runMinutes: [60, 400] },
    wordings: [
      { program: 'torchrun', reason: { code: 'StoppedByUser', message: '! Job is stopped by user.' } },
      { program: 'huggingface', reason: { code: 'JobStoppedByUser', message: '! Job is stopped by user.' } },
      { program: 'horovod', reason: { code: 'StoppedByUser', message: '! Job is stopped by user.' } },
      {
        program: 'plain',
        reason: { code: 'StoppedByUser', message: '! Job is stopped by user.' },
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {90..140}, in <module>
          |     fit(cfg)
          |   File "/root/code/train.py", line {40..89}, in fit
          |     raise Interrupted('SIGTERM')
          | __main__.Interrupted: SIGTERM`,
      },
      { program: 'ray', reason: { code: 'JobStoppedByUser', message: '! Job is stopped by user.' } },
    ],
  },
  {
    name: 'stopped_while_queuing',
    about: 'a person stopped it before it got resources',
    category: 'stopped_by_person',
    rests: 'Stopped',
    course: { obstacle: 'full', stopped: { queuedSeconds: 2400 } },
    job: { on: ['queue'] },
    wordings: [
      { program: 'megatron', reason: { code: 'StoppedByUser', message: '! Job is stopped by user.' } },
      { program: 'deepspeed', reason: { code: 'JobStoppedByUser', message: '! Job is stopped by user.' } },
    ],
  },
  {
    name: 'time_limit',
    about: 'stopped by the time limit it was created with',
    category: 'resource_limit',
    alsoRight: {
      categories: ['stopped_by_person'],
      because: 'the job ran into the limit it was created with; nobody stopped it, but nothing failed either',
    },
    rests: 'Stopped',
    course: { limitShare: 0.5 },
    job: { runMinutes: [120, 500] },
    wordings: [{ program: 'torchrun' }, { program: 'deepspeed' }, { program: 'xgboost' }],
  },
];
