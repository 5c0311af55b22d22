import { quoted } from '../domain/brief.ts';
import { duration } from '../domain/duration.ts';
import { en, say, zh } from '../domain/said.ts';
import { type Confirm, confirm } from './decision.ts';

/** R31: a sharing token is handed out after a person's yes, for a lifetime that they are told. */
export const decideToken = (job: { jobId: string; displayName: string }, seconds: number): Confirm =>
  confirm({
    rule: 'R31',
    label: say(en`Yes, hand out the token`, zh`是，提供该令牌`),
    question: {
      consequence: [
        say(
          en`Hand out a token? Whoever holds it can see the job for ${duration(seconds)}; it cannot be taken back before that. It only reads.`,
          zh`提供访问令牌？持有者在 ${duration(seconds)}内可查看该任务，到期前无法收回。该令牌只读。`,
        ),
      ],
      identity: say(
        en`Job ${job.jobId} ${quoted(job.displayName, 80)}.`,
        zh`任务 ${job.jobId} ${quoted(job.displayName, 80)}。`,
      ),
    },
  });
