import { quoted } from '../domain/brief.ts';
import { durationWords } from '../domain/duration.ts';
import { type Confirm, confirm } from './decision.ts';

/** R31: a sharing token is handed out after a person's yes, for a lifetime that they are told. */
export const decideToken = (job: { jobId: string; displayName: string }, seconds: number): Confirm =>
  confirm({
    rule: 'R31',
    label: 'Yes, hand out the token',
    question: {
      consequence: [
        `Hand out a token? Whoever holds it can see the job for ${durationWords(seconds)}; it cannot be taken back before that. It only reads.`,
      ],
      identity: `Job ${job.jobId} ${quoted(job.displayName, 80)}.`,
    },
  });
