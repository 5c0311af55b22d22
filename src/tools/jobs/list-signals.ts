import * as z from 'zod';
import { readSignals } from '../kit/decoders/signals.ts';
import { jobId } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { signalRow } from '../kit/signals.ts';
import { defineTool } from '../tool.ts';

export const listSignals = defineTool({
  name: 'list_signals',
  title: 'List signals',
  description: 'The signals that were sent to a job, newest first.',
  inChinese: '任务信号',
  toolset: 'jobs',
  effect: 'read',
  scope: 'region',
  actions: ['ListSignals'],
  input: z.strictObject({
    job_id: jobId,
    status: z.string().max(40).optional().describe('e.g. Succeeded'),
    order: z.enum(['desc', 'asc']).default('desc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, signals: z.array(z.object(signalRow)) }),
  check: null,
  async run(ctx, { job_id, status, order, page_number }) {
    const answer = await ctx.call('ListSignals', {
      JobId: job_id,
      SortBy: 'GmtCreateTime',
      Order: order,
      // The paging parameters of this operation are strings.
      PageNumber: String(page_number),
      PageSize: String(FIXED_PAGE_SIZE),
      ...(status ? { Status: status } : {}),
    });
    const { signals, total } = readSignals(answer);
    return { total, scope: scopeText(`job ${job_id}`, { status }), signals };
  },
  render: ({ signals, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'signals',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['signal_id', 'signal', 'status', 'reason', 'to', 'sent'],
      rows: signals.map(({ signal_id, signal, status, reason, to, sent }) => [
        signal_id,
        signal,
        status,
        reason,
        to,
        sent,
      ]),
    }),
  next: ({ total, signals }, { page_number }) =>
    listSteps(
      { total, rows: signals, page: page_number, pageSize: FIXED_PAGE_SIZE },
      { found: 'get_job shows whether the program lives.', none: 'none was sent, or a filter hides it.' },
    ),
});
