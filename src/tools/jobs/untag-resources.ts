import * as z from 'zod';
import { count } from '../../domain/count.ts';
import type { Job } from '../../jobs/job.ts';
import { decideTags } from '../../policy/tags.ts';
import { table } from '../../shaping/table.ts';
import { readJob } from '../kit/read-job.ts';
import { readAllJobs } from '../kit/several/read-each.ts';
import { watchEach } from '../kit/several/watch-each.ts';
import { MOST_TAGS, shownTags, taggedJobs } from '../kit/tags.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
/** `not_shown`: the job showed none of these tags before, so that reading it back says nothing. */
const outcome = z.enum(['removed', 'pending', 'not_shown']);

const left = (job: Job, keys: readonly string[]): string[] => Object.keys(shownTags(job, keys));

export const untagResources = defineTool({
  name: 'untag_resources',
  title: 'Take tags off jobs',
  description: 'Takes tags off up to 50 jobs, by key. Reads back: removed or pending.',
  inChinese: '移除任务标签',
  toolset: 'jobs',
  effect: 'write',
  target: ({ job_ids }) => job_ids,
  scope: 'region',
  actions: ['UntagResources', 'GetJob'],
  input: z.strictObject({
    job_ids: taggedJobs,
    tag_keys: z.array(z.string().min(1).max(128)).min(1).max(MOST_TAGS),
  }),
  output: z.object({
    tag_keys: z.array(text),
    jobs: z.array(z.object({ job_id: text, outcome, before: z.array(text) })),
  }),
  async check(ctx, { job_ids, tag_keys }) {
    const decision = decideTags(tag_keys);
    return { decision, prepared: decision.verdict === 'refuse' ? new Map() : await readAllJobs(ctx, job_ids) };
  },
  async run(ctx, { tag_keys }, jobs) {
    const ids = [...jobs.keys()];
    const sent = await send(() =>
      ctx.call('UntagResources', { ResourceType: 'Job', ResourceId: ids, TagKey: tag_keys }),
    );
    const tagged = ids.filter((id) => left(jobs.get(id) as Job, tag_keys).length > 0);
    const seen = await watchEach(
      ctx,
      tagged,
      async (id, signal) => left(await readJob(ctx, id, { signal }), tag_keys).length,
      (some) => some === 0,
    );
    const open = tagged.filter((id) => seen.get(id) !== 0);
    if (sent.kind === 'unknown' && (open.length > 0 || tagged.length === 0))
      throw stillUnknown(
        sent.fault,
        `Read back, the tags are not known to be off ${(tagged.length === 0 ? ids : open).join(', ')}.`,
      );
    return {
      tag_keys,
      jobs: [...jobs].map(([job_id, job]) => ({
        job_id,
        outcome: open.includes(job_id)
          ? ('pending' as const)
          : tagged.includes(job_id)
            ? ('removed' as const)
            : ('not_shown' as const),
        before: left(job, tag_keys),
      })),
    };
  },
  outcomes: ({ jobs }) => Object.fromEntries(jobs.map(({ job_id, outcome: end }) => [job_id, end])),
  render: ({ tag_keys, jobs }) =>
    [
      `${jobs.filter(({ outcome: end }) => end === 'removed').length} of ${count(jobs.length, 'job')} read back without ${tag_keys.join(', ')}.`,
      table(
        ['job_id', 'outcome', 'had'],
        jobs.map(({ job_id, outcome: end, before }) => [job_id, end, before.join(', ')]),
      ),
    ].join('\n'),
  next: ({ jobs }) => {
    const open = jobs.find(({ outcome: end }) => end === 'pending');
    return open === undefined ? [] : [`get_job job_id=${open.job_id} detail=true in a minute shows its tags.`];
  },
});
