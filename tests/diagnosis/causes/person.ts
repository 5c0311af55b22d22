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
};
