import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { count } from '../../domain/count.ts';
import { decideTags } from '../../policy/tags.ts';
import { table } from '../../shaping/table.ts';
import { readAllJobs } from '../kit/several/read-each.ts';
import { foundByTags, MOST_TAGS, shownTags, taggedJobs } from '../kit/tags.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';

const text = z.string();

export const tagResources = defineTool({
  name: 'tag_resources',
  title: 'Tag jobs',
  description: `Sets tags (labels) of up to 50 jobs, over or not; a tag of the same key is overwritten.${ifOffered(' list_jobs finds jobs by tags.')} Reads back: applied or pending.`,
  inChinese: '任务打标签',
  toolset: 'jobs',
  effect: 'write',
  target: ({ job_ids }) => job_ids,
  scope: 'region',
  actions: ['TagResources', 'GetJob', 'ListJobs'],
  input: z.strictObject({
    job_ids: taggedJobs,
    tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .refine((tags) => Object.keys(tags).length >= 1 && Object.keys(tags).length <= MOST_TAGS, {
        error: `needs 1 to ${MOST_TAGS} tags`,
      }),
  }),
  output: z.object({
    tags: z.record(text, text),
    jobs: z.array(
      z.object({
        job_id: text,
        outcome: z.enum(['applied', 'pending']),
        /** What these tags were before, as far as the job shows its tags. */
        before: z.record(text, text),
      }),
    ),
  }),
  async check(ctx, { job_ids, tags }) {
    const decision = decideTags(Object.keys(tags));
    return { decision, prepared: decision.verdict === 'refuse' ? new Map() : await readAllJobs(ctx, job_ids) };
  },
  async run(ctx, { tags }, jobs) {
    const ids = [...jobs.keys()];
    const sent = await send(() =>
      ctx.call('TagResources', {
        RegionId: ctx.region,
        ResourceType: 'Job',
        ResourceId: ids,
        Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    const found = await watch(
      ctx,
      (signal) => foundByTags(ctx, jobs, tags, signal),
      (seen) => seen.size === ids.length,
    );
    const open = ids.filter((id) => !found?.has(id));
    if (sent.kind === 'unknown' && open.length > 0)
      throw stillUnknown(
        sent.fault,
        found === undefined
          ? 'Reading it back failed too.'
          : `Read back, the tags are not on ${open.join(', ')} so far.`,
      );
    return {
      tags,
      jobs: [...jobs].map(([job_id, job]) => ({
        job_id,
        outcome: open.includes(job_id) ? ('pending' as const) : ('applied' as const),
        before: shownTags(job, Object.keys(tags)),
      })),
    };
  },
  outcomes: ({ jobs }) => Object.fromEntries(jobs.map(({ job_id, outcome }) => [job_id, outcome])),
  render: ({ tags, jobs }) =>
    [
      `${jobs.filter(({ outcome }) => outcome === 'applied').length} of ${count(jobs.length, 'job')} found by ${pairs(tags)}.`,
      table(
        ['job_id', 'outcome', 'before'],
        jobs.map(({ job_id, outcome, before }) => [job_id, outcome, pairs(before)]),
      ),
    ].join('\n'),
  next: ({ tags, jobs }) =>
    jobs.some(({ outcome }) => outcome === 'pending')
      ? [
          `list_jobs workspace_id=<workspace_id> own=false tags=${JSON.stringify(tags)} in a minute; what was accepted can take a while to show.`,
        ]
      : [],
});

const pairs = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
