import * as z from 'zod';
import { count } from '../../domain/count.ts';
import type { Job } from '../../jobs/job.ts';
import { type DeleteTarget, decideDelete } from '../../policy/delete-job.ts';
import { MOST_AT_ONCE } from '../../policy/several.ts';
import { table } from '../../shaping/table.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { readAllJobs } from '../kit/several/read-each.ts';
import { saying, sendEach, type Tried, throwUnlessSome } from '../kit/several/send-each.ts';
import { watchGone } from '../kit/several/watch-each.ts';
import { defineTool, type ToolContext } from '../tool.ts';

const text = z.string();
const row = z.object({
  job_id: text,
  display_name: text,
  /** `pending`: accepted, and not read back as gone so far. */
  outcome: z.enum(['deleted', 'pending', 'unknown', 'failed', 'not_tried']),
  says: text.optional(),
});
type Row = z.output<typeof row>;

const SAID: Readonly<Record<Row['outcome'], string>> = {
  deleted: 'deleted and read back as gone',
  pending: 'accepted, but not seen to be gone so far',
  unknown: 'UNKNOWN whether deleted',
  failed: 'failed',
  not_tried: 'not tried',
};

const targetOf = (ctx: ToolContext, id: string, job: Job): DeleteTarget => ({
  jobId: id,
  displayName: job.displayName,
  status: job.status,
  finished: job.times.finished,
  console: consoleUrl(ctx, job.workspaceId, id),
});

function rowOf({ jobId, displayName }: DeleteTarget, tried: Tried | undefined, gone: boolean): Row {
  const base = { job_id: jobId, display_name: displayName };
  if (gone) return { ...base, outcome: 'deleted' };
  if (tried === undefined || tried.kind === 'not_tried') return { ...base, outcome: 'not_tried' };
  return tried.kind === 'accepted'
    ? { ...base, outcome: 'pending' }
    : { ...base, outcome: tried.kind, says: saying(tried.fault) };
}

export const deleteJob = defineTool({
  name: 'delete_job',
  title: 'Delete jobs',
  description: `Removes the records of jobs that are over, with their logs and events, for good; up to ${MOST_AT_ONCE} with one question. A person is always asked first by the server. Refuses jobs that are not over. Verifies afterwards.`,
  inChinese: '删除、清理任务',
  toolset: 'jobs',
  effect: 'destructive',
  target: ({ job_ids }) => job_ids,
  scope: 'region',
  actions: ['DeleteJob', 'GetJob'],
  input: z.strictObject({ job_ids: z.array(jobId).min(1).max(MOST_AT_ONCE) }),
  output: z.object({ jobs: z.array(row) }),
  async check(ctx, { job_ids }) {
    const targets = [...(await readAllJobs(ctx, job_ids))].map(([id, job]) => targetOf(ctx, id, job));
    return { decision: decideDelete(targets), prepared: targets };
  },
  async run(ctx, _input, targets) {
    const tried = await sendEach(
      ctx,
      targets.map(({ jobId }) => jobId),
      (JobId) => ctx.call('DeleteJob', { JobId }),
    );
    const sent = [...tried].flatMap(([id, { kind }]) => (kind === 'accepted' || kind === 'unknown' ? [id] : []));
    const seen = await watchGone(ctx, sent, (id, signal) => readJob(ctx, id, { detail: false, signal }));
    const gone = new Set(sent.filter((id) => seen.get(id) === 'gone'));
    throwUnlessSome(tried, gone);
    return { jobs: targets.map((target) => rowOf(target, tried.get(target.jobId), gone.has(target.jobId))) };
  },
  outcomes: ({ jobs }) => Object.fromEntries(jobs.map(({ job_id, outcome }) => [job_id, outcome])),
  render: ({ jobs }) =>
    [
      `${jobs.filter(({ outcome }) => outcome === 'deleted').length} of ${count(jobs.length, 'job')} deleted and read back as gone.`,
      table(
        ['job_id', 'name', 'outcome'],
        jobs.map(({ job_id, display_name, outcome }) => [job_id, display_name, SAID[outcome]]),
      ),
      ...new Set(jobs.flatMap(({ says }) => says ?? [])),
    ].join('\n'),
  next: ({ jobs }) => {
    const open = jobs.filter(({ outcome }) => outcome === 'pending' || outcome === 'unknown');
    return open.length === 0
      ? []
      : [
          `get_job job_id=${open[0]?.job_id} in a minute: not_found says that it is gone. Deleting again is asked anew.`,
        ];
  },
});
