import { ifOffered } from '../../advice/offered.ts';
import { Fault } from '../../domain/fault.ts';
import { JOB_ID } from '../../domain/identifiers.ts';
import { type QuotaWorkload, readWorkloads } from '../kit/decoders/quota-workloads.ts';
import type { ToolContext } from '../tool.ts';

/** A part of the tree of quotas, and whose place in its queue is asked for. */
export interface QueuePlace {
  quota: string;
  /** Without its sub-quotas. */
  ownLevel: boolean;
  id: string;
}

async function find(ctx: ToolContext, { quota, ownLevel, id }: QueuePlace, state: 'Enqueued' | 'Dequeued') {
  const answer = await ctx.call('ListQuotaWorkloads', {
    QuotaId: quota,
    Status: state,
    WorkloadIds: id,
    ShowOwn: ownLevel,
    PageNumber: 1,
    PageSize: 1,
  });
  return readWorkloads(answer).workloads.find(({ workloadId }) => workloadId === id);
}

/**
 * A workload that waits in a quota. Of one that does not, nobody is ahead, which reads as if it were the first: what is
 * before a workload is only asked for one that waits. Its id is of any product, and so of any form.
 *
 * @throws Fault `invalid_input` for what does not wait there
 */
export async function inQueue(ctx: ToolContext, place: QueuePlace): Promise<QuotaWorkload> {
  const waiting = await find(ctx, place, 'Enqueued');
  if (waiting !== undefined) return waiting;
  const holds = await find(ctx, place, 'Dequeued');
  const { quota, ownLevel, id } = place;
  const where = `quota ${quota}${ownLevel ? ' itself' : ''}`;
  throw new Fault({
    kind: 'invalid_input',
    message:
      holds === undefined
        ? `ahead_of: no workload ${id} waits in ${where} or holds a part of it.`
        : `ahead_of: ${id} does not wait in ${where}: it has left the queue${holds.status && ` (${holds.status})`} and holds its resources.`,
    fix: `Pass the id (not the name) of a workload that waits there, which state=waiting lists${JOB_ID.test(id) ? ifOffered(`; get_job job_id=${id} says what it is and where`) : ''}.`,
  });
}
