import { durationWords } from '../domain/duration.ts';
import type { Confirm } from './decision.ts';

/** R31: a sharing token is handed out after a person's yes, for a lifetime that they are told. */
export const decideToken = (job: { jobId: string; displayName: string }, seconds: number): Confirm => ({
  verdict: 'confirm',
  rule: 'R31',
  question: [
    `Hand out a token that shows job ${job.jobId} "${job.displayName}" to whoever holds it, for ${durationWords(seconds)}?`,
    'It only reads, and it cannot be taken back before it expires.',
  ].join('\n'),
  label: 'Yes, hand out the token',
  facts: { job_id: job.jobId, display_name: job.displayName },
});
