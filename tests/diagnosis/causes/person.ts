import type { CauseTexts } from './texts.ts';

export const person: CauseTexts = {
  stopped_by_user: {
    says: [
      'StoppedByUser: Job is stopped by user.',
      'JobStoppedByUser: Job is stopped by user.',
      'Job dlc1 was terminated by user 201234567890123456',
    ],
    not: ['Pod was evicted because its Spot machine was reclaimed by the system', 'The job is not stopped by anybody'],
  },
  stopped_by_name: {
    says: [
      'TERM_OWNER: job killed by owner.',
      'Application application_1712_0007 was killed by user hadoop at 10.0.0.4',
      'PBS: job deleted at request of alice@login-1',
      '009 (321.000.000) Job was aborted. via condor_rm (by user alice)',
      'The run was stopped by the user in the dashboard.',
      'User cancelled the job',
    ],
    not: [
      'TERM_MEMLIMIT: job killed after reaching LSF memory usage limit.',
      'The job may be killed by the user at any time',
      'Application application_1712_0007 was killed by the resource manager',
    ],
  },
  job_cancelled: {
    says: ['slurmstepd: error: *** JOB 4471 ON node-5 CANCELLED AT 2026-03-05T12:05:22 ***', 'Job 4471 was cancelled.'],
    not: [
      'slurmstepd: error: *** JOB 4471 ON node-5 CANCELLED AT 2026-03-05T12:05:22 DUE TO TIME LIMIT ***',
      'the callback of the job can be cancelled at any time',
    ],
  },
  interrupted: {
    says: [
      'WARNING:torch.distributed.elastic.multiprocessing.api:Sending process 4797 closing signal SIGINT',
      'torch.distributed.elastic.multiprocessing.api.SignalException: Process 81 got signal: 2',
      'Detected KeyboardInterrupt, attempting graceful shutdown ...',
      'srun: sending Ctrl-C to StepId=17.0',
      'mpirun noticed that process rank 3 exited on signal 2 (Interrupt).',
    ],
    not: [
      'KeyboardInterrupt',
      'INFO installed a handler for SIGINT',
      'Press CTRL+C to quit (keyboard interrupt)',
      'mpirun noticed that process rank 3 exited on signal 9 (Killed).',
    ],
  },
};
