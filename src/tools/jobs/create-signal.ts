import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { decideSignal } from '../../policy/signal.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { type ReadSignal, readSignals, sentSignalId, targetNames } from '../kit/decoders/signals.ts';
import { jobId, podId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { readOneSignal, signalEnded, signalLine, signalRow } from '../kit/signals.ts';
import { watch } from '../kit/watch.ts';
import { makeOnce } from '../kit/write-outcome.ts';
import { defineTool, type ToolContext } from '../tool.ts';

/** The newest signals of a job, to tell one that is sent now from those before it. */
const newest = async (ctx: ToolContext, JobId: string): Promise<readonly ReadSignal[]> =>
  readSignals(await ctx.call('ListSignals', { JobId, Order: 'desc', PageSize: '20' })).signals;

export const createSignal = defineTool({
  name: 'create_signal',
  title: 'Send a signal',
  description:
    'Sends SIGUSR1 to pods or roles of a Running job, such as to make it save a checkpoint. A program that does not handle it dies. A person is always asked first by the server. Reads back whether it arrived.',
  inChinese: '发送信号',
  toolset: 'jobs',
  effect: 'destructive',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['CreateSignal', 'GetSignal', 'ListSignals', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    signal: z.enum(['SIGUSR1']).default('SIGUSR1'),
    pods: z.array(podId).min(1).max(100).optional(),
    roles: z.array(z.string().min(1).max(64)).min(1).max(10).optional().describe('Task types, in place of pods'),
  }),
  output: z.object({ job_id: z.string(), ...signalRow }),
  async check(ctx, { job_id, signal, pods = [], roles = [] }) {
    if (pods.length > 0 === roles.length > 0)
      throw new Fault({
        kind: 'invalid_input',
        message: 'create_signal takes pods or roles: one of the two, and not both.',
        fix: 'Name the pods that the signal is for, or the task types.',
        valid: ['pods', 'roles'],
      });
    const job = await readJob(ctx, job_id);
    const target = {
      jobId: job_id,
      displayName: job.displayName,
      status: job.status,
      running: job.pods.filter((pod) => pod.isStatus('Running')).map((pod) => pod.podId),
      roles: job.tasks.flatMap(({ type }) => type?.line(64) ?? []),
      console: consoleUrl(ctx, job.workspaceId, job_id),
    };
    return { decision: decideSignal(target, { signal, pods, roles }), prepared: undefined };
  },
  async run(ctx, { job_id, signal, pods, roles }) {
    const before = new Set<string>((await newest(ctx, job_id)).map(({ signal_id }) => signal_id));
    const Target = pods === undefined ? { Scope: 'roles', Roles: roles ?? [] } : { Scope: 'pods', PodNames: pods };
    const to = targetNames(pods ?? roles);
    const isLike = (each: ReadSignal): boolean => each.signal === signal && (each.to === '' || each.to === to);
    const { id } = await makeOnce(ctx, {
      write: async () => sentSignalId(await ctx.call('CreateSignal', { JobId: job_id, Signal: signal, Target })),
      find: async () =>
        (await newest(ctx, job_id))
          .filter((each) => !before.has(each.signal_id) && isLike(each))
          .map(({ signal_id }) => signal_id),
      none: `No new signal of ${job_id} like it is listed so far.`,
    });
    const seen = await watch(ctx, (stop) => readOneSignal(ctx, job_id, id, stop), signalEnded);
    const unread = { signal_id: id, signal, status: 'unknown', reason: '', message: '', to, sent: '' };
    return { job_id, ...(seen ?? unread) };
  },
  render: (output) => `${signalLine(output)}. Job ${output.job_id}.`,
  next: (output) => [
    ...(signalEnded(output)
      ? []
      : [`get_signal job_id=${output.job_id} signal_id=${output.signal_id} until it has arrived.`]),
    `get_job job_id=${output.job_id} to see that the program took it.`,
  ],
});
