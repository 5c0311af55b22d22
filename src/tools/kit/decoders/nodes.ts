import type { Output } from '../../../api/operations.ts';
import type { NodeRoom, RoomSize } from '../../../domain/quota-room.ts';
import { counted, gibibytes, number, shown, time } from '../../../jobs/wire.ts';
import { shownOrEmpty } from '../listing.ts';

type Wire = Output<'ListNodes'>['Nodes'][number];

/** The one status in which a machine was seen to take pods (api-notes: nodes). */
const READY = 'Ready';

/** Memory as the samples have it, a bare number that can only be GiB, or with its unit. */
const memory = (value: unknown): number | undefined => gibibytes(value) ?? number(value);

const less = (size: number | undefined, taken: number | undefined): number | undefined =>
  size === undefined || taken === undefined ? undefined : Math.max(0, size - taken);

function node(answer: Wire) {
  const size: RoomSize = {
    gpus: counted(answer.GPU),
    // What the platform keeps for itself is no pod's.
    cpus: counted(answer.AllocatableCPU) ?? counted(answer.CPU),
    memoryGib: memory(answer.AllocatableMemory) ?? memory(answer.Memory),
  };
  const status = shown(answer.NodeStatus, 40);
  return {
    name: shownOrEmpty(answer.NodeName, 80),
    type: shownOrEmpty(answer.NodeType, 60),
    status,
    reason: shown(answer.ReasonCode, 60),
    open: status === READY && !answer.ReasonCode,
    size,
    free: {
      gpus: less(size.gpus, counted(answer.RequestGPU)),
      cpus: less(size.cpus, counted(answer.RequestCPU)),
      memoryGib: less(size.memoryGib, memory(answer.RequestMemory)),
    },
    workloads: number(answer.WorkloadNum),
    gpuType: shown(answer.GPUType, 40),
    groupId: shown(answer.ResourceGroupId, 80),
    machineGroupId: shown(answer.MachineGroupId, 80),
    quotaIds: (answer.BoundQuotas ?? []).flatMap(({ QuotaId }) => shown(QuotaId, 80) ?? []),
    expires: time(answer.GmtExpiredTime),
  } satisfies NodeRoom & Record<string, unknown>;
}
/** A machine of a quota, with what else an answer says of it. */
export type QuotaNode = ReturnType<typeof node>;

/**
 * The machines of an answer, and how many there are in all. Without `Verbose` and a quota nothing says what is taken.
 */
export const readNodes = ({ Nodes, TotalCount }: Output<'ListNodes'>): { nodes: QuotaNode[]; total: number } => ({
  nodes: Nodes.map(node),
  total: TotalCount,
});
