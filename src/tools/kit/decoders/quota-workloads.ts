import type { Output } from '../../../api/operations.ts';
import { counted, gibibytes, number, shown, time } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type Wire = Output<'ListQuotaWorkloads'>['Workloads'][number];

const workload = (wire: Wire) => ({
  workloadId: verbatim(wire.WorkloadId),
  name: shownOrEmpty(wire.WorkloadName, 80),
  /** Of the product: dlc, dsw, ... */
  type: shownOrEmpty(wire.WorkloadType, 40),
  /** As its product says it; the state of the queue is another one. */
  status: shownOrEmpty(wire.WorkloadStatus, 40),
  position: number(wire.Position),
  priority: number(wire.Priority),
  gpus: counted(wire.Resource?.GPU),
  cpus: counted(wire.Resource?.CPU),
  memoryGib: gibibytes(wire.Resource?.Memory),
  user: shown(wire.UserName, 60) ?? shown(wire.UserId, 40),
  enqueuedAt: time(wire.GmtEnqueuedTime),
  dequeuedAt: time(wire.GmtDequeuedTime),
  reason: shown([wire.Code, wire.Reason].filter(Boolean).join(': ')),
});
/** What waits for a quota, or holds a part of it. */
export type QuotaWorkload = ReturnType<typeof workload>;

/** The workloads of an answer, how many there are in all, and by which strategy the queue goes. */
export const readWorkloads = ({ Workloads, TotalCount }: Output<'ListQuotaWorkloads'>) => ({
  workloads: Workloads.map(workload),
  total: TotalCount,
  strategy: shownOrEmpty(Workloads.find(({ QueueStrategy }) => QueueStrategy)?.QueueStrategy, 60),
});
