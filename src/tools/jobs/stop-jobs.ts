import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { count } from '../../domain/count.ts';
import { MOST_AT_ONCE } from '../../policy/several.ts';
import type { StopTarget } from '../../policy/stop-job.ts';
import { decideStops } from '../../policy/stop-jobs.ts';
import { table } from '../../shaping/table.ts';
import { jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { readAllJobs } from '../kit/several/read-each.ts';
import { saying, sendEach, type Tried, throwUnlessSome } from '../kit/several/send-each.ts';
import { watchEach } from '../kit/several/watch-each.ts';
import { isOver, STOP_OUTCOMES, stopOutcome, stops, stopTargets } from '../kit/stop.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const row = z.object({
  job_id: text,
  display_name: text,
  /** As read back; `unknown` where that failed. */
  status: text,
  /** `over`: it was over before the call, and nothing was sent for it. */
  outcome: z.enum([...STOP_OUTCOMES, 'over', 'unknown', 'failed', 'not_tried']),
  says: text.optional(),
});
type Row = z.output<typeof row>;

const SAID: Readonly<Record<Row['outcome'], string>> = {
  stopped: 'stopped',
  stopping: 'the stop is under way',
  ended: 'ended by itself before the stop took effect',
  pending: 'accepted, but not known to be stopped so far',
  over: 'was over already',
  unknown: 'UNKNOWN whether stopped',
  failed: 'failed',
  not_tried: 'not tried',
};

function rowOf({ jobId, displayName, status: before }: StopTarget, tried: Tried | undefined, seen?: string): Row {
  const base = { job_id: jobId, display_name: displayName };
  if (seen !== undefined && stops(seen)) return { ...base, status: seen, outcome: stopOutcome(seen) };
  switch (tried?.kind) {
    case 'accepted':
      return { ...base, status: seen ?? 'unknown', outcome: 'pending' };
    case 'failed':
    case 'unknown':
      return { ...base, status: seen ?? 'unknown', outcome: tried.kind, says: saying(tried.fault) };
    default:
      return { ...base, status: before, outcome: 'not_tried' };
  }
}

export const stopJobs = defineTool({
  name: 'stop_jobs',
  title: 'Stop several jobs',
  description: `Stops (to cancel or kill) up to ${MOST_AT_ONCE} Running or Queuing jobs with one question that lists them; what they did not save is lost. A person is always asked first by the server.${ifOffered(' Otherwise as stop_job; an', ' An')} outcome for each.`,
  inChinese: '批量停止任务',
  toolset: 'jobs',
  effect: 'destructive',
  target: ({ job_ids }) => job_ids,
  scope: 'region',
  actions: ['StopJob', 'GetJob', 'ListEcsSpecs', 'GetJobEvents', 'GetPodEvents'],
  input: z.strictObject({ job_ids: z.array(jobId).min(1).max(MOST_AT_ONCE) }),
  output: z.object({ jobs: z.array(row) }),
  async check(ctx, { job_ids }) {
    const all = await stopTargets(ctx, await readAllJobs(ctx, job_ids));
    const live = all.filter((job) => !isOver(job.status));
    // Of jobs that are all over the refusal is that of one.
    const targets = live.length > 0 ? live : all;
    return {
      decision: decideStops(targets, ctx.operator.stoppable),
      prepared: { targets, over: all.filter((job) => !targets.includes(job)) },
    };
  },
  async run(ctx, _input, { targets, over }) {
    const tried = await sendEach(
      ctx,
      targets.map(({ jobId }) => jobId),
      (JobId) => ctx.call('StopJob', { JobId }),
    );
    const sent = [...tried].flatMap(([id, { kind }]) => (kind === 'not_tried' ? [] : [id]));
    const seen = await watchEach(ctx, sent, async (id, signal) => (await readJob(ctx, id, { signal })).status, stops);
    throwUnlessSome(tried, new Set(sent.filter((id) => stops(seen.get(id) ?? ''))));
    return {
      jobs: [
        ...targets.map((target) => rowOf(target, tried.get(target.jobId), seen.get(target.jobId))),
        ...over.map(
          ({ jobId, displayName, status }): Row => ({
            job_id: jobId,
            display_name: displayName,
            status,
            outcome: 'over',
          }),
        ),
      ],
    };
  },
  outcomes: ({ jobs }) => Object.fromEntries(jobs.map(({ job_id, outcome }) => [job_id, outcome])),
  render: ({ jobs }) =>
    [
      `${jobs.filter(({ outcome }) => outcome === 'stopped' || outcome === 'stopping').length} of ${count(jobs.length, 'job')} stopped or stopping.`,
      table(
        ['job_id', 'name', 'status', 'outcome'],
        jobs.map(({ job_id, display_name, status, outcome }) => [job_id, display_name, status, SAID[outcome]]),
      ),
      ...new Set(jobs.flatMap(({ says }) => says ?? [])),
    ].join('\n'),
  next: ({ jobs }) => {
    const open = jobs.filter(({ outcome }) => ['stopping', 'pending', 'unknown'].includes(outcome));
    return open.length === 0
      ? []
      : [`wait_for_job job_ids=${JSON.stringify(open.map(({ job_id }) => job_id))} until they are Stopped.`];
  },
});
