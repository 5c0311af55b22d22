import * as z from 'zod';
import { unlisted } from '../../domain/unlisted.ts';
import { decideToken } from '../../policy/token.ts';
import { durationWords, isoTime } from '../../shaping/times.ts';
import { sharingToken } from '../kit/decoders/handed-over.ts';
import { handedOverText, jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { defineTool } from '../tool.ts';

const text = z.string();

export const getToken = defineTool({
  name: 'get_token',
  title: 'Get a sharing token',
  description:
    'To share one job: a read-only token with which somebody else can view it, for an explicit, short time. Whoever holds it can use it: give it to the user only. A person is asked first.',
  inChinese: '分享任务',
  toolset: 'access',
  effect: 'grants_access',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['GetToken', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    // No default: the caller states what the purpose needs. At most a day, as a token cannot be taken back.
    expire_seconds: z.int().min(60).max(86_400).describe('Shortest that serves'),
    token_settings: unlisted(
      z
        .strictObject({
          enable_cross_account_access: z.boolean().optional(),
          enable_log_download_job: z.boolean().optional(),
        })
        .optional(),
    ),
  }),
  output: z.object({ token: handedOverText, job_id: text, expires_at: text, expire_seconds: z.number() }),
  async check(ctx, { job_id, expire_seconds, token_settings }) {
    const { displayName } = await readJob(ctx, job_id, { detail: false });
    const decision = decideToken({ jobId: job_id, displayName }, expire_seconds, token_settings);
    return { decision, prepared: undefined };
  },
  async run(ctx, { job_id, expire_seconds, token_settings: asks }) {
    const asked = ctx.now().getTime();
    const answer = await ctx.call('GetToken', {
      TargetType: 'job',
      TargetId: job_id,
      ExpireTime: expire_seconds,
      ...(asks && {
        TokenSettings: {
          EnableCrossAccountAccess: asks.enable_cross_account_access,
          EnableLogDownloadJob: asks.enable_log_download_job,
        },
      }),
    });
    const expires_at = isoTime(new Date(asked + expire_seconds * 1000)) ?? '';
    return { token: sharingToken(answer), job_id, expires_at, expire_seconds };
  },
  render: ({ token, job_id, expires_at, expire_seconds }) =>
    [
      `Token to view ${job_id} for ${durationWords(expire_seconds)}, until ${expires_at}:`,
      token,
      'The receiver passes it as the parameter Token of operations of the PAI-DLC API that read this job, such as GetJobMetrics and GetJobSanityCheckResult, in a call with credentials of their own. No tool here takes it, and it is no link.',
    ].join('\n'),
  next: () => ['give the token to the user only; it cannot be taken back before it expires.'],
});
