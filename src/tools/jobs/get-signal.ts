import * as z from 'zod';
import { jobId } from '../kit/fields.ts';
import { readOneSignal, signalEnded, signalId, signalLine, signalRow } from '../kit/signals.ts';
import { defineTool } from '../tool.ts';

export const getSignal = defineTool({
  name: 'get_signal',
  title: 'Show a signal',
  description: 'Whether a signal that was sent to a job has arrived.',
  inChinese: '查看信号',
  toolset: 'jobs',
  effect: 'read',
  scope: 'region',
  actions: ['GetSignal'],
  input: z.strictObject({ job_id: jobId, signal_id: signalId }),
  output: z.object({ job_id: z.string(), ...signalRow }),
  check: null,
  run: async (ctx, { job_id, signal_id }) => ({ job_id, ...(await readOneSignal(ctx, job_id, signal_id)) }),
  render: (output) => `${signalLine(output)}. Job ${output.job_id}.`,
  next: (output) => (signalEnded(output) ? [] : ['get_signal again in some seconds.']),
});
