import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { decideStop } from '../../policy/stop-job.ts';
import { jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { STOP_OUTCOMES, type StopOutcome, stopOutcome, stops, stopTargets } from '../kit/stop.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const output = z.object({ job_id: text, display_name: text, status: text, outcome: z.enum(STOP_OUTCOMES) });

const SAID: Readonly<Record<StopOutcome, string>> = {
  stopped: 'The job is stopped.',
  stopping: 'The stop is under way; the job becomes Stopped within seconds.',
  ended: 'The job ended by itself before the stop took effect.',
  pending: 'The stop was accepted but does not show: the job is not known to be stopped so far.',
};

export const stopJob = defineTool({
  name: 'stop_job',
  title: 'Stop a job',
  description:
    'Stops (to cancel or kill) a Running or Queuing job; what it did not save is lost, and it cannot be resumed. A person is always asked first by the server. Refuses jobs in another status and jobs that are over. Verifies afterwards.',
  inChinese: '停止、取消任务',
  toolset: 'jobs',
  core: true,
  effect: 'destructive',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['StopJob', 'GetJob', 'ListEcsSpecs', 'GetJobEvents', 'GetPodEvents'],
  input: z.strictObject({ job_id: jobId }),
  output,
  async check(ctx, { job_id }) {
    const [target] = await stopTargets(ctx, new Map([[job_id, await readJob(ctx, job_id)]]));
    if (target === undefined) throw new Error('a job that was read is no target');
    return { decision: decideStop(target, ctx.operator.stoppable), prepared: target };
  },
  async run(ctx, { job_id }, { displayName }) {
    const sent = await send(() => ctx.call('StopJob', { JobId: job_id }));
    const seen = await watch(ctx, async (signal) => (await readJob(ctx, job_id, { signal })).status, stops);
    const status = seen ?? 'unknown';
    if (sent.kind === 'unknown' && !stops(status))
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back, ${job_id} is ${status}.`,
      );
    return { job_id, display_name: displayName, status, outcome: stopOutcome(status) };
  },
  render: ({ job_id, display_name, status, outcome }) =>
    `${job_id} ${quoted(display_name, 256)} is ${status}. ${SAID[outcome]}`,
  next: ({ job_id, outcome }, _input, offers) => {
    if (outcome !== 'stopping' && outcome !== 'pending') return [];
    return offers('wait_for_job')
      ? [`wait_for_job job_ids=["${job_id}"] until it is Stopped.`]
      : [`get_job job_id=${job_id} until it is Stopped.`];
  },
});
