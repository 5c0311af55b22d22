import { LIVE_STATUSES } from '../../../domain/job-status.ts';
import { en, type Said, say, zh } from '../../../domain/said.ts';
import { type Job, readJobs } from '../../../jobs/job.ts';
import type { AssetUse } from '../../../policy/assets.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { fanOut } from '../fan-out.ts';
import { EVER } from '../fields.ts';

const MORE = say(
  en`More live jobs than could be looked at: one of the others may use it.`,
  zh`未结束的任务过多，未能全部检查：其余任务可能在使用它。`,
);
const unread = (why: string): Said =>
  say(en`Whether a live job uses it could not be checked: ${why}`, zh`无法检查是否有未结束的任务在使用它：${why}`);

/** Whether a job mounts a dataset; lists name it by its id (api-notes: assets). */
export const usesDataset =
  (id: string) =>
  (job: Job): boolean =>
    job.dataSources.some((source) => source.data_source_id === id);

/** Whether a job runs an image; jobs name it by its address. */
export const usesImage =
  (uri: string) =>
  (job: Job): boolean =>
    job.tasks.some(({ image }) => image?.is(uri));

/**
 * Which live jobs of a workspace use something (R45), of those that the caller can see: one read per live status, of
 * one page.
 *
 * @param uses whether a job of a list does
 * @param filter what the lists are asked for, where the cloud can tell by itself
 * @returns the uses, or why there is a gap in what was looked at: a read that fails is a gap, and a person decides
 */
export async function assetUse(
  ctx: Pick<ToolContext, 'call'>,
  workspaceId: string,
  uses: (job: Job) => boolean,
  filter: { TemplateId?: string } = {},
): Promise<AssetUse> {
  const request = {
    WorkspaceId: workspaceId,
    ShowOwn: false,
    StartTime: EVER,
    PageNumber: 1,
    PageSize: 100,
    ...filter,
  };
  const tried = await attempt(() =>
    fanOut(LIVE_STATUSES, async (Status) => readJobs(await ctx.call('ListJobs', { ...request, Status }))),
  );
  if ('cause' in tried) return { jobs: [], looked: 0, gap: unread(tried.cause.message) };
  const jobs = new Map(tried.answer.flatMap((list) => list.jobs).map((job) => [job.jobId, job]));
  const all = tried.answer.every((list) => list.jobs.length >= list.total);
  return {
    jobs: [...jobs.values()].filter(uses).map(({ jobId, status }) => `${jobId} (${status})`),
    looked: jobs.size,
    gap: all ? undefined : MORE,
  };
}
