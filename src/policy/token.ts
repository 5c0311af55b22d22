import { durationWords } from '../domain/duration.ts';
import { type Confirm, confirm } from './decision.ts';

/** R31: a sharing token is handed out after a person's yes, for a lifetime that they are told. */
export const decideToken = (job: { jobId: string; displayName: string }, seconds: number): Confirm =>
  confirm({
    rule: 'R31',
    label: 'Yes, hand out the token',
    lines: [
      `Hand out a token that shows job ${job.jobId} "${job.displayName}" to whoever holds it, for ${durationWords(seconds)}?`,
      'It only reads, and it cannot be taken back before it expires.',
    ],
  });
