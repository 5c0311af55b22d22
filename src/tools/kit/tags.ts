import * as z from 'zod';
import { type Job, readJobs } from '../../jobs/job.ts';
import type { ToolContext } from '../tool.ts';
import { fanOut } from './fan-out.ts';
import { EVER, jobId } from './fields.ts';

/** Jobs of one call, and tags of one call: what the API takes at most (api-notes: jobs). */
export const taggedJobs = z.array(jobId).min(1).max(50);
export const MOST_TAGS = 20;

/**
 * Which of the jobs have the tags now, as the list of jobs finds them by their tags: that a job itself shows tags that
 * were added later is not established (api-notes: jobs). One read for each workspace.
 */
export async function foundByTags(
  ctx: ToolContext,
  jobs: ReadonlyMap<string, Job>,
  tags: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const workspaceOf = new Map([...jobs].map(([id, job]) => [id, job.workspaceId ?? '']));
  const lists = await fanOut([...new Set(workspaceOf.values())], (workspace) =>
    ctx.call(
      'ListJobs',
      {
        ...(workspace === '' ? {} : { WorkspaceId: workspace }),
        ShowOwn: false,
        StartTime: EVER,
        JobIds: [...jobs.keys()].filter((id) => workspaceOf.get(id) === workspace).join(','),
        Tags: { ...tags },
        PageSize: 100,
      },
      { signal },
    ),
  );
  return new Set(lists.flatMap((answer) => readJobs(answer).jobs.map(({ jobId: id }) => id)));
}

/** Those tags of a job that a call is about, as it shows them. */
export const shownTags = ({ tags }: Job, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => keys.includes(key)));
