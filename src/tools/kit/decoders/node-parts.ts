import type { Output } from '../../../api/operations.ts';
import { counted, gibibytes, number, shown } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

const nodeType = (wire: Output<'ListNodeTypes'>['NodeTypes'][number]) => ({
  type: shownOrEmpty(wire.NodeType, 80),
  gpuType: shown(wire.GPUType, 60),
  gpus: counted(wire.GPU),
  // What the platform keeps for itself is no pod's.
  cpus: counted(wire.AllocatableCPU) ?? counted(wire.CPU),
  memoryGib: gibibytes(wire.AllocatableMemory) ?? gibibytes(wire.Memory),
});

/**
 * The machine types of an answer, with how many there are and how many a quota could still be given (api-notes: nodes).
 */
export const readNodeTypes = ({ NodeTypes, Statistics = [] }: Output<'ListNodeTypes'>) =>
  NodeTypes.map((each) => {
    const counts = Statistics.find(({ NodeType }) => NodeType === each.NodeType);
    return { ...nodeType(each), machines: number(counts?.TotalCount), unbound: number(counts?.CanBeBoundCount) };
  });

/** The pods on one machine, with the cards that each holds. */
export const readNodePods = ({ NodePodInfos }: Output<'ListNodePods'>) =>
  NodePodInfos.map((wire) => ({
    pod: verbatim(wire.PodName),
    workloadId: shown(wire.WorkloadId, 80),
    workloadType: shown(wire.WorkloadType, 40),
    phase: shown(wire.Phase, 40),
    cards: wire.GPUIndexes?.map(Number) ?? [],
    gpus: counted(wire.ResourceSpec?.GPU),
    cpus: counted(wire.ResourceSpec?.CPU),
    memoryGib: gibibytes(wire.ResourceSpec?.Memory),
  }));
export type NodePod = ReturnType<typeof readNodePods>[number];
