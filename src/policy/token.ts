import { quoted } from '../domain/brief.ts';
import { duration } from '../domain/duration.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { type Confirm, confirm } from './decision.ts';

/** What a token is asked to open besides; what exactly each opens is not published (api-notes: access). */
export interface TokenSettings {
  enable_cross_account_access?: boolean | undefined;
  enable_log_download_job?: boolean | undefined;
}

const OPENS: Readonly<Record<keyof TokenSettings, Said>> = {
  enable_cross_account_access: say(en`It opens the job to other accounts too.`, zh`该令牌对其他阿里云账号也有效。`),
  enable_log_download_job: say(en`With it the logs of the job can be downloaded.`, zh`凭该令牌可下载任务日志。`),
};

const opened = (settings: TokenSettings): Said[] =>
  (Object.keys(OPENS) as (keyof TokenSettings)[]).filter((name) => settings[name] === true).map((name) => OPENS[name]);

/**
 * R31: a sharing token is handed out after a person's yes, for a lifetime that
 * they are told, and what it opens besides.
 */
export const decideToken = (
  job: { jobId: string; displayName: string },
  seconds: number,
  settings: TokenSettings = {},
): Confirm =>
  confirm({
    rule: 'R31',
    label: say(en`Yes, hand out the token`, zh`是，提供该令牌`),
    question: {
      consequence: [
        say(
          en`Hand out a token? Whoever holds it can see the job for ${duration(seconds)}; it cannot be taken back before that. It only reads.`,
          zh`提供访问令牌？持有者在 ${duration(seconds)}内可查看该任务，到期前无法收回。该令牌只读。`,
        ),
        ...opened(settings),
      ],
      identity: say(
        en`Job ${job.jobId} ${quoted(job.displayName, 80)}.`,
        zh`任务 ${job.jobId} ${quoted(job.displayName, 80)}。`,
      ),
    },
  });
